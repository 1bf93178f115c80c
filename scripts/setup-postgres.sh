#!/usr/bin/env bash
# Prints the folder of PostgreSQL's server programs (initdb, postgres), installing Debian's where there are none.
# POSTGRES_BIN names another folder. Ends with 1, and says what to install, where none can be had.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/setup-apt.sh
. "$here/setup-apt.sh"

find_server() {
  local candidates=() candidate
  if [ -n "${POSTGRES_BIN:-}" ]; then
    candidates=("$POSTGRES_BIN")
  else
    # The newest version first, then whatever is on the path.
    mapfile -t candidates < <(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr)
    candidates+=("$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")")
  fi
  for candidate in "${candidates[@]}"; do
    if [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ]; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

# Debian's package starts a server of its own unless this says otherwise; the tests start theirs.
install_server() {
  local settings=/etc/postgresql-common/createcluster.conf
  if command -v apt-get >/dev/null && [ ! -e "$settings" ] && as_root true 2>/dev/null; then
    as_root mkdir -p "$(dirname "$settings")"
    echo "create_main_cluster = false" | as_root tee "$settings" >/dev/null
  fi
  apt_install postgresql
}

if ! find_server; then
  echo "Installing PostgreSQL" >&2
  if ! { [ -z "${POSTGRES_BIN:-}" ] && install_server >&2 && find_server; }; then
    echo "Install PostgreSQL's server for the database tests (Debian: apt-get install postgresql), or set POSTGRES_BIN to the folder of initdb." >&2
    exit 1
  fi
fi
