import { useCallback, useEffect, useRef, useState } from "react";
import { type AnswerBase, baseOf, saveIdOf } from "~/rules/core/answer-merge";
import { beginQueue, heldOf, type SaveQueue, type Theirs } from "~/rules/core/save-queue";
import { addressOf, useHold } from "../leaving";
import { type Autosaver, startAutosave } from "./autosaver";
import { boxesOf, type Control, entriesAsSent } from "./form-values";

export type AutosaveOptions = {
  formId: string;
  /** Where it is saved. */
  url: string;
  personId: string;
  /** The fields of the form; "all" are those that have a box in it. */
  controls: readonly Control[] | "all";
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
    const { read, bases, stored, contested, savedAt } = latest.current;
    const wanted = latest.current.controls;
    const controls = wanted === "all" ? boxesOf(form).map((name) => ({ name })) : wanted;
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
  useHold({
    holds: (here, there) =>
      saver.current !== null &&
      !going.current &&
      saver.current.queue().trouble?.kind !== "closed" &&
      addressOf(here) !== addressOf(there),
    release: async () => (await saver.current?.flush()) ?? true,
  });

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
    /**
     * Whether a form that is sent whole may go although not all of it is kept: a field is too long
     * to keep, the draft was closed, or the session ended, and then the post is carried through
     * signing in. Not while it waits for a choice, or for a server that is not there.
     */
    mayGo: (): boolean => {
      const now = saver.current?.queue();
      const met = !now?.trouble || ["closed", "signed-out"].includes(now.trouble.kind);
      const may = !!now && met && Object.keys(now.contested).length === 0;
      if (may) going.current = true;
      return may;
    },
    /** A whole post was answered with this page again: leaving it waits for the save once more. */
    stay: useCallback(() => {
      going.current = false;
    }, []),
  };
}

export type Autosave = ReturnType<typeof useAutosave>;
