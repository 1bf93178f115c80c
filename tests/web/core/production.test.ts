import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const imported = /^import (?:[\w*${}, ]+ from )?"([^".][^"]*)";?$/gm;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(folder, name));

/** "@scope/name/part" is of the package "@scope/name". */
const packageOf = (path: string): string =>
  path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");

it("what is built runs on the production packages alone, and none of them builds", () => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const asked = [...filesIn("build-test/server"), ...filesIn("build-test/scripts")].flatMap(
    (file) =>
      [...readFileSync(file, "utf8").matchAll(imported)].flatMap(([, path = ""]) =>
        isBuiltin(path) ? [] : [packageOf(path)],
      ),
  );
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((name) => !(name in dependencies))).toEqual([]);
  const builders = ["vite", "sass", "typescript", "tsx", "esbuild", "@remix-run/dev"];
  expect(Object.keys(dependencies).filter((name) => builders.includes(name))).toEqual([]);
});

/** A file and whatever it needs before it runs: what is fetched when it is asked for stays out. */
function startedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const near = /^(?:import|export) ?(?:[\w*${}, ]+ ?from ?)?"(\.[^"]+)";?$/gm;
  for (const [, path = ""] of readFileSync(file, "utf8").matchAll(near))
    startedWith(join(dirname(file), path), seen);
  return seen;
}

it.each(["build-test/server/index.js", "build-test/scripts/serve.js"])(
  "%s starts without the demonstration, which is fetched where it is shown",
  (file) => {
    const started = [...startedWith(file)];
    const tells = (name: string) => readFileSync(name, "utf8").includes("@demo.example");
    expect(started.length).toBeGreaterThan(1);
    expect(started.filter(tells)).toEqual([]);
    expect(filesIn(dirname(file)).filter(tells).length).toBeGreaterThan(0);
  },
);
