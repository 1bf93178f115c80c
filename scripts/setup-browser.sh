#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, installing Debian's where there is none.
# Its headless shell is looked for first: the same engine without the windows of the whole program,
# which cost more than the pages under test. CHROMIUM names another one. Ends with 1, and says what to
# install, where none can be had.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/setup-apt.sh
. "$here/setup-apt.sh"

find_browser() {
  if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] && echo "$CHROMIUM"
    return
  fi
  command -v chromium-headless-shell && return
  [ "${1:-}" = shell ] && return 1
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

install() {
  [ -z "${CHROMIUM:-}" ] || return 1
  echo "Installing Chromium" >&2
  apt_install "$@" fonts-liberation >&2
}

if ! find_browser shell && ! { install chromium-headless-shell && find_browser shell; } \
  && ! find_browser && ! { install chromium && find_browser; }; then
  echo "Install Chromium for the browser tests (Debian: apt-get install chromium-headless-shell fonts-liberation), or set CHROMIUM to its path." >&2
  exit 1
fi
