# Sourced by the other set-up scripts: apt_install PACKAGE… installs Debian packages as root or through sudo.
# Answers 1, and changes nothing, where there is no apt or no right to use it.

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
  command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
  local attempt
  for attempt in 1 2 3; do
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 update >/dev/null \
      && as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 \
        -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold \
        install --no-install-recommends "$@" >/dev/null </dev/null; then
      return 0
    fi
    sleep $((attempt * 3))
  done
  return 1
}
