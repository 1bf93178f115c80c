/**
 * Owns asking before typed words are thrown away: for every form with a text area that only its
 * button saves. A form that is saved as it is typed in has nothing to ask.
 */
import { useNavigation } from "@remix-run/react";
import { type MutableRefObject, useEffect, useRef } from "react";
import { addressOf, useHold } from "./leaving";

const leaving = "Leave this page? What you typed here is not saved yet.";
const other = "Go on? What you typed in another form of this page is not saved yet.";

type Options = {
  formId: string;
  /** It came back with what was typed: that is saved nowhere. */
  refused: boolean;
  /** Set while it is on its way to the server. */
  sending: MutableRefObject<boolean>;
};

/** Does nothing for a form without a text area: a name or a date is soon typed again. */
export function useAskBeforeLeaving({ formId, refused, sending }: Options): void {
  const began = useRef<string[] | null>(null);
  const isTyped = () =>
    !sending.current &&
    hasTextArea(formId) &&
    controlsOf(formId).some((control, at) => asItIs(control) !== (began.current?.[at] ?? ""));
  const latest = useRef(isTyped);
  latest.current = isTyped;

  const { state } = useNavigation();
  const wasRefused = useRef(refused);
  wasRefused.current = refused;
  useEffect(() => {
    if (state !== "idle") return;
    const sent = sending.current;
    sending.current = false;
    // As the page was made: what was typed before the scripts came counts as typed.
    if (began.current === null)
      began.current = wasRefused.current ? [] : controlsOf(formId).map(asMade);
    // Sent and taken, and the form still stands: what is in it is no longer at risk.
    else if (sent && !wasRefused.current) began.current = controlsOf(formId).map(asItIs);
  }, [state, formId, sending]);

  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (latest.current()) event.preventDefault();
    };
    const onOtherSubmit = (event: Event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.id === formId || !latest.current()) return;
      if (form.method === "get" && form.action === location.href) return;
      if (window.confirm(other)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("submit", onOtherSubmit, true);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("submit", onOtherSubmit, true);
    };
  }, [formId]);

  useHold({
    holds: (here, there) => addressOf(here) !== addressOf(there) && isTyped(),
    release: async () => window.confirm(leaving),
  });
}

type Box = HTMLInputElement | HTMLTextAreaElement;

const isTick = (control: Box): control is HTMLInputElement =>
  control.type === "radio" || control.type === "checkbox";

const asMade = (control: Box): string =>
  isTick(control) ? String(control.defaultChecked) : control.defaultValue;

const asItIs = (control: Box): string =>
  isTick(control) ? String(control.checked) : control.value;

const formOf = (formId: string): HTMLElement | null =>
  typeof document === "undefined" ? null : document.getElementById(formId);

const hasTextArea = (formId: string): boolean => !!formOf(formId)?.querySelector("textarea");

/** What a person types or ticks in the form; none once it is gone. */
const controlsOf = (formId: string): Box[] => [
  ...(formOf(formId)?.querySelectorAll<Box>("input:not([type=hidden]), textarea") ?? []),
];
