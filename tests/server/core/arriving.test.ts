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

const wanted = {
  field: "file",
  largest: 1000,
  largestInWords: "1 kB",
  choose: "Choose a CSV file or an Excel workbook",
};

describe("A file on its way in", () => {
  it.each(["a;b=c, d.csv", "Zoë’s; plan.csv", 'a"; filename="b.csv', "100% x=1.csv", "a.csv"])(
    "keeps its name: %s",
    async (name) => {
      const form = new FormData();
      form.set("file", new File([`${"x".repeat(900)}\r\n\r\n`], name));
      const file = await takeFile(
        new Request("http://localhost/", { method: "POST", body: form }),
        folder,
        wanted,
      );
      if (!file.ok) throw new Error(file.problem);
      expect([file.name, file.bytes]).toEqual([name, 904]);
      await file.remove();
    },
  );

  it("is there to be read, measured and fingerprinted, until it is removed", async () => {
    const content = "Reference,Team\nDB-1,Willow\n";
    const file = await takeFile(posted(content), folder, wanted);
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
      [posted("x".repeat(1001)), "Choose a file of 1 kB or less"],
      [posted(""), "Choose a file that is not empty"],
      [new Request("http://localhost/", { method: "POST", body: "no form" }), "Choose a CSV file"],
    ] as const;
    for (const [request, problem] of refusals) {
      const file = await takeFile(request, folder, wanted);
      expect(file.ok ? "" : file.problem).toContain(problem);
      if (existsSync(folder)) expect(readdirSync(folder)).toEqual([]);
    }
  });

  it("of a process that is gone is swept away, of one that runs stays", async () => {
    const file = await takeFile(posted("x"), folder, wanted);
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
