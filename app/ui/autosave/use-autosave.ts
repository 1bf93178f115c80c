import { useBlocker } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { type AnswerBase, baseOf, saveIdOf } from "~/rules/answer-merge";
import { beginQueue, heldOf, type SaveQueue, type Theirs } from "~/rules/save-queue";
import { type Autosaver, startAutosave } from "./autosaver";
import { type Control, entriesAsSent } from "./form-values";

export type AutosaveOptions = {
  formId: string;
  /** Where it is saved. */
  url: string;
  personId: string;
  controls: readonly Control[];
  read: (entries: FormData) => Record<string, string>;
  /** The versions that the page was made over. */
  bases: Record<string, AnswerBase>;
  /** What is stored, when the form shows something else: typed, and refused when it was posted. */
  stored?: Record<string, string>;
  contested?: Record<string, Theirs>;
  savedAt: string | null;
};

/** Random enough for one visit to one page; crypto.randomUUID is not there without TLS. */
const newVisit = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/** Saves a form as it is typed in; `queue` is null until the scripts run. */
export function useAutosave(options: AutosaveOptions) {
  const { formId, url, personId } = options;
  const [queue, setQueue] = useState<SaveQueue | null>(null);
  const saver = useRef<Autosaver | null>(null);
  const visit = useRef("");
  const going = useRef(false);
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    const form = document.getElementById(formId);
    if (!(form instanceof HTMLFormElement)) return;
    const { controls, read, bases, stored, contested, savedAt } = latest.current;
    const shown = stored ?? read(entriesAsSent(form));
    const held = controls.map(({ name }) => {
      return [name, { value: shown[name] ?? "", version: bases[name]?.version ?? 0 }];
    });
    const begun = beginQueue(Object.fromEntries(held), contested, savedAt);
    visit.current = newVisit();
    going.current = false;
    saver.current = startAutosave({
      form,
      url,
      personId,
      visit: visit.current,
      controls,
      read: (entries) => latest.current.read(entries),
      queue: begun,
      changed: setQueue,
    });
    setQueue(saver.current.queue());
    return () => saver.current?.stop();
  }, [formId, url, personId]);

  // Leaving inside the app waits for the save, and stays where the server can't be reached.
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    const here = currentLocation.pathname + currentLocation.search;
    return (
      saver.current !== null &&
      !going.current &&
      saver.current.queue().trouble?.kind !== "closed" &&
      here !== nextLocation.pathname + nextLocation.search
    );
  });
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void saver.current?.flush().then((saved) => {
      if (saved) blocker.proceed();
      else blocker.reset();
    });
  }, [blocker]);

  return {
    queue,
    choose: useCallback((field: string, keep: "mine" | "theirs" | "both") => {
      saver.current?.choose(field, keep);
    }, []),
    /** Saves everything; what a whole post of the form then carries, or null when it must wait. */
    flush: async () => {
      const autosaver = saver.current;
      if (!autosaver || !(await autosaver.flush())) return null;
      going.current = true;
      const now = autosaver.queue();
      const bases = Object.keys(now.typed).map((field) => [field, baseOf(heldOf(now, field))]);
      return {
        saveId: saveIdOf(visit.current, now.number + 1),
        bases: JSON.stringify(Object.fromEntries(bases)),
      };
    },
    /** A whole post was answered with this page again: leaving it waits for the save once more. */
    stay: useCallback(() => {
      going.current = false;
    }, []),
  };
}

export type Autosave = ReturnType<typeof useAutosave>;
