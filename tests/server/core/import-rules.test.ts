/** The import rules, broken on purpose: a small tree of files of which each breaks one. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const importing = (path: string) => `import { x } from "${path}";\nexport const y = x;\n`;
const plain = "export const x = 1;\n";

/** What stands for itself, and what each file would break. */
const sound: Record<string, string> = {
  "app/rules/core/x.ts": plain,
  "app/rules/home/x.ts": importing("../core/x").replace("y = x", "x = 1"),
  "app/routes/home/x.ts": importing("../../rules/home/x").replace("y = x", "x = 1"),
  "db/core/x.ts": importing("../../app/rules/core/x").replace("y = x", "x = 1"),
  "db/demo/x.ts": plain,
  "app/server/demonstration.server.ts": 'export const x = import("../../db/demo/x");\n',
  "db/operations/home/x.ts": importing("../../core/x").replace("y = x", "x = 1"),
};
const broken: [file: string, imports: string, rule: string][] = [
  ["app/rules/access/y.ts", "../home/x", "rules-access-comes-before"],
  ["app/rules/core/y.ts", "../../../db/core/x", "rules-import-rules"],
  ["app/rules/people/y.ts", "node:fs", "rules-are-pure"],
  ["app/ui/y.ts", "../routes/home/x", "ui-imports-rules"],
  ["app/forms/y.ts", "../../db/core/x", "forms-import-rules"],
  ["db/audits/y.ts", "../operations/home/x", "reads-never-import-operations"],
  ["db/people/y.ts", "./z", "no-cycle"],
  ["app/server/y.ts", "../../db/demo/x", "demonstration-is-optional"],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "line-of-sight-imports-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The rules that the tree breaks, each with the file that does. */
async function check(files: Record<string, string>): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, "tsconfig.json"), "{}");
  const found = await promisify(execFile)(
    process.execPath,
    [
      resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      ...["--config", resolve(".dependency-cruiser.cjs"), "--output-type", "json", "app", "db"],
    ],
    { cwd: folder },
  ).catch((failed: { stdout: string }) => failed);
  const { summary } = JSON.parse(found.stdout);
  return summary.violations.map(
    ({ from, rule }: { from: string; rule: { name: string } }) => `${from}: ${rule.name}`,
  );
}

describe("The import rules", () => {
  it("find nothing in what keeps to them", async () => {
    const found = await check(sound);
    expect(found.filter((one) => !one.endsWith("no-orphan"))).toEqual([]);
  });

  it("find each import that goes the wrong way", async () => {
    const fetched = { "app/routes/home/y.ts": 'export const y = import("../../../db/demo/x");\n' };
    const files = broken.map(([file, path]) => [file, importing(path)] as const);
    const back = { "db/people/z.ts": importing("./y") };
    const found = await check({ ...sound, ...back, ...fetched, ...Object.fromEntries(files) });
    expect(found).toContain("app/routes/home/y.ts: demonstration-has-one-way-in");
    for (const [file, , rule] of broken) expect(found).toContain(`${file}: ${rule}`);
  });
});
