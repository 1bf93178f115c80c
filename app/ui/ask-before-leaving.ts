import { useBlocker } from "@remix-run/react";
import { useEffect, useRef } from "react";

const question = "Leave this page? What you typed here is not saved yet.";

/**
 * Asks before typed words are thrown away, for a long form that only its button saves. One form a
 * page: the router knows one such question at a time.
 */
export function useAskBeforeLeaving(formId: string): void {
  const began = useRef<string[]>([]);

  useEffect(() => {
    // As the page was made: what was typed before the scripts came counts as typed.
    began.current = controlsOf(formId).map(asMade);
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isTyped(formId, began.current)) event.preventDefault();
    };
    window.addEventListener("beforeunload", onUnload);
    return () => window.removeEventListener("beforeunload", onUnload);
  }, [formId]);

  // Sending the form is no leaving: it goes to the page's own address, and what follows is not asked.
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && isTyped(formId, began.current),
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    if (window.confirm(question)) blocker.proceed();
    else blocker.reset();
  }, [blocker]);
}

type TextControl = HTMLInputElement | HTMLTextAreaElement;

const isTick = (control: TextControl): control is HTMLInputElement =>
  control.type === "radio" || control.type === "checkbox";

const asMade = (control: TextControl): string =>
  isTick(control) ? String(control.defaultChecked) : control.defaultValue;

const asItIs = (control: TextControl): string =>
  isTick(control) ? String(control.checked) : control.value;

/** What a person types or ticks in the form; none once it is gone. */
function controlsOf(formId: string): TextControl[] {
  const form = document.getElementById(formId);
  return [...(form?.querySelectorAll<TextControl>("input:not([type=hidden]), textarea") ?? [])];
}

const isTyped = (formId: string, began: readonly string[]): boolean =>
  controlsOf(formId).some((control, at) => asItIs(control) !== (began[at] ?? ""));
