import { beforeAll, expect, test } from "vitest";
import { cellInWords } from "~/files/cell-words";
import { fileOf } from "~/files/formats.server";
import { readBrief } from "~/overviews/reports/brief.server";
import { tablesOf, valueTableOf } from "~/rules/reports/block-tables";
import { eachBlock, type Report } from "~/rules/reports/blocks";
import { findActor } from "~db/access/people.server";
import { type Db, migrate, openDatabase, transact } from "~db/core/open.server";
import { addResponses } from "~db/reports/asking.server";
import { addCycle, auditsOf } from "../../support/cycles";
import { describeOffice } from "../../support/office";
import { sampleOptions, sampleReport } from "../../support/sample-report";
import { makeWorld } from "../../support/world";

const endings = ["docx", "xlsx", "pptx"] as const;

/** Words as often as they occur: a line that wraps in its cell is torn apart in the text of a page. */
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.split(/\s+/).filter(Boolean))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** What of it is missing on the pages; a word that is broken for want of room counts as missing. */
function missing(pages: string, texts: readonly string[]): string[] {
  const shown = countWords(pages);
  return [...countWords(texts.join(" "))]
    .filter(([word, count]) => (shown.get(word) ?? 0) < count)
    .map(([word, count]) => `${word}: ${shown.get(word) ?? 0} of ${count}`);
}

/** The brief for leaders of a council with two closed cycles, of which one team has not answered. */
async function someBrief(db: Db): Promise<Report> {
  const world = await makeWorld(db);
  const { willow, rowan } = world.teams;
  await addCycle(world, "2023-11", auditsOf(willow, [0, 4, 5, 0]));
  const { id } = await addCycle(world, "2024-01", [
    ...auditsOf(willow, [0, 6, 3, 0]),
    ...auditsOf(rowan, [0, 2, 0, 0]),
  ]);
  const asked = { exerciseId: id, dueOn: "2024-04-12" };
  await transact(db, (tx) => addResponses(tx, world.stampOf(world.people.qaLead), asked));
  const actor = await findActor(db, world.people.leader.id);
  if (!actor) throw new Error("There is no leader");
  return readBrief(db, actor, "2024-04-15");
}

describeOffice("a report opened in LibreOffice", (office) => {
  const reports: Record<string, Report> = { report: sampleReport };
  let pages: Record<string, string>;
  const of = (ending: (typeof endings)[number], name = "report"): string =>
    pages[`${name}.${ending}`] ?? "";
  const tablesIn = (name: string) => tablesOf(reports[name]?.blocks ?? []);

  beforeAll(async () => {
    const db = openDatabase(":memory:");
    await migrate(db);
    reports.brief = await someBrief(db);
    await db.destroy();
    const files: Record<string, Buffer> = {};
    for (const [name, report] of Object.entries(reports))
      for (const ending of endings) {
        const file = await fileOf(report, ending, sampleOptions);
        if (file) files[`${name}.${ending}`] = file.content;
      }
    pages = await office.textOf(files);
  });

  test.each(["report", "brief"])(
    "shows in Word every word and figure of every table of a %s",
    (name) => {
      const texts = tablesIn(name).flatMap(({ columns, rows }) =>
        rows.flatMap((row) => columns.map((column, at) => cellInWords(row[at], column))),
      );
      expect(texts.length).toBeGreaterThan(20);
      expect(missing(of("docx", name), texts)).toEqual([]);
    },
  );

  test("shows in Word the figures of a row beside each other", () => {
    expect(of("docx")).toMatch(/Overall +2\s\(4%\) +31\s\(58%\) +20\s\(38%\) +0 +33 of 53 \(62%\)/);
    expect(of("docx")).toMatch(/Assessment +0 +38\s\(72%\)/);
  });

  test.each(["report", "brief"])(
    "shows in Word every heading, text, list and note of a %s, folded ones too",
    (name) => {
      const texts = [...eachBlock(reports[name]?.blocks ?? [])].flatMap(({ block }) => {
        if (block.kind === "section") return [block.title];
        if (block.kind === "text" || block.kind === "note" || block.kind === "heading")
          return [block.text];
        if (block.kind !== "list") return [];
        return block.items.flatMap((item) =>
          typeof item === "string" ? [item] : [item.text, ...item.under],
        );
      });
      expect(
        missing(
          of("docx", name),
          texts.map((text) => text.replace("\u0007", "")),
        ),
      ).toEqual([]);
    },
  );

  test("counts its pages, and repeats what stands on each", () => {
    const all = of("docx").split("\f").slice(0, -1);
    expect(all.length).toBeGreaterThan(5);
    all.forEach((page, at) => {
      expect(page).toContain(`Page ${at + 1} of ${all.length}`);
      expect(page.match(/OFFICIAL-SENSITIVE/g)).toHaveLength(2);
    });
    // The contents name the page on which a heading stands.
    for (const [, title = "", page] of of("docx").matchAll(/^ *(\S.*?)\.{5,} *(\d+)$/gm)) {
      expect(all[Number(page) - 1], `${title} on page ${page}`).toContain(title);
    }
  });

  test.each(["report", "brief"])("shows in Excel every value of a %s", (name) => {
    const values = tablesIn(name)
      .map(valueTableOf)
      .flatMap(({ rows }) => rows.flat());
    const texts = values.map((value) =>
      typeof value === "object" ? ("date" in value ? value.date : "") : String(value),
    );
    expect(missing(of("xlsx", name), texts)).toEqual([]);
  });

  test("shows in Excel the values of a row beside each other", () => {
    expect(of("xlsx")).toMatch(/Overall +2 +4 +31 +58 +20 +38 +0 +0 +33 +53 +62 +final/);
    expect(of("xlsx")).toMatch(/Willow +Overall +Inadequate +\[c\]/);
  });

  test("shows on slides each idea with its figures", () => {
    const slides = of("pptx").split("\f");
    expect(slides[1]).toContain("Six in ten audits were Good or above");
    expect(slides[1]).toContain("Overall: 33 of 53 (62%)");
    expect(slides[1]).toMatch(/\b2 +31 +20\b/);
    expect(slides[2]).toMatch(/90%/);
    expect(slides[5]).toContain("31 of 53 (58%)");
    slides.slice(0, 6).forEach((slide, at) => {
      expect(slide).toContain("OFFICIAL-SENSITIVE");
      expect(slide).toMatch(new RegExp(`OFFICIAL-SENSITIVE\\s+${at + 1}\\b`));
    });
  });

  test("shows on the slides of the brief what changed, who has not answered and what is overdue", () => {
    const slides = of("pptx", "brief").split("\f");
    expect(slides.join(" ").replace(/\s+/g, " ")).toContain(
      "In January 2024, 8 of 11 audits were Good or above (73%)",
    );
    expect(slides.find((slide) => slide.includes("8 of 11 (73%)"))).toContain("4 of 9 (44%)");
    expect(of("pptx", "brief")).toContain("2 asked, 0 read, 0 answered (0 agreed), 2 late.");
    expect(of("pptx", "brief")).toMatch(/Willow: late, due on 12 April 2024/);
    expect(of("pptx", "brief")).toContain("No action is overdue");
    // A cycle is set beside the one before it, not beside other teams.
    for (const ending of endings) expect(of(ending, "brief")).not.toContain("team graded");
  });
});
