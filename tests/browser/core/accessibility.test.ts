import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { demonstrationAccounts } from "~db/demo/accounts";
import { axe, describeBrowser, type TestBrowser } from "../../support/browser";
import { send, shown } from "../../support/by-request";
import { visit } from "../../support/pages";

const mostPages = 60;
const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Addresses of one kind of page are alike but for the record, the practice area and the filters. */
const kindOf = (path: string): string =>
  (path.split("?")[0] ?? "").replace(id, ":id").replace(/\/areas\/[\w-]+$/, "/areas/:area");

/** The addresses a person can follow from this page: no files, no signing out, no other sites. */
const linksOn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>("a[href]")]
      .filter((a) => a.origin === location.origin && !a.hasAttribute("download"))
      .map((a) => a.pathname + a.search)
      .filter((path) => !/\.(csv|json|pdf)(\?|$)/.test(path)),
  );

/** The main contents that axe has looked at: help pages and the like are the same for everyone. */
const lookedAt = new Set<string>();

/** What is wrong with the page as it stands, in words. */
async function faultsOf(page: Page): Promise<string[]> {
  const path = new URL(page.url()).pathname;
  const { main, headings, title, ...wide } = await page.evaluate(asItStands);
  const faults = lookedAt.has(main) ? [] : await axe(page);
  lookedAt.add(main);
  if (headings !== 1) faults.push(`${path}: has ${headings} h1 elements`);
  if (!title.endsWith("Line of Sight")) faults.push(`${path}: is titled “${title}”`);
  const torn = wide.torn.map((date) => `${path}: tears “${date}”`);
  if (wide.odd) faults.push(`${path}: is in the browser's own type at “${wide.odd}”`);
  if (wide.widest) faults.push(`${path}: is wider than its window because of ${wide.widest}`);
  await page.setViewportSize({ width: 390, height: 844 });
  const narrow = await page.evaluate(asItStands);
  torn.push(...narrow.torn.map((date) => `${path}: tears “${date}” on a phone`));
  faults.push(...new Set(torn));
  if (narrow.widest) faults.push(`${path}: is wider than a phone because of ${narrow.widest}`);
  if (narrow.beyond) faults.push(`${path}: has “${narrow.beyond}” beyond the edge of a phone`);
  await page.setViewportSize({ width: 1280, height: 900 });
  return faults;
}

/** Runs in the page: what stands on it, and what does not fit its window. One question, one answer. */
function asItStands() {
  /** The first field that only scrolling sideways shows, if any. */
  function fieldBeyond(): string | null {
    const fields = [
      ...document.querySelectorAll("main input, main select, main textarea, main button"),
    ];
    // What is folded away is laid out anew when it is first asked for, not when the window changes.
    for (const one of fields) one.getBoundingClientRect();
    const beyond = fields.find((one) => one.getBoundingClientRect().right > window.innerWidth);
    return beyond ? (beyond.getAttribute("name") ?? beyond.textContent) : null;
  }

  /** The first words that are in the browser's own type because nothing gave them one. */
  function oddlySet(): string | null {
    const own = [...document.querySelectorAll("body *")].find(
      (el) =>
        !/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(el.tagName) &&
        [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()) &&
        !/sans-serif|monospace/.test(getComputedStyle(el).fontFamily),
    );
    return own?.textContent?.slice(0, 60) ?? null;
  }

  /** The innermost element that reaches over the right edge of the window, if the page scrolls sideways. */
  function widest(): string | null {
    if (document.documentElement.scrollWidth <= window.innerWidth) return null;
    const over = [...document.querySelectorAll("body *")].filter(
      (el) => el.getBoundingClientRect().right > window.innerWidth + 1,
    );
    const inner = over.at(-1);
    return inner ? `<${inner.tagName.toLowerCase()} class="${inner.className}">` : "its content";
  }

  /** Dates, ages and references that stand alone in a cell of a table and are broken over two lines. */
  function tornDates(): string[] {
    const date = /^\s*(\d{1,2} )?[A-Z][a-z]+ (20\d\d)( at [\d:]+[ap]m)?\s*$/;
    const age = /^\s*(due (in \d+ days|today|tomorrow)|\d+ days? overdue)\s*$/i;
    const ofCase = /^\s*([A-Z]{1,4}-\d+|\d+ (years?|months?|weeks?))\s*$/;
    return [...document.querySelectorAll("main td, main th")].flatMap((cell) => {
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      const torn: string[] = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const words = text.textContent ?? "";
        if (![date, age, ofCase].some((kind) => kind.test(words))) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) torn.push(words.trim());
      }
      return torn;
    });
  }

  return {
    // Without the ids that React counts up from page to page.
    main: (document.querySelector("main")?.outerHTML ?? "").replace(/:r\w+:/gi, ":id:"),
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    odd: oddlySet(),
    widest: widest(),
    beyond: fieldBeyond(),
    torn: tornDates(),
  };
}

