/**
 * `npm run build`: the application by Remix, and what starts it (scripts/serve.ts and the commands
 * beside it) as plain JavaScript, so that a server starts without compiling and without build tools.
 * BUILD_DIR names the folder (`build`).
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "vite";

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = process.env.BUILD_DIR ?? "build";
process.env.NODE_ENV = "production";

const remix = spawnSync("remix", ["vite:build", "--logLevel", "warn"], {
  cwd: here(""),
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, PATH: `${here("node_modules/.bin")}:${process.env.PATH ?? ""}` },
});
if (remix.status !== 0) process.exit(remix.status ?? 1);

pack(here(`${folder}/client`));

await build({
  configFile: false,
  root: here(""),
  logLevel: "warn",
  publicDir: false,
  resolve: { alias: { "~db": here("db"), "~": here("app") } },
  build: {
    ssr: true,
    target: "node20",
    outDir: `${folder}/scripts`,
    emptyOutDir: true,
    rollupOptions: {
      input: Object.fromEntries(
        ["serve", "access", "verify-draw"].map((name) => [name, here(`scripts/${name}.ts`)]),
      ),
    },
  },
});

/** Compresses what browsers fetch as far as it goes, once, beside each file. */
function pack(client: string): void {
  for (const file of readdirSync(client, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css|svg|html|txt)$/.test(file)) continue;
    const path = join(client, file);
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}
