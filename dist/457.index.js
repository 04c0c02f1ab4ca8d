export const id = 457;
export const ids = [457];
export const modules = {

/***/ 1457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createWorkflowArtifacts: () => (/* binding */ createWorkflowArtifacts)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/download.js
var download = __webpack_require__(9098);
// EXTERNAL MODULE: ./lib/github/answers.js
var answers = __webpack_require__(7536);
// EXTERNAL MODULE: ./lib/github/client.js + 14 modules
var github_client = __webpack_require__(9300);
// EXTERNAL MODULE: ./lib/github/documents/parts.js
var parts = __webpack_require__(2276);
;// CONCATENATED MODULE: ./lib/github/documents/branch-tip.js

/** The newest commit of a branch, by its full name. */
const BRANCH_TIP = `${(0,parts/* opening */.zs)('BranchTip', ['$ref: String!'])}
    ref(qualifiedName: $ref) { target { oid } }
  }
}`;

// EXTERNAL MODULE: ./lib/github/failures.js
var failures = __webpack_require__(232);
;// CONCATENATED MODULE: ./lib/github/workflow-artifacts.js






const ACTIONS = 'actions: read';
/** Artifacts of one name: one for each attempt, at most. */
const MOST = 100;
/** Workflow runs and their artifacts. Makes no request by itself. */
function createWorkflowArtifacts(options) {
    const client = (0,github_client/* createGithubClient */.z)(options);
    return {
        run: (id) => readRun(client, id),
        contains: (branch, commit) => contains(client, branch, commit),
        artifacts: (run, name) => readArtifacts(client, run, name),
        download: (id, maxBytes) => downloadArchive(options, id, maxBytes),
    };
}
async function readRun(client, id) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const answer = await client.rest({ route, parameters: { run_id: Number(id) }, needs: ACTIONS, mayBeAbsent: true });
    if (answer === undefined)
        return null;
    const run = await (0,answers/* parseAnswer */.W)('evidenceRun', answer, 'a request for a workflow run');
    return {
        id: String(run.id),
        // GitHub may write the ref behind the path.
        path: run.path.replace(/@.*$/s, ''),
        event: run.event,
        status: run.status ?? 'unknown',
        conclusion: run.conclusion,
        headBranch: run.head_branch,
        headCommit: run.head_sha,
        repositoryId: run.repository.id,
        headRepository: run.head_repository == null ? null : { id: run.head_repository.id, name: run.head_repository.full_name },
        actor: run.actor?.login ?? 'nobody',
    };
}
/** By ids alone: a tag may bear the name of the branch. A comparison that adds nothing says that the branch has the commit. */
async function contains(client, branch, commit) {
    const { ref } = await client.repository(BRANCH_TIP, { ref: `refs/heads/${branch}` });
    const tip = (await (0,answers/* parseAnswer */.W)('branchTip', ref, 'a query of a branch'))?.target.oid;
    if (tip === undefined || tip === commit)
        return tip === commit;
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    const parameters = { basehead: `${tip}...${commit}`, per_page: 1 };
    const answer = await client.rest({ route, parameters, needs: 'contents: read', mayBeAbsent: true });
    if (answer === undefined)
        return false;
    return (await (0,answers/* parseAnswer */.W)('comparison', answer, 'a comparison of commits')).ahead_by === 0;
}
async function readArtifacts(client, run, name) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
    const parameters = { run_id: Number(run), name, per_page: MOST };
    const answer = await client.rest({ route, parameters, needs: ACTIONS, mayBeAbsent: true });
    if (answer === undefined)
        return [];
    const { total_count, artifacts } = await (0,answers/* parseAnswer */.W)('artifacts', answer, 'a request for artifacts');
    if (total_count > artifacts.length) {
        throw new errors/* RemoteError */.Hi('github', `Workflow run ${run} has more than ${MOST} artifacts of one name.`);
    }
    return artifacts.map((each) => ({
        id: String(each.id),
        name: each.name,
        bytes: each.size_in_bytes,
        expired: each.expired,
        sha256: /^sha256:([0-9a-f]{64})$/.exec(each.digest ?? '')?.[1] ?? null,
        createdAt: each.created_at,
        runId: each.workflow_run?.id == null ? null : String(each.workflow_run.id),
    }));
}
/** GitHub answers with the address of a storage, which carries a signature of its own and must not see the token. */
async function downloadArchive({ apiUrl, token, repository, http }, id, maxBytes) {
    const path = `/repos/${repository.owner}/${repository.name}/actions/artifacts/${id}/zip`;
    const what = 'download a workflow artifact';
    const answer = await (0,download/* download */.R)(http, {
        service: 'github',
        what,
        url: `${apiUrl.replace(/\/+$/, '')}${path}`,
        headers: {
            accept: 'application/vnd.github+json',
            authorization: `Bearer ${token}`,
            'x-github-api-version': '2022-11-28',
        },
        maxBytes,
    });
    if (answer.status === 200)
        return answer.body;
    if (answer.status === 404 || answer.status === 410)
        return null;
    const said = `Could not ${what}: the answer was ${answer.status}.`;
    if (answer.status === 401 || answer.status === 403) {
        throw new errors/* AccessError */.Zz('github', said, {
            hint: `${(0,failures/* permissionHint */.fm)(ACTIONS)} Where it is there, the storage refused: run again.`,
        });
    }
    throw new errors/* RemoteError */.Hi('github', said);
}


/***/ })

};