/** Visits one page of every kind that this person can reach by links, and gathers what is wrong. */
async function walk(browser: TestBrowser, as: string | undefined, from: string[]) {
  const page = await browser.open({ as });
  const [first = "/"] = from;
  await page.goto(first);
  const seen = new Set<string>();
  const queue = [...from];
  const faults: string[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(kindOf(path)) || seen.size >= mostPages) continue;
    seen.add(kindOf(path));
    const status = await visit(page, path);
    if (status !== 200) faults.push(`${path}: answers ${status}`);
    seen.add(kindOf(new URL(page.url()).pathname));
    faults.push(...(await faultsOf(page)));
    queue.push(...(await linksOn(page)));
  }
  return { seen: [...seen].sort(), faults };
}

const least: Record<string, number> = {
  "qa-lead@demo.example": 25,
  "auditor@demo.example": 12,
  "moderator@demo.example": 8,
  "team-manager@demo.example": 10,
  "service-manager@demo.example": 12,
  "practitioner@demo.example": 5,
  "leader@demo.example": 8,
  "scrutiny@demo.example": 3,
  "admin@demo.example": 8,
};

describeBrowser("Every page without a barrier", (browser) => {
  describe.each(demonstrationAccounts)("for $email", ({ email }) => {
    it("has none that axe finds, one heading, a title, and fits a phone", async () => {
      const { seen, faults } = await walk(browser, email, ["/"]);
      expect(faults).toEqual([]);
      // A walk that stops at the door would find nothing.
      expect(seen.length, seen.join("\n")).toBeGreaterThanOrEqual(least[email] ?? 1);
    });
  });

  it("has none before signing in", async () => {
    const { faults } = await walk(browser, undefined, ["/sign-in"]);
    expect(faults).toEqual([]);
  });

  it("has none where two records are compared, however long their addresses", async () => {
    const page = await browser.open({ as: "admin@demo.example" });
    await page.goto("/people");
    const [one = "", other = ""] = await page
      .locator("main table a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    const choice = { search: "a", stays: other.split("/").at(-1) ?? "" };
    for (const [key, value] of Object.entries(choice)) {
      await page.goto(`${one}/same-person?${key}=${value}`);
      expect(await page.locator("main table").count()).toBe(1);
      expect(await faultsOf(page)).toEqual([]);
    }
  });

  it("has none on an observation, from its first words to its end", async () => {
    const page = await browser.open({ as: "team-manager@demo.example" });
    const look = async (path: string) => {
      expect((await page.goto(path))?.status()).toBe(200);
      expect(await faultsOf(page)).toEqual([]);
      return shown(page, path);
    };
    const { begin, write, share, one, feedback, close, withdraw, people, figures } =
      paths.observations;
    const begun = await send(page, await look(begin()), {});
    const id = begun.url.pathname.split("/").at(-2) ?? "";
    await look(write(id));
    const [who = ""] = await page
      .locator("input[name=observed]")
      .evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
    await send(page, await look(write(id)), {
      ...{ observed: who, workerConsent: "given", familyConsent: "not-applicable" },
      ...{ seen: "A visit", strengths: "Warm", toDevelop: "Plans", intent: "check" },
    });
    await send(page, await look(share(id)), {});
    await look(one(id));
    await send(page, await look(feedback(id)), {});
    for (const path of [close(id), withdraw(id), people(), figures()]) await look(path);
    const lead = await browser.open({ as: "qa-lead@demo.example" });
    await lead.goto(paths.observations.questions());
    expect(await faultsOf(lead)).toEqual([]);
  });

  it("has none on a practice week, from its plan to its last word", async () => {
    const page = await browser.open({ as: "qa-lead@demo.example" });
    const look = async (path: string) => {
      expect((await page.goto(path))?.status()).toBe(200);
      expect(await faultsOf(page)).toEqual([]);
      return shown(page, path);
    };
    const { list, plan, one, change, addSlot, publish, close, cancel } = paths.practiceWeeks;
    const planned = await send(page, await look(plan()), {
      ...{ theme: "The voice of the child", "startsOn.day": "15", "startsOn.month": "4" },
      ...{
        "startsOn.year": "2024",
        "endsOn.day": "15",
        "endsOn.month": "4",
        "endsOn.year": "2024",
      },
    });
    const id = planned.url.pathname.split("/").at(-1) ?? "";
    await look(addSlot(id));
    for (const path of [one(id), change(id), cancel(id), list()]) await look(path);
    await send(page, await look(publish(id)), {});
    for (const path of [one(id), close(id)]) await look(path);
  });

  it("has none on a feedback session, from its plan to what was said", async () => {
    const page = await browser.open({ as: "qa-lead@demo.example" });
    const look = async (path: string) => {
      expect((await page.goto(path))?.status()).toBe(200);
      expect(await faultsOf(page)).toEqual([]);
      return shown(page, path);
    };
    const planned = await send(page, await look(paths.feedbackSessions.plan()), {
      ...{ "heldOn.day": "15", "heldOn.month": "4", "heldOn.year": "2024" },
    });
    const id = planned.url.pathname.split("/").at(-1) ?? "";
    const { one, change, briefing, cancel } = paths.feedbackSessions;
    for (const path of [one(id), change(id), briefing(id), cancel(id)]) await look(path);
    await send(page, await look(paths.feedbackSessions.send(id)), { read: "yes" });
    await send(page, await look(paths.feedbackSessions.held(id)), { others: "2" });
    const said = { text: "Plans have no place for what may go wrong", kind: "change" };
    await send(page, await look(paths.feedbackSessions.say(id)), said);
    await look(paths.feedbackSessions.attendance(id));
    await look(one(id));
    const changeIt = page.getByRole("link", { name: /^change it/ });
    await look((await changeIt.getAttribute("href")) ?? "");
  });

  it("has none on the pages that refuse", async () => {
    const page = await browser.open({ as: "scrutiny@demo.example" });
    for (const [path, status] of [
      ["/caseload", 403],
      ["/no-such-page", 404],
    ] as const) {
      expect((await page.goto(path))?.status()).toBe(status);
      expect(await faultsOf(page)).toEqual([]);
    }
  });

  it("tells the series of a chart apart in colours of the reader's own", async () => {
    const page = await browser.open({ as: "leader@demo.example" });
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto("/trends");
    const swatches = page.locator(".los-swatch");
    const pictures = await Promise.all(
      (await swatches.all()).map(async (one) => (await one.screenshot()).toString("base64")),
    );
    expect(pictures.length).toBe(4);
    expect(new Set(pictures).size).toBe(4);
    const edge = page.locator(".los-chart .los-series").first();
    expect(await edge.evaluate((one) => getComputedStyle(one).stroke)).not.toBe("none");
  });

  it("draws no line through a label of a chart on a phone", async () => {
    const page = await browser.open({ as: "leader@demo.example", phone: true });
    await page.goto("/trends");
    const drawing = page.locator(".los-chart__drawing--narrow").first();
    const { points, crossed } = await drawing.evaluate((svg) => {
      const path = svg.querySelector("path") as SVGPathElement;
      const labels = [...svg.querySelectorAll("text")].map((text) => ({
        words: text.textContent ?? "",
        box: text.getBBox(),
      }));
      const length = path.getTotalLength();
      const along = Array.from({ length: 400 }, (_, at) =>
        path.getPointAtLength((at * length) / 399),
      );
      const inside = ({ box }: (typeof labels)[number]) =>
        along.some(
          ({ x, y }) =>
            x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height,
        );
      return { points: length, crossed: labels.filter(inside).map(({ words }) => words) };
    });
    expect(points).toBeGreaterThan(50);
    expect(crossed).toEqual([]);
  });
});
