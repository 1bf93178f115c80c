import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { host, sweepArriving, takeFile } from "~/server/arriving.server";

let folder = "";
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "arriving-")), "made");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

const posted = (content: string, more: Record<string, string> = {}) => {
  const form = new FormData();
  form.set("file", new File([content], "caseload.csv"));
  for (const [name, value] of Object.entries(more)) form.set(name, value);
  return new Request("http://localhost/", { method: "POST", body: form });
};

describe("A file on its way in", () => {
  it("is there to be read, measured and fingerprinted, until it is removed", async () => {
    const content = "Reference,Team\nDB-1,Willow\n";
    const file = await takeFile(posted(content), "file", folder, 1000);
    if (!file.ok) throw new Error(file.problem);
    expect(file).toMatchObject({
      ...{ name: "caseload.csv", bytes: content.length },
      fingerprint: createHash("sha256").update(content).digest("hex"),
    });
    for (let times = 0; times < 2; times += 1) {
      expect(readFileSync(file.path, "utf8")).toBe(content);
    }
    // A crash leaves nothing behind that has a name.
    if (process.platform === "linux") expect(readdirSync(folder)).toEqual([]);
    await file.remove();
    await file.remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is not kept when it is too large, empty or not there", async () => {
    const refusals = [
      [posted("x".repeat(1001)), "Choose a file of 20 MB or less"],
      [posted(""), "Choose a file that is not empty"],
      [new Request("http://localhost/", { method: "POST", body: "no form" }), "Choose a CSV file"],
    ] as const;
    for (const [request, problem] of refusals) {
      const file = await takeFile(request, "file", folder, 1000);
      expect(file.ok ? "" : file.problem).toContain(problem);
      if (existsSync(folder)) expect(readdirSync(folder)).toEqual([]);
    }
  });

  it("of a process that is gone is swept away, of one that runs stays", async () => {
    const file = await takeFile(posted("x"), "file", folder, 1000);
    const names = [`${host}-999999999-a`, `${host}-${process.ppid}-b`, "elsewhere-1-c"];
    for (const name of names) writeFileSync(join(folder, name), "x");
    await sweepArriving(folder, new Date());
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(names.slice(1)));
    expect(readdirSync(folder)).not.toContain(names[0]);
    await sweepArriving(folder, new Date(Date.now() + 25 * 60 * 60 * 1000));
    expect(readdirSync(folder)).toEqual([]);
    if (file.ok) await file.remove();
  });
});
