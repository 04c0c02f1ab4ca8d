#!/bin/sh
# Makes .venv in the project root with the official W&B SDK, the third-party client that the sandbox is tested against.
# Does nothing when it is there already. Exit 3: no usable python3, so the interop test may skip itself.
set -eu

WANDB_VERSION=0.30.0
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv="$root/.venv"
stamp="$venv/.wandb-$WANDB_VERSION"

if [ -f "$stamp" ]; then
  exit 0
fi

if ! command -v python3 >/dev/null 2>&1; then
  echo 'setup-python: python3 is not installed, so the official W&B SDK cannot be run here.' >&2
  exit 3
fi

if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check "wandb==$WANDB_VERSION"
touch "$stamp"
