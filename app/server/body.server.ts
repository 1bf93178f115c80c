/**
 * Owns the body of a request on its way in: read up to a limit, handed on, or read and thrown away.
 * Practice: an answer leaves the connection ready for the next request, perhaps someone else's
 * through a proxy, so what was not wanted is drained first; what is too much or too slow to drain
 * ends the connection, and the answer says so.
 */
import type { IncomingMessage } from "node:http";
import { type PostedLimit, tooLargeWords } from "~/rules/core/posted-limits";

const megabyte = 1024 * 1024;

/** All the bodies being held at one time, whoever sends them. */
const mostHeld = 128 * megabyte;
let held = 0;

export const drainLimits = {
  /** Read and thrown away of a request that is not an upload. */
  bytes: 32 * megabyte,
  /** A browser shows a refusal only once it has sent everything: a file of 200 MB gets one too. */
  uploadBytes: 210 * megabyte,
  seconds: 30,
};

type Refused = { status: number; words: string };

// Found again by name: the server and the built application have a copy of this file each.
const refusedName = "BodyRefused";

function refusal({ status, words }: Refused): Error {
  return Object.assign(new Error(words), { name: refusedName, status });
}

/** What was said of a body that its reader could not have; null for any other error. */
export function refusedBody(error: unknown): Refused | null {
  if (!(error instanceof Error)) return null;
  if (error.name !== refusedName) return refusedBody(error.cause);
  return { status: (error as Error & { status: number }).status, words: error.message };
}

const busy = {
  status: 503,
  words: "Wait a moment and send this again: the server has too much to read just now",
};

/** The connection ended in the middle of a body: there is nobody to answer. */
export class SenderGone extends Error {}

export class Body {
  readonly #request: IncomingMessage;
  readonly #limit: PostedLimit;
  #chunks: AsyncIterator<Buffer> | null = null;
  #read = 0;
  #ended = false;
  #held = 0;

  constructor(request: IncomingMessage, limit: PostedLimit) {
    this.#request = request;
    this.#limit = limit;
  }

  /** What the application reads: the whole body, a stream of it, or one that ends in a refusal. */
  async open(): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null> {
    const most = this.#limit.bytes;
    const announced = Number(this.#request.headers["content-length"] ?? 0);
    if (this.#limit.streamed) return this.#stream();
    if (announced > most) return this.#refuse({ status: 413, words: tooLargeWords(this.#limit) });
    const chunks: Buffer[] = [];
    for (;;) {
      const chunk = await this.#next();
      if (!chunk) break;
      if (this.#read > most) {
        return this.#refuse({ status: 413, words: tooLargeWords(this.#limit) });
      }
      held += chunk.length;
      this.#held += chunk.length;
      if (held > mostHeld) return this.#refuse(busy);
      chunks.push(chunk);
    }
    // Half a form must never pass for a whole one.
    if (!this.#request.complete) throw new SenderGone();
    return chunks.length === 0 ? null : new Uint8Array(Buffer.concat(chunks));
  }

  /** Gives back what was held; to be called when the request is answered. */
  release(): void {
    held -= this.#held;
    this.#held = 0;
  }

  /** Reads the rest and throws it away; false when it is too much, or takes too long. */
  async drain(): Promise<boolean> {
    if (this.#ended || this.#request.complete) return true;
    const most = this.#limit.streamed ? drainLimits.uploadBytes : drainLimits.bytes;
    if (Number(this.#request.headers["content-length"] ?? 0) > most) return false;
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<false>((resolve) => {
      late = setTimeout(() => resolve(false), drainLimits.seconds * 1000);
    });
    try {
      return await Promise.race([this.#drainAll(most), tooLate]);
    } finally {
      clearTimeout(late);
    }
  }

  async #drainAll(most: number): Promise<boolean> {
    while (this.#read <= most) if (!(await this.#next())) return this.#request.complete;
    return false;
  }

  async #next(): Promise<Buffer | null> {
    this.#chunks ??= this.#request.iterator({ destroyOnReturn: false });
    try {
      const { done, value } = await this.#chunks.next();
      if (done) this.#ended = true;
      else this.#read += value.length;
      return done ? null : value;
    } catch {
      // The sender went away: there is nothing more, and nobody to answer.
      this.#ended = true;
      return null;
    }
  }

  async #refuse(refused: Refused): Promise<ReadableStream<Uint8Array>> {
    this.release();
    await this.drain();
    return new ReadableStream<Uint8Array>(
      { pull: (controller) => controller.error(refusal(refused)) },
      { highWaterMark: 0 },
    );
  }

  #stream(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const chunk = await this.#next();
          if (this.#read > drainLimits.uploadBytes) controller.error(new Error("Endless"));
          else if (chunk) controller.enqueue(new Uint8Array(chunk));
          else if (this.#request.complete) controller.close();
          else controller.error(new SenderGone());
        },
      },
      { highWaterMark: 0 },
    );
  }
}
