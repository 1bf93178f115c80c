/**
 * Owns what someone types before the scripts have taken a form over: it is noted until the form is
 * alive and put back then, because React and react-hook-form would start the fields anew.
 */

type Early = {
  name: string;
  value: string | boolean;
  box: string | null;
  /** Where the person was typing, counted in characters. */
  caret?: number | null;
};

const early = new Map<string, Early[]>();
/** Forms that look after what is typed in them themselves. */
const alive = new Set<string>();

const isField = (el: Element): el is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  el instanceof HTMLInputElement ||
  el instanceof HTMLTextAreaElement ||
  el instanceof HTMLSelectElement;

/** Remembers the fields of a form, or those of one name, that differ from what the server sent. */
function keep(form: HTMLFormElement, only?: string): void {
  const changed = (early.get(form.id) ?? []).filter(({ name }) => only && name !== only);
  for (const el of form.elements) {
    if (!isField(el) || !el.name || el.type === "hidden" || el.type === "file") continue;
    if (only && el.name !== only) continue;
    if (el instanceof HTMLInputElement && (el.type === "radio" || el.type === "checkbox")) {
      if (el.checked !== el.defaultChecked)
        changed.push({ name: el.name, value: el.checked, box: el.value });
    } else if (el instanceof HTMLSelectElement) {
      const sent = [...el.options].find((o) => o.defaultSelected)?.value ?? el.options[0]?.value;
      if (el.value !== sent) changed.push({ name: el.name, value: el.value, box: null });
    } else if (el.value !== el.defaultValue) {
      changed.push({ name: el.name, value: el.value, box: null, caret: el.selectionStart });
    }
  }
  early.set(form.id, changed);
}

/** A field that the scripts do not look after yet, with its form. */
function stillEarly({ target }: Event) {
  if (!(target instanceof Element && isField(target) && target.form)) return null;
  const isOurs = target.form.matches("[data-gov-form]") && !alive.has(target.form.id);
  return isOurs ? { field: target, form: target.form } : null;
}

/** While it takes the page over, React sets a text back to what was sent: undone before the next key. */
function putBack(event: Event): void {
  const found = stillEarly(event);
  if (!(found?.field instanceof HTMLTextAreaElement)) return;
  const { field, form } = found;
  const known = early.get(form.id)?.find(({ name }) => name === field.name);
  if (typeof known?.value === "string") putText(field, known.value, known.caret);
}

/** A text set anew loses the place where it is being typed on. */
function putText(
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  text: string,
  caret: number | null = null,
): void {
  if (field.value === text) return;
  field.value = text;
  const isTypedIn = !(field instanceof HTMLSelectElement) && field === document.activeElement;
  if (isTypedIn && caret !== null) field.setSelectionRange(caret, caret);
}

/** Call first of all: remembers what was typed so far, and what is typed until the form is alive. */
export function keepTyped(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-gov-form]")) keep(form);
  const keepOn = (event: Event) => {
    const found = stillEarly(event);
    if (found) keep(found.form, found.field.name);
  };
  window.addEventListener("beforeinput", putBack, true);
  window.addEventListener("input", keepOn, true);
  window.addEventListener("change", keepOn, true);
}

/**
 * Call in the moment a form comes alive, before another key can be pressed: puts the remembered
 * values back into its fields.
 */
export function replayTyped(formId: string, setValue: (name: string, value: unknown) => void) {
  alive.add(formId);
  const changed = early.get(formId);
  const form = document.getElementById(formId);
  if (!changed || !(form instanceof HTMLFormElement)) return;
  early.delete(formId);
  for (const { name, value, box, caret } of changed) {
    for (const el of form.elements) {
      if (!isField(el) || el.name !== name) continue;
      if (typeof value === "string") {
        putText(el, value, caret);
        setValue(name, value);
      } else if (el instanceof HTMLInputElement && el.value === box) {
        if (el.type === "radio" && value) setValue(name, box);
        el.checked = value;
      }
    }
  }
}
