/**
 * Writes and moderates audits through their pages, whatever the areas and questions of the tool.
 * Both leave the page open that follows the last save.
 */
import type { Page } from "playwright-core";
import { answerMet, choose, fillDate, follow, go, named, press, see, seeHeading } from "./pages";

export interface AuditWords {
  /** The grade of every practice area that is not named in `areas`. */
  usual: string;
  areas?: Record<string, string>;
  overall: string;
  strength: string;
  development: string;
  /** What is to be done for the child, by the practice area it answers. */
  actions?: Record<string, string>;
}

/** Fills in every page of an allocated audit, up to the page that checks the answers. */
export async function writeAudit(page: Page, auditId: string, words: AuditWords): Promise<void> {
  await page.goto(`/audits/${auditId}`);
  await go(page, page.locator("main a[href$='/voices']").first());
  await writeVoices(page);
  await press(page, "Save and continue");
  while (!(await isOn(page, /\/overall$/, /\/areas\/[\w-]+$/))) {
    const area = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await writeArea(page, area, words.areas?.[area] ?? words.usual);
    await press(page, "Save and continue");
    await page.waitForURL((url) => !url.pathname.endsWith(`/areas/${area}`));
  }
  await choose(page, "overall.grade", words.overall);
  await named(page, "overall.rationale").fill("Read together, this is what the child met.");
  await press(page, "Save and continue");
  await writeFindings(page, words);
  await follow(page, "Continue to the actions for this child");
  await writeActions(page, words.actions ?? {});
  await follow(page, "Continue and check your answers");
  await seeHeading(page, "Check your answers");
}

/** Waits for one of two kinds of page; whether it is the first. */
async function isOn(page: Page, one: RegExp, other: RegExp): Promise<boolean> {
  await page.waitForURL((url) => one.test(url.pathname) || other.test(url.pathname));
  return one.test(new URL(page.url()).pathname);
}

async function writeVoices(page: Page): Promise<void> {
  await choose(page, "voice.child.status", "obtained");
  await named(page, "voice.child.said").fill("“She comes when she says she will.”");
  await fillDate(page, "voice.child.held-on", "2024-04-11");
  await named(page, "voice.child.method").fill("Visit");
  await named(page, "voice.parent-1.label").fill("Mother");
  await choose(page, "voice.parent-1.status", "no-reply");
  await named(page, "voice.parent-1.reason").fill("Telephoned twice and wrote once");
  await choose(page, "voice.practitioner.status", "obtained");
  await named(page, "voice.practitioner.said").fill("Proud of the direct work");
}

async function writeArea(page: Page, area: string, grade: string): Promise<void> {
  await page.locator(`main [name="area.${area}.commentary"]`).waitFor();
  await answerMet(page, `area.${area}.prompt.`);
  await named(page, `area.${area}.commentary`).fill(`What the record shows of ${area}`);
  await choose(page, `area.${area}.grade`, grade);
  await named(page, `area.${area}.rationale`).fill(`Why ${area} is graded so`);
}

async function writeFindings(page: Page, { strength, development }: AuditWords): Promise<void> {
  await seeHeading(page, "Strengths and areas for development");
  for (const [kind, text] of Object.entries({ strength, development })) {
    await choose(page, "kind", kind);
    await named(page, "text").fill(text);
    await named(page, "theme").selectOption({ index: 1 });
    await press(page, "Add the finding");
    await see(page, "The finding is saved", text);
    await page.goto(new URL(page.url()).pathname);
  }
}

async function writeActions(page: Page, actions: Record<string, string>): Promise<void> {
  await seeHeading(page, "Actions for this child");
  for (const [area, what] of Object.entries(actions)) {
    await named(page, "what").fill(what);
    await named(page, "successMeasure").fill("The child says so");
    await fillDate(page, "dueOn", "2024-05-20");
    await named(page, "area").selectOption(area);
    await press(page, "Add the action");
    await see(page, "The action is saved", what);
    await page.goto(new URL(page.url()).pathname);
  }
}

/** Answers whatever the page asks to be explained, declares, and submits. */
export async function submitAudit(page: Page): Promise<void> {
  for (const reason of await page.locator("main textarea[name^='prompt.']").all()) {
    await reason.fill("It was discussed with the manager and stands");
  }
  await choose(page, "declared", "yes");
  await press(page, "Submit the audit");
  await seeHeading(page, "Audit submitted");
}

/**
 * From the parts of grading an audit: gives every practice area and overall the moderator's grade
 * and reason, page after page, and goes on to the page that commits.
 */
export async function gradeBlind(
  page: Page,
  usual: string,
  areas: Record<string, string> = {},
): Promise<void> {
  await go(page, page.locator("main a[href*='/areas/']").first());
  while (!(await isOn(page, /\/found$/, /\/areas\/[\w-]+$/))) {
    const area = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await giveGrade(page, `areas.${area}`, areas[area] ?? usual);
    await press(page, "Save and continue");
    await page.waitForURL((url) => !url.pathname.endsWith(`/areas/${area}`));
  }
  await follow(page, "Continue");
  await giveGrade(page, "overall", areas.overall ?? usual);
  await press(page, "Save and continue");
  await seeHeading(page, "Is the audit itself sound?");
  await answerMet(page, "quality.");
  await press(page, "Save and continue");
  await seeHeading(page, "Check your grades");
}

async function giveGrade(page: Page, part: string, grade: string): Promise<void> {
  await choose(page, `${part}.grade`, grade);
  await named(page, `${part}.reason`).fill(`The moderator’s reason for ${part}`);
}
