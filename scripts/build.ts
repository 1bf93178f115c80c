/**
 * `npm run build`: the application by Remix, and what starts it (scripts/serve.ts and the commands
 * beside it) as plain JavaScript, so that a server starts without compiling and without build tools.
 * BUILD_DIR names the folder (`build`).
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
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
