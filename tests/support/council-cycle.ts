/**
 * Owns what is entered of each audit of a council's first cycle: the grades it is going to have, the
 * panel's part in them, and how often each grade should stand in a report.
 */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { grades } from "~/rules/tools/scale";
import { coreV2 } from "~db/tools/core-v2";
import { confirmByRequest, gradeByRequest, moderateByRequest, shown } from "./by-request";
import { answerMet, choose, go, named, press, see } from "./pages";

/** What was entered of each audit; the panel's grades once it has decided. */
export type Audit = {
  id: string;
  team: string;
  auditor: string;
  grades: Record<string, string>;
  submitted: boolean;
};
export type Who = (name: string) => Page;

const weak = "supervision";

/** Makes an audit Inadequate, in one area and overall. */
export const makeInadequate = (one: Audit): Audit =>
  Object.assign(one, {
    grades: { ...one.grades, [weak]: "inadequate", overall: "inadequate" },
  });

/** The audits as the control room lists them, with the grades that each is going to have. */
export async function listAudits(lead: Page, cycle: string): Promise<Audit[]> {
  const { html } = await shown(lead, `/exercises/${cycle}`);
  const rows = html.all("main tbody tr").filter((row) => row.first("input[name=audit]"));
  expect(rows).toHaveLength(25);
  const usual = ["good", "requires-improvement", "good", "outstanding"];
  const gradeAt = (n: number) => usual[n % usual.length] ?? "good";
  return rows.map((row, n) => {
    const [team = "", , auditor = ""] = row
      .all("td")
      .slice(1)
      .map(({ text }) => text);
    const parts = [...coreV2.areas.map(({ code }) => code), "overall"];
    return {
      id: row.one("input[name=audit]").attribute("value") ?? "",
      team,
      auditor,
      grades: Object.fromEntries(parts.map((part, at) => [part, gradeAt(n + at)])),
      submitted: false,
    };
  });
}

/** One is graded and decided page by page, and raised by the panel; the others keep their grades. */
export async function moderate(
  lead: Page,
  who: Who,
  audits: Audit[],
  panel: [string, string],
): Promise<void> {
  const selected = new Map<string, string[]>();
  for (const name of panel) {
    const { html } = await shown(who(name), "/moderation");
    const links = html.all("main a").map((link) => link.attribute("href") ?? "");
    selected.set(
      name,
      links.flatMap((href) => /^\/moderation\/([0-9a-f]{8}-[0-9a-f-]+)$/.exec(href)?.[1] ?? []),
    );
  }
  // Every auditor is new here, so that the first audit of each is read, and every Inadequate one.
  expect([...selected.values()].flat().length).toBeGreaterThanOrEqual(8);
  const find = (id: string) => audits.find((one) => one.id === id) as Audit;
  const [raised] = [...selected].flatMap(([name, ids]) =>
    ids.filter((id) => find(id).grades.overall === "inadequate").map((id) => ({ name, id })),
  ) as [{ name: string; id: string }];
  await raise(lead, who(raised.name), find(raised.id));
  for (const name of panel) {
    const others = (selected.get(name) ?? []).filter((id) => id !== raised.id);
    for (const id of others) {
      await moderateByRequest(who(name), id, (part) => find(id).grades[part] ?? "");
      await confirmByRequest(who(panel.find((one) => one !== name) ?? ""), id);
    }
  }
}

/** Graded blind a step higher in the weak area and overall; the panel of two takes that. */
async function raise(lead: Page, moderator: Page, one: Audit): Promise<void> {
  const higher = { [weak]: "requires-improvement", overall: "requires-improvement" };
  // Its pages are walked by tests/browser/moderation: here the same forms are filled in.
  const graded: Record<string, string> = { ...one.grades, ...higher };
  await gradeByRequest(moderator, one.id, (part) => graded[part] ?? "");
  await moderator.goto(`/moderation/${one.id}/compare`);
  await see(moderator, "One step up");
  for (const part of [`areas.${weak}`, "overall"]) {
    await named(moderator, `${part}.grade`).selectOption("requires-improvement");
    await named(moderator, `${part}.reason`).fill("Weak, but the child was seen");
  }
  await answerMet(moderator, "quality.");
  await choose(moderator, "accept", "yes");
  await choose(moderator, "decision", "final");
  await named(moderator, "feedback").fill("A careful audit; weigh what the child said more");
  await press(moderator, "Record the decision");
  await see(moderator, "The decision is recorded");
  await lead.goto("/");
  await go(lead, lead.locator(`main a[href="/moderation/${one.id}/compare"]`).first());
  await press(lead, "Confirm this decision");
  await see(lead, "The decision is taken");
  Object.assign(one.grades, higher);
}

/** How many of these audits have each grade in a part, from Outstanding to Inadequate. */
export const countOf = (audits: Audit[], part: string): string[] =>
  grades.map((grade) => String(audits.filter((one) => one.grades[part] === grade).length));

/** The first five cells of words of every row of a table: its name, and counts without their shares. */
export async function figures(page: Page, caption: string | RegExp): Promise<string[][]> {
  const rows = page.getByRole("table", { name: caption, exact: true }).locator("tbody tr");
  const cells = await rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.children]
        .filter((cell) => !cell.querySelector("svg, .los-grade-rows__none"))
        .slice(0, 5)
        .map((cell) => cell.textContent ?? ""),
    ),
  );
  return cells.map((row) => row.map((text) => text.replace(/\u00a0?\(.*$/u, "").trim()));
}
