"""Moves one alias with the official W&B SDK and nothing else: the least that a script without a gate would do."""

import sys

import wandb

artifact = wandb.Api().artifact(sys.argv[1])
artifact.aliases.append(sys.argv[2])
artifact.save()
