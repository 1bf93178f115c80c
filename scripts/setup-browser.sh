#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, installing Debian's where there is none.
# CHROMIUM names another one. Ends with 1, and says what to install, where none can be had.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/setup-apt.sh
. "$here/setup-apt.sh"

find_browser() {
  if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] && echo "$CHROMIUM"
    return
  fi
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

if ! find_browser; then
  echo "Installing Chromium" >&2
  if ! { [ -z "${CHROMIUM:-}" ] && apt_install chromium fonts-liberation >&2 && find_browser; }; then
    echo "Install Chromium for the browser tests (Debian: apt-get install chromium fonts-liberation), or set CHROMIUM to its path." >&2
    exit 1
  fi
fi
