/**
 * Reads what a form of a page would post as a browser without scripts does: hidden inputs, text as
 * it stands, what is chosen and ticked. `formOf(page)` is the form that holds the main content.
 */
import type { HtmlNode } from "./html";

export function formOf(
  page: HtmlNode,
  selector = "main form[data-gov-form]",
): Record<string, string[]> {
  const form = page.first(selector);
  if (!form) throw new Error(`No "${selector}" on: ${page.text.slice(0, 300)}`);
  const posted: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string) => {
    if (!name) return;
    posted[name] = [...(posted[name] ?? []), value];
  };
  for (const input of form.all("input")) {
    const type = input.attribute("type") ?? "text";
    const unticked = input.attribute("checked") === undefined;
    if ((type === "radio" || type === "checkbox") && unticked) continue;
    add(input.attribute("name"), input.attribute("value") ?? (type === "checkbox" ? "on" : ""));
  }
  for (const area of form.all("textarea")) add(area.attribute("name"), area.text);
  for (const select of form.all("select")) {
    const chosen = select.all("option").find((o) => o.attribute("selected") !== undefined);
    add(select.attribute("name"), (chosen ?? select.first("option"))?.attribute("value") ?? "");
  }
  return posted;
}
