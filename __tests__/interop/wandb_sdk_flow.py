"""Drives the official W&B SDK through a model's life in a registry; prints what it saw as one JSON line.

Started by wandb-sdk.test.ts with WANDB_BASE_URL and WANDB_API_KEY set. The SDK decides every request here: nothing
in this file knows how the server works.
"""

import json
import pathlib
import sys

import wandb
from wandb.apis._generated import operations as public_operations
from wandb.apis.public import runs as public_runs
from wandb.sdk.artifacts._generated import operations as artifact_operations

work = pathlib.Path(sys.argv[1])
registry = "wandb-registry-model"
target = f"{registry}/chat-llm"
seen = {}


def holders(api, alias):
    return api.artifact(f"acme/{target}:{alias}").version


def log_model(run, text):
    path = work / "model.txt"
    path.write_text(text)
    artifact = wandb.Artifact("chat-source", type="model", metadata={"text": text})
    artifact.add_file(str(path))
    run.log_artifact(artifact)
    artifact.wait()
    return artifact


with wandb.init(entity="research", project="chat", id="first", job_type="train", config={"lr": 0.1}) as run:
    first = log_model(run, "first")
    run.link_artifact(first, target, aliases=["candidate"])
    run.log({"loss": 1.5})
    run.summary["accuracy"] = 0.75

with wandb.init(entity="research", project="chat", id="second", job_type="train") as run:
    used = run.use_artifact("chat-source:v0")
    seen["used"] = used.version
    second = log_model(run, "second")
    again = log_model(run, "second")
    seen["deduplicated"] = again.id == second.id
    linked = second.link(target, aliases=["candidate"])
    seen["linked"] = linked.version

# What docs/evidence/wandb-lineage.md shows: an evaluation that uses the registry's version.
with wandb.init(entity="research", project="evals", id="eval1", job_type="eval") as run:
    run.use_artifact(f"acme/{target}:v1")
    run.summary["acc"] = 0.875

api = wandb.Api()
seen["candidate"] = holders(api, "candidate")

old = api.artifact(f"acme/{target}:v0")
old.aliases.append("production")
old.save()
seen["production_before"] = holders(api, "production")

new = api.artifact(f"acme/{target}:v1")
new.aliases.append("production")
new.aliases.remove("candidate")
new.tags.append("reviewed")
new.save()
seen["production_after"] = holders(api, "production")
seen["old_aliases"] = sorted(api.artifact(f"acme/{target}:v0").aliases)
seen["new_aliases"] = sorted(api.artifact(f"acme/{target}:v1").aliases)
seen["tags"] = api.artifact(f"acme/{target}:v1").tags
try:
    api.artifact(f"acme/{target}:candidate")
    seen["candidate_gone"] = False
except Exception as error:
    seen["candidate_gone"] = type(error).__name__

folder = new.download(root=str(work / "download"))
seen["downloaded"] = (pathlib.Path(folder) / "model.txt").read_text()
seen["verified"] = new.verify(folder) is None
seen["digest"] = new.digest
seen["logged_by"] = new.logged_by().id
seen["version_id"] = api.artifact(f"acme/{target}:v1").id
seen["version_metadata"] = api.artifact(f"acme/{target}:v1").metadata
seen["version_used_by"] = [each.id for each in api.artifact(f"acme/{target}:v1").used_by()]
seen["used_by"] = [each.id for each in api.artifact("research/chat/chat-source:v0").used_by()]

records = api.runs(
    "ml-governance/model-promotions",
    filters={"$and": [{"config.model": "chat-llm"}, {"jobType": "model-promotion"}, {"summary_metrics.conclusion": "applied"}]},
    order="-created_at",
)
seen["records"] = [[each.id, each.state, dict(each.config), each.summary.get("conclusion")] for each in records]
record = api.run("ml-governance/model-promotions/record1")
seen["record_inputs"] = [each.version for each in record.used_artifacts()]

# What the gate put beside the record, as the SDK sees it, and what the SDK puts there.
beside = {each.name: each for each in record.files()}
seen["beside"] = sorted(beside)
for name, each in beside.items():
    each.download(root=str(work / "beside"), replace=True)
seen["beside_text"] = (work / "beside" / "evidence/quality/results.json").read_text()
note = work / "note.txt"
note.write_text("seen by the auditor")
record.upload_file(str(note), root=str(work))
again = api.run("ml-governance/model-promotions/record1")
seen["note"] = [[each.name, each.size] for each in again.files(names=["note.txt"])]
seen["record_state"] = again.state

trained = api.run("research/chat/first")
seen["trained"] = [trained.state, trained.config["lr"], trained.summary["accuracy"], trained.summary["loss"]]
seen["run_files"] = sorted(each.name for each in trained.files())
seen["collections"] = [each.name for each in api.registries("acme", filter={"name": registry}).collections()]

collection = api.artifact_collection("model", f"acme/{registry}/chat-llm")
collection.tags.append("regulatory-hold")
collection.save()
seen["collection_tags"] = list(api.artifact_collection("model", f"acme/{registry}/chat-llm").tags)

old_link = api.artifact(f"acme/{target}:v0")
old_link.unlink()
try:
    api.artifact(f"acme/{target}:v0")
    seen["unlinked"] = False
except Exception as error:
    seen["unlinked"] = type(error).__name__

# The texts the SDK keeps for artifacts, registries and projects, for validation against the sandbox's schema.
documents = {
    name: getattr(module, name)
    for module in (artifact_operations, public_operations)
    for name in dir(module)
    if name.endswith("_GQL")
}
documents["RUNS_FULL"] = public_runs._create_runs_query(lazy=False)
documents["RUNS_LIGHT"] = public_runs._create_runs_query(lazy=True)
seen["documents"] = documents

print("RESULT " + json.dumps(seen))
