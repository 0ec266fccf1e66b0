#!/bin/sh
# Brings what the tests need beyond Python: a browser and a database server, from Debian's packages.
#
# Installs what is absent when it may (root, or sudo without a password). What cannot be had is said in one
# line and those tests are left out; under CI=true that is a failure, so that no green run hides it.
set -eu

lacking=0

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

debian_install() {
    echo "Installing $* from Debian's packages."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null 2>&1 && return
    as_root apt-get update -qq >/dev/null 2>&1 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null 2>&1
}

left_out() {
    echo "$1" >&2
    lacking=1
}

has_browser() {
    [ -x "${LICET_CHROMIUM:-/usr/bin/chromium}" ]
}

has_database_server() {
    [ -n "${LICET_TEST_POSTGRES:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

if ! has_browser && may_install; then
    debian_install chromium fonts-dejavu-core fonts-noto-core || true
fi
has_browser || left_out "The browser tests are left out: there is no ${LICET_CHROMIUM:-/usr/bin/chromium}; on Debian: apt-get install chromium."

if ! has_database_server && may_install; then
    debian_install postgresql || true
fi
has_database_server || left_out "The tests on PostgreSQL are left out: there is no PostgreSQL server here; on Debian: apt-get install postgresql."

if [ "$lacking" = 1 ] && [ "${CI:-}" = true ]; then
    echo "Under CI=true nothing may be left out." >&2
    exit 1
fi
