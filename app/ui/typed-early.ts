/**
 * Owns what someone types before the scripts have loaded: a snapshot is taken before hydration
 * and put back after it, because React and react-hook-form would start the fields anew.
 */

type Early = { name: string; value: string | boolean; box: string | null };

const early = new Map<string, Early[]>();

const isField = (el: Element): el is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  el instanceof HTMLInputElement ||
  el instanceof HTMLTextAreaElement ||
  el instanceof HTMLSelectElement;

/** Call before hydrateRoot: remembers every field that differs from what the server sent. */
export function keepTyped(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-gov-form]")) {
    const changed: Early[] = [];
    for (const el of form.elements) {
      if (!isField(el) || !el.name || el.type === "hidden" || el.type === "file") continue;
      if (el instanceof HTMLInputElement && (el.type === "radio" || el.type === "checkbox")) {
        if (el.checked !== el.defaultChecked)
          changed.push({ name: el.name, value: el.checked, box: el.value });
      } else if (el instanceof HTMLSelectElement) {
        const sent = [...el.options].find((o) => o.defaultSelected)?.value ?? el.options[0]?.value;
        if (el.value !== sent) changed.push({ name: el.name, value: el.value, box: null });
      } else if (el.value !== el.defaultValue) {
        changed.push({ name: el.name, value: el.value, box: null });
      }
    }
    if (changed.length > 0) early.set(form.id, changed);
  }
}

/** Call once mounted: puts the remembered values back into a form's fields. */
export function replayTyped(formId: string, setValue: (name: string, value: unknown) => void) {
  const changed = early.get(formId);
  const form = document.getElementById(formId);
  if (!changed || !(form instanceof HTMLFormElement)) return;
  early.delete(formId);
  for (const { name, value, box } of changed) {
    for (const el of form.elements) {
      if (!isField(el) || el.name !== name) continue;
      if (typeof value === "string") {
        // Typed on while the scripts arrived: what stands there now is the later text.
        if (value !== "" && el.value.length > value.length && el.value.startsWith(value)) continue;
        setValue(name, value);
        el.value = value;
      } else if (el instanceof HTMLInputElement && el.value === box) {
        if (el.type === "radio" && value) setValue(name, box);
        el.checked = value;
      }
    }
  }
}
