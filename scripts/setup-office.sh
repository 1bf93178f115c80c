#!/usr/bin/env bash
# Prints the path of a LibreOffice for the test that opens our files in it, installing Debian's without
# its windows where there is none, with poppler-utils, which reads the text of what it makes. SOFFICE
# names another one. Ends with 1, and says what to install, where none can be had.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/setup-apt.sh
. "$here/setup-apt.sh"

packages=(libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation poppler-utils)

find_office() {
  command -v pdftotext >/dev/null || return 1
  if [ -n "${SOFFICE:-}" ]; then
    [ -x "$SOFFICE" ] && echo "$SOFFICE"
    return
  fi
  command -v soffice || command -v libreoffice
}

install() {
  echo "Installing LibreOffice" >&2
  apt_install "${packages[@]}" >&2
}

if ! find_office && ! { install && find_office; }; then
  echo "Install LibreOffice for the test of Word, Excel and slides (Debian: apt-get install --no-install-recommends ${packages[*]}), or set SOFFICE to its path." >&2
  exit 1
fi
