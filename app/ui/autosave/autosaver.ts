/**
 * Owns saving a form while it is typed in, put together of its parts. What is to be sent, and what
 * counts as saved, is decided in rules/core/save-queue.ts.
 */
import type { SaveQueue } from "~/rules/core/save-queue";
import { type QueuedForm, queueOf } from "./form-queue";
import { focusOn } from "./form-values";
import { listenToPage } from "./page-events";
import type { Destination } from "./send-save";
import { sendInTurn } from "./sending";

export type Autosaver = {
  queue: () => SaveQueue;
  /** Saves everything now; false when something stays unsaved, or the server was not reached. */
  flush: () => Promise<boolean>;
  choose: (field: string, keep: "mine" | "theirs" | "both") => void;
  stop: () => void;
};

export function startAutosave(options: QueuedForm & Destination): Autosaver {
  const { form, controls } = options;
  const queue = queueOf(options);
  const sending = sendInTurn(queue, options);
  const stopListening = listenToPage(form, queue, sending);
  // What was typed before the scripts had loaded.
  sending.typed();
  return {
    queue: queue.now,
    flush: sending.flush,
    choose: (field, keep) => {
      queue.look();
      queue.dispatch({ type: "chosen", field, keep });
      sending.schedule(0);
      // The button that was pressed goes away with the choice.
      const control = controls.find(({ name }) => name === field);
      if (control) focusOn(form, control);
    },
    stop: () => {
      sending.leave();
      queue.close();
      sending.stop();
      stopListening();
    },
  };
}
