/**
 * Owns which events of a page an autosaved form listens to. Whatever would leave the page waits until
 * everything is saved.
 */
import { due, unsaved } from "~/rules/core/save-queue";
import type { FormQueue } from "./form-queue";
import type { Sending } from "./sending";

/**
 * How long a button is pressed, in milliseconds, that has just taken the focus: what is said of a save
 * that failed would move it from under the mouse, and the press would do nothing.
 */
const pressed = 400;

/** Listens to the page; the answer stops that. */
export function listenToPage(form: HTMLFormElement, queue: FormQueue, sending: Sending) {
  const onBlur = () => {
    queue.look();
    if (due(queue.now()).length > 0 && !queue.now().trouble) sending.schedule(pressed);
  };
  const onReturn = () => {
    if (document.visibilityState === "hidden") return sending.leave();
    if (queue.now().trouble || sending.isAway()) sending.schedule(0);
  };
  const onUnload = (event: BeforeUnloadEvent) => {
    sending.leave();
    if (unsaved(queue.now()).length > 0) event.preventDefault();
  };
  /** Another form of the page, such as signing out, waits until everything is saved. */
  const onOtherSubmit = (event: SubmitEvent) => {
    const other = event.target as HTMLFormElement;
    queue.look();
    const saved = unsaved(queue.now()).length === 0 || queue.now().trouble?.kind === "closed";
    if (other === form || saved) return;
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    void sending.flush().then((all) => all && other.requestSubmit(submitter));
  };
  /** So does a link that loads a whole page; the others are the router's. */
  const onLink = (event: MouseEvent) => {
    const link = leavesPage(event);
    if (!link) return;
    queue.look();
    if (unsaved(queue.now()).length === 0 && !queue.now().trouble) return;
    event.preventDefault();
    void sending.flush().then((all) => all && location.assign(link.href));
  };
  const listeners: [EventTarget, string, (event: never) => void, boolean?][] = [
    [form, "input", sending.typed],
    [form, "change", sending.typed],
    [form, "focusout", onBlur],
    [document, "visibilitychange", onReturn],
    [window, "focus", onReturn],
    [window, "online", onReturn],
    [window, "pagehide", sending.leave],
    [window, "beforeunload", onUnload],
    [document, "submit", onOtherSubmit, true],
    [window, "click", onLink],
  ];
  for (const [target, type, listener, capture] of listeners)
    target.addEventListener(type, listener as EventListener, capture);
  return () => {
    for (const [target, type, listener, capture] of listeners)
      target.removeEventListener(type, listener as EventListener, capture);
  };
}

/** The link that a plain click follows to another page of this site; null for any other click. */
function leavesPage(event: MouseEvent): HTMLAnchorElement | null {
  const link = (event.target as Element).closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (event.defaultPrevented || !plain || !(link instanceof HTMLAnchorElement)) return null;
  const here = link.pathname === location.pathname && link.search === location.search;
  return link.target || link.download || link.origin !== location.origin || here ? null : link;
}
