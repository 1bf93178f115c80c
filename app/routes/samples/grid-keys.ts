/**
 * Owns what a key does in the grid: arrows go from cell to cell, one letter answers, Delete takes the
 * answer away. One tab stop at a time, as in any grid. It is sent inside the page, ahead of all other
 * scripts, so it works from the first moment and stands on nothing outside itself.
 */
export function gridKeys(): void {
  const page = window as { losGridKeys?: boolean };
  if (page.losGridKeys) return;
  page.losGridKeys = true;

  const letters: Record<string, string> = {
    m: "met",
    p: "partly",
    n: "not-met",
    a: "not-applicable",
  };
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Home: [0, -99],
    End: [0, 99],
  };
  const radiosIn = (cell: Element | null | undefined): HTMLInputElement[] =>
    cell ? [...cell.querySelectorAll<HTMLInputElement>("input[type=radio]")] : [];
  const cellsOf = (grid: Element): HTMLElement[][] =>
    [...grid.querySelectorAll("tbody > tr:first-child")]
      .map((row) =>
        [...row.querySelectorAll<HTMLElement>("td")].filter((cell) => radiosIn(cell).length > 0),
      )
      // A case that a narrow screen does not show is no place to go to.
      .filter((row) => row.some((cell) => cell.offsetParent !== null));

  /** The grid has one tab stop: the cell where someone is, or the first. */
  const stopAt = (grid: Element, here: Element | null) => {
    for (const cell of cellsOf(grid).flat())
      for (const radio of radiosIn(cell)) radio.tabIndex = cell === here ? 0 : -1;
  };
  const go = (cell: HTMLElement | undefined) => {
    const radios = radiosIn(cell);
    (radios.find(({ checked }) => checked) ?? radios[0])?.focus();
  };
  /** What the head covers is not in view. */
  const uncover = (grid: Element, cell: Element) => {
    const head = grid.querySelector("thead");
    if (!head || getComputedStyle(head).position !== "sticky") return;
    const hidden = head.getBoundingClientRect().bottom - cell.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy(0, -hidden - 8);
  };
  const placeOf = (target: EventTarget | null) => {
    if (!(target instanceof HTMLInputElement) || target.type !== "radio") return null;
    const grid = target.closest(".los-grid");
    const cell = target.closest<HTMLElement>("td");
    if (!grid || !cell) return null;
    const rows = cellsOf(grid);
    const row = rows.findIndex((cells) => cells.includes(cell));
    return row < 0 ? null : { grid, cell, rows, row, column: rows[row]?.indexOf(cell) ?? 0 };
  };

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = placeOf(event.target);
    if (!at) return;
    const { cell, rows, row, column } = at;
    const step = steps[event.key];
    const answer = letters[event.key.toLowerCase()];
    if (step) {
      const cells = rows[Math.min(rows.length - 1, Math.max(0, row + step[0]))] ?? [];
      go(cells[Math.min(cells.length - 1, Math.max(0, column + step[1]))]);
    } else if (answer) {
      const radio = radiosIn(cell).find(({ value }) => value === answer);
      if (radio && !radio.checked) radio.click();
      const next = rows.flat();
      go(next[next.indexOf(cell) + 1] ?? cell);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      const radio = radiosIn(cell).find(({ checked }) => checked);
      if (radio) {
        radio.checked = false;
        radio.dispatchEvent(new Event("change", { bubbles: true }));
      }
    } else return;
    event.preventDefault();
  };
  const arrive = (event: FocusEvent) => {
    const at = placeOf(event.target);
    if (!at) return;
    stopAt(at.grid, at.cell);
    uncover(at.grid, at.cell);
  };
  // Before anything else hears of it: the scripts of the page hold events back while they take over.
  window.addEventListener("keydown", press, true);
  window.addEventListener("focusin", arrive, true);
  const start = () => {
    for (const grid of document.querySelectorAll(".los-grid"))
      stopAt(grid, cellsOf(grid)[0]?.[0] ?? null);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
