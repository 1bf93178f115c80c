/**
 * Fills in pages by their forms, without drawing them: for the many of a journey that are like one
 * which the browser has walked. What a page refuses is thrown with its words.
 *
 *   const avi = await signedIn(await browser.open(), browser.url, "avi@council.example", password);
 *   const at = await shown(page, "/account");
 *   await send(page, at, { name: "Avi" });
 */
import type { Page } from "playwright-core";
import { formOf } from "./form";
import { type HtmlNode, parseHtml } from "./html";

/** A page as it came, and the address that its form is posted to. */
export type Shown = { html: HtmlNode; url: URL };

async function read(answer: Awaited<ReturnType<Page["request"]["get"]>>): Promise<Shown> {
  const html = parseHtml(await answer.text());
  const url = new URL(answer.url());
  if (answer.ok()) return { html, url };
  const errors = html.all(".govuk-error-summary__list li").map((item) => item.text);
  const words = errors.join("; ") || html.text.slice(0, 500);
  throw new Error(`${url.pathname} answers ${answer.status()}: ${words}`);
}

export const shown = async (page: Page, path: string): Promise<Shown> =>
  read(await page.request.get(path));

/** Posts fields alone, and follows to the page that answers. */
export async function post(
  page: Page,
  url: URL,
  fields: Record<string, string | string[]>,
): Promise<Shown> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    Origin: url.origin,
  };
  return read(await page.request.post(url.href, { data: body.toString(), headers }));
}

/** Posts the form of a page with what is typed into it. */
export const send = (page: Page, at: Shown, typed: Record<string, string>): Promise<Shown> =>
  post(page, at.url, { ...formOf(at.html), ...typed });

/** Signs in on this page's context. */
export async function signInByRequest(page: Page, email: string, password: string): Promise<void> {
  const at = await send(page, await shown(page, "/sign-in"), { email, password });
  if (at.url.pathname === "/sign-in") throw new Error(`${email} could not sign in`);
}

/** Chooses a password with a link that was handed over, and signs in. */
export async function joinByRequest(
  page: Page,
  link: string,
  who: { email: string; password: string },
): Promise<void> {
  const { pathname, search } = new URL(link);
  const { password } = who;
  await send(page, await shown(page, pathname + search), { password, again: password });
  await signInByRequest(page, who.email, password);
}

/** Every control of a page that may be answered with "met". */
const allMet = ({ html }: Shown, prefix: string): Record<string, string> =>
  Object.fromEntries(
    html
      .all('main input[value="met"]')
      .map((input) => input.attribute("name") ?? "")
      .filter((name) => name.startsWith(prefix))
      .map((name) => [name, "met"]),
  );

const textAreasOf = ({ html }: Shown): string[] =>
  html.all("main textarea").map((area) => area.attribute("name") ?? "");

const voices = {
  "voice.child.status": "obtained",
  "voice.child.said": "“She comes when she says she will.”",
  "voice.child.held-on.day": "11",
  "voice.child.held-on.month": "4",
  "voice.child.held-on.year": "2024",
  "voice.child.method": "Visit",
  "voice.parent-1.label": "Mother",
  "voice.parent-1.status": "no-reply",
  "voice.parent-1.reason": "Telephoned twice and wrote once",
  "voice.practitioner.status": "obtained",
  "voice.practitioner.said": "Proud of the direct work",
};

/** Writes and submits an audit, page after page; `gradeOf` is asked for each area and "overall". */
export async function auditByRequest(
  page: Page,
  auditId: string,
  gradeOf: (part: string) => string,
): Promise<void> {
  let at = await send(page, await shown(page, `/audits/${auditId}/voices`), voices);
  for (;;) {
    const area = /\/areas\/([\w-]+)$/.exec(at.url.pathname)?.[1];
    if (!area) break;
    at = await send(page, at, {
      ...allMet(at, `area.${area}.prompt.`),
      [`area.${area}.commentary`]: `What the record shows of ${area}`,
      [`area.${area}.grade`]: gradeOf(area),
      [`area.${area}.rationale`]: `Why ${area} is graded so`,
    });
  }
  await send(page, at, {
    "overall.grade": gradeOf("overall"),
    "overall.rationale": "Read together, this is what the child met.",
  });
  const check = await shown(page, `/audits/${auditId}/check`);
  const reasons = textAreasOf(check).map((name) => [name, "It was discussed and stands"]);
  at = await send(page, check, {
    ...Object.fromEntries(reasons),
    declared: "yes",
    intent: "submit",
  });
  if (!at.url.pathname.endsWith("/submitted")) throw new Error(`Not submitted: ${at.html.text}`);
}

/** Grades blind, part after part, and commits; answers the page that compares both. */
export async function gradeByRequest(
  page: Page,
  auditId: string,
  gradeOf: (part: string) => string,
): Promise<Shown> {
  const parts = await shown(page, `/moderation/${auditId}`);
  const areas = parts.html
    .all("main a")
    .map((link) => /\/areas\/([\w-]+)$/.exec(link.attribute("href") ?? "")?.[1])
    .filter((code) => code !== undefined);
  const grade = async (path: string, name: string, code: string) => {
    const at = await shown(page, `/moderation/${auditId}/${path}`);
    if (!textAreasOf(at).includes(`${name}.reason`)) return;
    const reason = `The moderator’s reason for ${name}`;
    await send(page, at, { [`${name}.grade`]: gradeOf(code), [`${name}.reason`]: reason });
  };
  for (const code of new Set(areas)) await grade(`areas/${code}`, `areas.${code}`, code);
  await grade("overall", "overall", "overall");
  const quality = await shown(page, `/moderation/${auditId}/audit-quality`);
  const commit = await send(page, quality, allMet(quality, "quality."));
  return send(page, commit, { sure: "yes" });
}

/** Grades blind, commits, and records that the panel keeps what both graded. */
export async function moderateByRequest(
  page: Page,
  auditId: string,
  gradeOf: (part: string) => string,
): Promise<void> {
  const compare = await gradeByRequest(page, auditId, gradeOf);
  await send(page, compare, {
    ...allMet(compare, "quality."),
    decision: "final",
    accept: "yes",
    feedback: "A careful audit",
  });
}

/** Takes a decision that someone else recorded. */
export async function confirmByRequest(page: Page, auditId: string): Promise<void> {
  const at = await shown(page, `/moderation/${auditId}/compare`);
  await send(page, at, { intent: "confirm" });
}
