#!/bin/sh
# Installs Licet into the virtual environment: `install.sh run|dev`, from the checkout.
#
# The stamp of an installation is a copy of the lock it was made from, kept in the environment. A lock that
# differs from its stamp makes the environment anew, so that a package taken out of the lock is gone too.
set -eu

wanted=$1
lock=requirements/$wanted.lock
venv=${VENV:-.venv}
stamp=$venv/$wanted.lock
log=$venv/install.log

stop() {
    echo "$1" >&2
    exit 2
}

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

# A Python named by the caller is used or refused; otherwise the first fitting one on the path.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        command -v "$PYTHON" >/dev/null 2>&1 || stop "There is no Python called “$PYTHON”; name one of 3.11, 3.12 or 3.13: make PYTHON=python3.11."
        fits "$PYTHON" || stop "Licet needs Python 3.11, 3.12 or 3.13, and $PYTHON is $("$PYTHON" --version 2>&1); name another: make PYTHON=python3.11."
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && fits "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    command -v python3 >/dev/null 2>&1 || stop "Licet needs Python 3.11, 3.12 or 3.13, and there is none; on Debian: apt-get install python3 python3-venv."
    stop "Licet needs Python 3.11, 3.12 or 3.13, and python3 is $(python3 --version 2>&1); install one of these and name it: make PYTHON=python3.11."
}

make_environment() {
    python=$(find_python)
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "$python cannot make virtual environments (no venv or ensurepip module); on Debian: apt-get install python3-venv."
    "$python" -m venv --clear "$venv" || stop "The virtual environment $venv could not be made; the lines above say why."
}

# pip's own words go to a log; the person gets one sentence and the log's last error.
install() {
    if ! "$venv/bin/python" -m pip --disable-pip-version-check install --quiet "$@" >"$log" 2>&1; then
        if grep -qiE 'connection|resolv|network|timed out|proxy|no matching distribution' "$log"; then
            stop "The packages could not be fetched: check the network, or name a mirror of the package index in PIP_INDEX_URL (all of pip's words: $log)."
        fi
        stop "The packages could not be installed: $(sed -n 's/^ *ERROR: //p' "$log" | tail -n 1) (all of pip's words: $log)."
    fi
}

if [ -e "$stamp" ] && ! cmp -s "$lock" "$stamp"; then
    make_environment
elif ! "$venv/bin/python" -m pip --version >/dev/null 2>&1 || ! fits "$venv/bin/python"; then
    make_environment
fi
if ! cmp -s "$lock" "$stamp" 2>/dev/null; then
    echo "Installing the packages of $lock into $venv (once; a minute or so)."
    install --require-hashes -r "$lock"
fi
install --no-deps --no-build-isolation -e .
cp "$lock" "$stamp"
