/** Owns when an autosaved form is sent: after a pause, one save after another, again after trouble. */
import { due, retryDelay, unsaved } from "~/rules/core/save-queue";
import type { FormQueue } from "./form-queue";
import { type Destination, sendSave } from "./send-save";

export type Sending = {
  /** Something was typed: it is sent after a pause. */
  typed: () => void;
  /** Saves after so many milliseconds, in place of what was to come. */
  schedule: (delay: number) => void;
  /** Saves everything now; false when something stays unsaved, or the server was not reached. */
  flush: () => Promise<boolean>;
  /** The page may be going: sends what can still be sent. */
  leave: () => void;
  /** Whether the server was not heard for so long that there may be changes made elsewhere. */
  isAway: () => boolean;
  stop: () => void;
};

const pause = 1000;
/** Someone who types on and on is saved this often. */
const longestPause = 3000;
/** A page that was away this long looks for what was changed elsewhere. */
const lookAfter = 15_000;
const waitForPerson = 5000;

export function sendInTurn(queue: FormQueue, destination: Destination): Sending {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingSince = 0;
  let heardAt = Date.now();
  let stopped = false;
  const inLine = oneAfterAnother();
  const isAway = () => Date.now() - heardAt > lookAfter;
  const isClosed = () => queue.now().trouble?.kind === "closed";

  async function send(leaving = false): Promise<void> {
    queue.dispatch({ type: "sent" });
    const { number } = queue.now();
    const result = await sendSave(queue.now(), destination, leaving);
    if ("answer" in result) {
      heardAt = Date.now();
      queue.dispatch({ type: "answered", number, answer: result.answer });
    } else queue.dispatch({ type: "failed", number, trouble: result.trouble });
  }

  function schedule(delay: number): void {
    if (stopped || isClosed()) return;
    clearTimeout(timer);
    timer = setTimeout(() => void inLine(save), delay);
  }

  /** What the timer does; looks even when nothing is due, to learn whether a trouble is over. */
  async function save(): Promise<void> {
    queue.look();
    waitingSince = 0;
    const idle = due(queue.now()).length === 0 && !queue.now().trouble && !isAway();
    if (stopped || idle) return;
    await send();
    const { trouble, failures } = queue.now();
    if (trouble) schedule(trouble.kind === "unreachable" ? retryDelay(failures) : waitForPerson);
    else if (due(queue.now()).length > 0) schedule(pause);
  }

  async function saveAll(): Promise<boolean> {
    clearTimeout(timer);
    for (let turn = 0; turn < 5; turn += 1) {
      queue.look();
      if (turn > 0 && due(queue.now()).length === 0) break;
      await send();
      if (queue.now().trouble) {
        schedule(retryDelay(queue.now().failures));
        return false;
      }
    }
    return unsaved(queue.now()).length === 0;
  }

  return {
    typed: () => {
      queue.look();
      if (due(queue.now()).length === 0) return;
      waitingSince ||= Date.now();
      // While there is trouble, its own timer runs: typing on does not put it off.
      if (!queue.now().trouble) schedule(Math.min(pause, waitingSince + longestPause - Date.now()));
    },
    schedule,
    flush: () => inLine(saveAll),
    leave: () => {
      queue.look();
      if (due(queue.now()).length > 0 && !isClosed()) void send(true);
    },
    isAway,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Runs each piece of work once the one before it has ended, however it ended. */
function oneAfterAnother() {
  let line: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = line.then(work, work);
    line = done.catch(() => undefined);
    return done;
  };
}
