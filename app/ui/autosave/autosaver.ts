/**
 * Owns saving a form while it is typed in: when to send, and one save after another. What is to be
 * sent, and what counts as saved, is decided in rules/core/save-queue.ts.
 */
import {
  due,
  type QueueEvent,
  retryDelay,
  type SaveQueue,
  step,
  unsaved,
} from "~/rules/core/save-queue";
import { splitDate } from "~/rules/core/typed-date";
import { type Control, focusOn, putValue } from "./form-values";
import { type Destination, sendSave } from "./send-save";

type Options = Destination & {
  form: HTMLFormElement;
  controls: readonly Control[];
  /** What stands in the form, field by field. */
  read: (entries: FormData) => Record<string, string>;
  queue: SaveQueue;
  changed: (queue: SaveQueue) => void;
};

export type Autosaver = {
  queue: () => SaveQueue;
  /** Saves everything now; false when something stays unsaved, or the server was not reached. */
  flush: () => Promise<boolean>;
  choose: (field: string, keep: "mine" | "theirs" | "both") => void;
  stop: () => void;
};

const pause = 1000;
/** Someone who types on and on is saved this often. */
const longestPause = 3000;
/** A page that was away this long looks for what was changed elsewhere. */
const lookAfter = 15_000;
const waitForPerson = 5000;

export function startAutosave(options: Options): Autosaver {
  const { form, controls, read, changed } = options;
  let queue = options.queue;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingSince = 0;
  let heardAt = Date.now();
  let stopped = false;
  let showing = false;
  let line: Promise<unknown> = Promise.resolve();

  const dispatch = (event: QueueEvent) => {
    const before = queue;
    queue = step(queue, event);
    if (event.type === "answered" || event.type === "chosen") show(before, queue);
    if (!stopped) changed(queue);
  };
  /** Puts into the form what did not come from it; what that sets off is no typing. */
  const show = (before: SaveQueue, after: SaveQueue) => {
    showing = true;
    for (const control of controls) {
      const value = after.typed[control.name];
      if (value !== undefined && value !== before.typed[control.name])
        putValue(form, control, value, splitDate);
    }
    showing = false;
  };
  const look = () => {
    if (!showing) dispatch({ type: "typed", values: read(new FormData(form)) });
  };

  async function send(leaving = false): Promise<void> {
    dispatch({ type: "sent" });
    const { number } = queue;
    const result = await sendSave(queue, options, leaving);
    if ("answer" in result) {
      heardAt = Date.now();
      dispatch({ type: "answered", number, answer: result.answer });
    } else dispatch({ type: "failed", number, trouble: result.trouble });
  }

  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(work, work);
    line = done.catch(() => undefined);
    return done;
  };

  function schedule(delay: number): void {
    if (stopped || queue.trouble?.kind === "closed") return;
    clearTimeout(timer);
    timer = setTimeout(() => void inLine(save), delay);
  }

  /** What the timer does; looks even when nothing is due, to learn whether a trouble is over. */
  async function save(): Promise<void> {
    look();
    waitingSince = 0;
    if (stopped || (due(queue).length === 0 && !queue.trouble && !isAway())) return;
    await send();
    const { trouble } = queue;
    if (trouble)
      schedule(trouble.kind === "unreachable" ? retryDelay(queue.failures) : waitForPerson);
    else if (due(queue).length > 0) schedule(pause);
  }

  const isAway = () => Date.now() - heardAt > lookAfter;

  const onType = () => {
    look();
    if (due(queue).length === 0) return;
    waitingSince ||= Date.now();
    // While there is trouble, its own timer runs: typing on does not put it off.
    if (!queue.trouble) schedule(Math.min(pause, waitingSince + longestPause - Date.now()));
  };
  const onBlur = () => {
    look();
    if (due(queue).length > 0 && !queue.trouble) schedule(0);
  };
  const onReturn = () => {
    if (document.visibilityState === "hidden") return leave();
    if (queue.trouble || isAway()) schedule(0);
  };
  const leave = () => {
    look();
    if (due(queue).length > 0 && queue.trouble?.kind !== "closed") void send(true);
  };
  const onUnload = (event: BeforeUnloadEvent) => {
    leave();
    if (unsaved(queue).length > 0) event.preventDefault();
  };
  /** Another form of the page, such as signing out, waits until everything is saved. */
  const onOtherSubmit = (event: SubmitEvent) => {
    const other = event.target as HTMLFormElement;
    look();
    if (other === form || unsaved(queue).length === 0 || queue.trouble?.kind === "closed") return;
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    void flush().then((saved) => saved && other.requestSubmit(submitter));
  };
  /** So does a link that loads a whole page; the others are the router's. */
  const onLink = (event: MouseEvent) => {
    const link = (event.target as Element).closest?.("a[href]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (event.defaultPrevented || !plain || !(link instanceof HTMLAnchorElement)) return;
    const here = link.pathname === location.pathname && link.search === location.search;
    if (link.target || link.download || link.origin !== location.origin || here) return;
    look();
    if (unsaved(queue).length === 0 && !queue.trouble) return;
    event.preventDefault();
    void flush().then((saved) => saved && location.assign(link.href));
  };

  const flush = () =>
    inLine(async () => {
      clearTimeout(timer);
      for (let turn = 0; turn < 5; turn += 1) {
        look();
        if (turn > 0 && due(queue).length === 0) break;
        await send();
        if (queue.trouble) {
          schedule(retryDelay(queue.failures));
          return false;
        }
      }
      return unsaved(queue).length === 0;
    });

  const listeners: [EventTarget, string, (event: never) => void, boolean?][] = [
    [form, "input", onType],
    [form, "change", onType],
    [form, "focusout", onBlur],
    [document, "visibilitychange", onReturn],
    [window, "focus", onReturn],
    [window, "online", onReturn],
    [window, "pagehide", leave],
    [window, "beforeunload", onUnload],
    [document, "submit", onOtherSubmit, true],
    [window, "click", onLink],
  ];
  for (const [target, type, listener, capture] of listeners)
    target.addEventListener(type, listener as EventListener, capture);
  // What was typed before the scripts had loaded.
  onType();

  return {
    queue: () => queue,
    flush,
    choose: (field, keep) => {
      look();
      dispatch({ type: "chosen", field, keep });
      schedule(0);
      // The button that was pressed goes away with the choice.
      const control = controls.find(({ name }) => name === field);
      if (control) focusOn(form, control);
    },
    stop: () => {
      leave();
      stopped = true;
      clearTimeout(timer);
      for (const [target, type, listener, capture] of listeners)
        target.removeEventListener(type, listener as EventListener, capture);
    },
  };
}
