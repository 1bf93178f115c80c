/**
 * Owns watching the session of an open page: how long it lasts, and going on while someone works
 * in the page without sending anything.
 * Practice: the server is asked before anything is shown, because other tabs use the same session.
 */
import { paths } from "~/paths";
import { warnSeconds } from "~/rules/people/session";

/** What the page shows of its session: nothing, that it ends soon, or that it has ended. */
export type Shown =
  | { state: "fine" }
  | { state: "soon"; at: Date; extends: boolean }
  | { state: "ended"; someoneElse: boolean };

export type Left = { seconds: number; extends: boolean };

type Options = {
  personId: string;
  left: Left;
  show: (shown: Shown) => void;
};

const lookEvery = 15_000;
/** Who types for long without sending is not idle: the server hears of it this often. */
const tellEvery = 120_000;
const second = 1000;

export type Watch = {
  /** Uses the session; shows how it stands then. */
  goOn: () => Promise<void>;
  /** Looks at how it stands, without using it. */
  look: () => Promise<void>;
  stop: () => void;
};

export function watchSession({ personId, left, show }: Options): Watch {
  let ends = Date.now() + left.seconds * second;
  let extendable = left.extends;
  let heardAt = Date.now();
  let activeAt = 0;
  let ended = false;
  let asking: Promise<void> | null = null;

  async function hear(method: "GET" | "POST"): Promise<void> {
    const answer = await fetch(paths.session(), {
      method,
      headers: { Accept: "application/json", "X-Person": personId },
      cache: "no-store",
    }).catch(() => null);
    // Not reached, or not answering: asked again at the next look.
    if (!answer || answer.status >= 500) return;
    if (!answer.ok) {
      ended = true;
      show({ state: "ended", someoneElse: answer.status === 409 });
      return;
    }
    const now: Left = await answer.json();
    ends = Date.now() + now.seconds * second;
    extendable = now.extends;
    heardAt = Date.now();
    ended = false;
    const soon = now.seconds <= warnSeconds;
    show(soon ? { state: "soon", at: new Date(ends), extends: extendable } : { state: "fine" });
  }

  /** One question at a time. */
  function ask(method: "GET" | "POST"): Promise<void> {
    asking ??= hear(method).finally(() => {
      asking = null;
    });
    return asking;
  }

  async function tick(): Promise<void> {
    const active = activeAt > heardAt;
    const soon = ends - Date.now() <= warnSeconds * second;
    if (ended) return;
    if (active && extendable && (soon || Date.now() - heardAt > tellEvery)) await ask("POST");
    else if (soon) await ask("GET");
  }

  const onActivity = () => {
    activeAt = Date.now();
  };
  const onReturn = () => {
    if (document.visibilityState === "hidden") return;
    void (ended ? ask("GET") : tick());
  };

  const activity = ["keydown", "pointerdown", "input"] as const;
  for (const type of activity) document.addEventListener(type, onActivity, { passive: true });
  document.addEventListener("visibilitychange", onReturn);
  window.addEventListener("focus", onReturn);
  const timer = setInterval(() => void tick(), lookEvery);

  return {
    goOn: () => ask("POST"),
    look: () => ask("GET"),
    stop: () => {
      clearInterval(timer);
      for (const type of activity) document.removeEventListener(type, onActivity);
      document.removeEventListener("visibilitychange", onReturn);
      window.removeEventListener("focus", onReturn);
    },
  };
}
