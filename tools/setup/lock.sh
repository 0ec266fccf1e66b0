#!/bin/sh
# Writes both locks anew: `lock.sh uv==VERSION`, from the checkout. Plain requirements with hashes name no index or file host.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --disable-pip-version-check install --quiet "$1"

compile() {
    UV_PYTHON_DOWNLOADS=never "$work/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --no-strip-extras --all-extras "$@" pyproject.toml
}

compile --group dev --output-file requirements/dev.lock
compile --group setup --constraints requirements/dev.lock --output-file requirements/run.lock
