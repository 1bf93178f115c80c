/**
 * Owns the fields of a form on the page: what they held when the page was made, and putting a
 * value saved elsewhere into them. The fields are the browser's own; nothing is kept beside them.
 */

import { splitTicks } from "~/rules/core/written";

/** A field by the name it is kept under, and the name of its control where that differs. */
export type Control = { name: string; control?: string; isDate?: boolean };

/** The names of the boxes of a form that someone can type or tick in. */
export function boxesOf(form: HTMLFormElement): string[] {
  const names = [...form.elements].flatMap((box) => {
    if (box instanceof HTMLTextAreaElement || box instanceof HTMLSelectElement) return [box.name];
    const isTyped = box instanceof HTMLInputElement && !["hidden", "file"].includes(box.type);
    return isTyped ? [box.name] : [];
  });
  return [...new Set(names)].filter((name) => name !== "");
}

/** The entries of a form as the server sent it, whatever was typed since. */
export function entriesAsSent(form: HTMLFormElement): FormData {
  const copy = form.cloneNode(true) as HTMLFormElement;
  copy.reset();
  return new FormData(copy);
}

/** Shows a value in a field as if the person had entered it. */
export function putValue(
  form: HTMLFormElement,
  { name, control = name, isDate }: Control,
  value: string,
  split: (date: string) => { day: string; month: string; year: string },
): void {
  if (isDate && form.elements.namedItem(`${control}.day`)) {
    for (const [part, text] of Object.entries(split(value)))
      putValue(form, { name: `${control}.${part}` }, text, split);
    return;
  }
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && element.name === control) {
      if (element.type === "radio" || element.type === "checkbox") {
        const wanted = splitTicks(value).includes(element.value);
        // A click tells React too, so that what depends on the answer follows.
        if (wanted && !element.checked) element.click();
        else element.checked = wanted;
      } else if (element.type !== "hidden") enter(element, value);
    } else if (
      (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) &&
      element.name === control
    ) {
      enter(element, value);
    }
  }
}

/** Moves the focus to a field: the answer that is chosen, the first box of a date. */
export function focusOn(form: HTMLFormElement, { name, control = name, isDate }: Control): void {
  const wanted = isDate ? `${control}.day` : control;
  const boxes = [
    ...form.querySelectorAll<HTMLInputElement>("input:not([type=hidden]), textarea, select"),
  ].filter((box) => box.name === wanted);
  (boxes.find(({ checked }) => checked) ?? boxes[0])?.focus();
}

function enter(
  element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  value: string,
): void {
  if (element.value === value) return;
  element.value = value;
  const type = element instanceof HTMLSelectElement ? "change" : "input";
  element.dispatchEvent(new Event(type, { bubbles: true }));
}
