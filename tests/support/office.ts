/**
 * Opens files of office programs in LibreOffice and reads them as they print.
 *
 *   describeOffice("…", (office) => {
 *     test("…", async () => {
 *       const pages = await office.textOf({ "report.docx": buffer });
 *       expect(pages["report.docx"]).toContain("…");
 *     });
 *   });
 *
 * OFFICE_PAGES names a folder that keeps the PDFs, to look at. Without LibreOffice (SOFFICE, or
 * /usr/bin/soffice) these suites are skipped; with CI=true they fail.
 */
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, it } from "vitest";

const run = promisify(execFile);
const soffice = process.env.SOFFICE || "/usr/bin/soffice";

const pdfOf = (name: string): string => name.replace(/\.(\w+)$/, "-$1.pdf");

/** All at once: the program takes longer to start than to convert. Each answer is a text by name. */
async function textOf(files: Record<string, Buffer>): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "line-of-sight-office-"));
  try {
    // Both would become report.pdf: report-docx.docx and report-pptx.pptx do not.
    const names = Object.keys(files).map(
      (name) => [name, name.replace(/\.(\w+)$/, "-$1.$1")] as const,
    );
    for (const [name, apart] of names) writeFileSync(join(folder, apart), files[name] ?? "");
    await run(soffice, [
      `-env:UserInstallation=file://${folder}/profile`,
      ...["--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder],
      ...names.map(([, apart]) => join(folder, apart)),
    ]);
    const read = names.map(async ([name]) => {
      const pdf = join(folder, pdfOf(name));
      keep(pdf, pdfOf(name));
      return [name, (await run("pdftotext", ["-layout", pdf, "-"])).stdout] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function keep(pdf: string, name: string): void {
  const folder = process.env.OFFICE_PAGES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  copyFileSync(pdf, join(folder, name));
}

export function describeOffice(name: string, suite: (office: { textOf: typeof textOf }) => void) {
  if (existsSync(soffice)) {
    describe(name, () => suite({ textOf }));
  } else if (process.env.CI === "true") {
    describe(name, () => {
      it("has LibreOffice", () => {
        throw new Error("Missing, and CI does not skip its tests: LibreOffice.");
      });
    });
  } else {
    describe.skip(name, () => suite({ textOf }));
  }
}
