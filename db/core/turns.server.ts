/**
 * Owns whose turn it is to write to a SQLite file within this process.
 * Practice: a connection that waits for another's lock stops its whole thread; who waits here first
 * stops nothing.
 */

// Shared by every copy of this module in the process: the server's own and the bundled one.
const key = Symbol.for("line-of-sight.turns");
const shared = globalThis as { [key]?: Map<string, Promise<unknown>> };
shared[key] ??= new Map();
const turns = shared[key];

/** Whether someone writes to the file alone. */
export const isTaken = (path: string): boolean => turns.has(path);

/** Waits until nobody writes to the file alone. */
export async function waitTurn(path: string): Promise<void> {
  for (let turn = turns.get(path); turn; turn = turns.get(path)) await turn;
}

/** Runs `work` while all other writers of this process wait; one at a time, however many wait. */
export async function writeAlone<T>(path: string, work: () => Promise<T>): Promise<T> {
  // Asked again after waiting: someone else who waited may have taken the turn just before.
  while (isTaken(path)) await waitTurn(path);
  const running = work();
  const turn = running.then(
    () => {},
    () => {},
  );
  turns.set(path, turn);
  try {
    return await running;
  } finally {
    turns.delete(path);
  }
}
