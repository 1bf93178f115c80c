/** Owns what a failed browser test says of its pages, so that a run elsewhere can be understood. */
import type { BrowserContext, Page } from "playwright-core";

const complaints = new WeakMap<Page, string[]>();
const most = 1500;

/** Remembers what goes wrong in a page from now on. */
export function hearComplaints(page: Page): void {
  const heard: string[] = [];
  complaints.set(page, heard);
  page.on("console", (message) => {
    if (message.type() === "error") heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
}

/** Address, heading, complaints and the beginning of the main content of every open page. */
export async function pagesInWords(contexts: readonly BrowserContext[]): Promise<string> {
  const pages = contexts.flatMap((context) => context.pages());
  const shown = await Promise.all(pages.map(pageInWords));
  return shown.map((text) => `\n${text}`).join("");
}

async function pageInWords(page: Page): Promise<string> {
  const [heading, main] = await Promise.all([textOf(page, "h1"), textOf(page, "main")]);
  const complained = (complaints.get(page) ?? []).slice(-5);
  return [
    `  Page ${page.url()}, headed “${heading}”`,
    ...complained.map((text) => `  It complained: ${text.slice(0, 300)}`),
    `  It says: ${main.slice(0, most)}`,
  ].join("\n");
}

/** As it is seen; a page that hangs says nothing. */
async function textOf(page: Page, selector: string): Promise<string> {
  const late = new Promise<string[]>((done) => setTimeout(done, 5000, ["no answer"]));
  const texts = page.locator(selector).allInnerTexts();
  const [text = "nothing"] = await Promise.race([texts.catch(() => []), late]);
  return text.replace(/\s+/g, " ");
}
