/** Owns one save on its way: what goes to the server, and what its answer means. */
import { baseOf } from "~/rules/core/answer-merge";
import { heldOf, type SaveAnswer, type SaveQueue, type Trouble } from "~/rules/core/save-queue";

export type Sent = { answer: SaveAnswer } | { trouble: Trouble };

const mostSeconds = 20;
/** What browsers send along while a page is being left, in bytes: beyond it they refuse to send at all. */
const keptAlive = 60_000;

export type Destination = { url: string; personId: string; visit: string };

/** Sends the newest save of the queue; never throws: no answer is a trouble like any other. */
export async function sendSave(
  queue: SaveQueue,
  { url, personId, visit }: Destination,
  leaving: boolean,
): Promise<Sent> {
  const { number = 0, values = {} } = queue.flying.at(-1) ?? {};
  const changes = Object.entries(values).map(([field, value]) => {
    return [field, { value, ...baseOf(heldOf(queue, field)) }];
  });
  const versions = Object.keys(queue.typed).map((field) => [field, heldOf(queue, field).version]);
  const body = JSON.stringify({
    visit,
    number,
    changes: Object.fromEntries(changes),
    versions: Object.fromEntries(versions),
  });
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), mostSeconds * 1000);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-Person": personId,
      },
      keepalive: leaving && new Blob([body]).size < keptAlive,
      redirect: "manual",
      signal: stop.signal,
    });
    return await read(response);
  } catch {
    return { trouble: { kind: "unreachable" } };
  } finally {
    clearTimeout(late);
  }
}

async function read(response: Response): Promise<Sent> {
  const said = (await response.json()) as Partial<SaveAnswer> & {
    reason?: string;
    because?: string;
  };
  if (said.saved && said.taken && said.contested && said.refused)
    return { answer: said as SaveAnswer };
  const words = said.because;
  if (response.status === 401) return { trouble: { kind: "signed-out", words } };
  if (said.reason === "other-person") return { trouble: { kind: "other-person", words } };
  // The page was this person's when it was made: now it is someone else's, or nobody's.
  if (response.status === 404)
    return { trouble: { kind: "closed", words: "This is no longer yours to write in." } };
  const refused = said.reason === "closed" || [403, 410].includes(response.status);
  return { trouble: refused ? { kind: "closed", words } : { kind: "unreachable" } };
}
