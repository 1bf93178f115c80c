#!/usr/bin/env bash
# Installs the npm packages of package-lock.json into node_modules, unless they are there already.
# Used by scripts/start and scripts/test; needs Node 20.19 or newer and, for better-sqlite3, a compiler.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "Install Node.js 20.19 or newer, with npm, then run this again." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "Install Node.js 20.19 or newer: this is $(node --version)." >&2
  exit 1
fi

# A linked node_modules belongs to another checkout, which looks after it.
if [ -L node_modules ]; then exit 0; fi

stamp=node_modules/.installed
abi="$(node -p process.versions.modules)"
wanted="$(node -p 'require("node:crypto").createHash("sha256").update(require("node:fs").readFileSync("package-lock.json")).digest("hex")') $abi"
installed="$(cat "$stamp" 2>/dev/null || true)"
if [ "$installed" = "$wanted" ]; then exit 0; fi

# What was compiled for another Node.js does not run on this one.
if [ -n "$installed" ] && [ "${installed##* }" != "$abi" ]; then rm -rf node_modules; fi

# Native packages compile against Node's headers. Where the headers came with Node there is no need to download them.
if [ -z "${npm_config_nodedir:-}" ]; then
  node_bin="$(node -p 'require("node:fs").realpathSync(process.execPath)')"
  for prefix in "$(dirname "$(dirname "$node_bin")")" /usr; do
    if [ -f "$prefix/include/node/node_api.h" ]; then
      export npm_config_nodedir="$prefix"
      break
    fi
  done
fi

echo "Installing npm packages"
# The tools that check and build are dev dependencies: they are wanted whatever NODE_ENV says.
# Not npm ci: it refuses a lock file made where the optional packages of other platforms can't be had.
npm install --no-save --include=dev --no-audit --no-fund --loglevel=error
printf '%s' "$wanted" >"$stamp"
