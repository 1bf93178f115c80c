/**
 * Waits until a page has answered what was done to it. Pages are sent in pieces, a form asks first
 * whether the server is there, a link loads its page in the background and React draws it in its
 * own time: a test that reads before all that is over reads the page before.
 *
 *   await page.getByRole("link", { name: "Draw" }).click();
 *   await settled(page);
 */
import type { BrowserContext, Page } from "playwright-core";

/** Contexts whose pages run no scripts: what they show is all there once it has arrived. */
const plain = new WeakSet<BrowserContext>();

export function withoutScripts(context: BrowserContext): void {
  plain.add(context);
}

/** Throws when the page is still busy after the time that its context allows. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("domcontentloaded");
  if (plain.has(page.context())) return;
  // Begun again by Playwright when a page load comes between.
  await page.waitForFunction(untilAnswered);
}

/** Runs in the page; no page of the application, nothing to wait for. */
async function untilAnswered(): Promise<true> {
  type Busy = { state: string };
  type Router = {
    state: {
      initialized: boolean;
      navigation: Busy;
      revalidation: string;
      fetchers: Map<string, Busy>;
      blockers: Map<string, Busy>;
    };
  };
  const isAnswered = () => {
    const { __remixContext, __remixRouter } = window as unknown as {
      __remixContext?: object;
      __remixRouter?: Router;
    };
    if (document.readyState === "loading") return false;
    if (!__remixContext) return true;
    if (!__remixRouter || document.querySelector("form[aria-busy=true]")) return false;
    const { initialized, navigation, revalidation, fetchers, blockers } = __remixRouter.state;
    return (
      initialized &&
      navigation.state === "idle" &&
      revalidation === "idle" &&
      [...fetchers.values()].every(({ state }) => state === "idle") &&
      [...blockers.values()].every(({ state }) => state !== "blocked")
    );
  };
  // A task of this kind runs once nothing else waits: what React still has to draw comes before it.
  const rest = () =>
    (
      window as unknown as {
        scheduler: { postTask(task: () => void, options: object): Promise<void> };
      }
    ).scheduler.postTask(() => {}, { priority: "background" });
  for (;;) {
    if (isAnswered()) {
      await rest();
      if (isAnswered()) return true;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}
