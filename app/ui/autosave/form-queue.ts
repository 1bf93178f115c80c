/** Owns the queue of a form's answers beside the form itself: what is typed goes in, what came from elsewhere out. */
import { type QueueEvent, type SaveQueue, step } from "~/rules/core/save-queue";
import { splitDate } from "~/rules/core/typed-date";
import { type Control, putValue } from "./form-values";

export type QueuedForm = {
  form: HTMLFormElement;
  controls: readonly Control[];
  /** What stands in the form, field by field. */
  read: (entries: FormData) => Record<string, string>;
  queue: SaveQueue;
  changed: (queue: SaveQueue) => void;
};

export type FormQueue = {
  now: () => SaveQueue;
  dispatch: (event: QueueEvent) => void;
  /** Takes what stands in the form into the queue. */
  look: () => void;
  /** From now on nobody is told of changes. */
  close: () => void;
};

export function queueOf({ form, controls, read, queue: begun, changed }: QueuedForm): FormQueue {
  let queue = begun;
  let closed = false;
  let showing = false;

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
  const dispatch = (event: QueueEvent) => {
    const before = queue;
    queue = step(queue, event);
    if (event.type === "answered" || event.type === "chosen") show(before, queue);
    if (!closed) changed(queue);
  };
  return {
    now: () => queue,
    dispatch,
    look: () => {
      if (!showing) dispatch({ type: "typed", values: read(new FormData(form)) });
    },
    close: () => {
      closed = true;
    },
  };
}
