import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
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
