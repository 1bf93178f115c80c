/**
 * Owns rendering a page. Practice: whole, and answered at once: nothing of a page is fetched after the
 * rest, and a page in pieces costs the server more and the browser no less.
 */
import { Writable } from "node:stream";
import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { pathInLog } from "~/rules/core/path-in-log";
import { contextOf } from "~/server/context.server";
import { NonceContext } from "~/ui/nonce";

const abortAfter = 10_000;

/** Renders a page; the nonce goes to the renderer and to Remix, else nothing hydrates. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { nonce, log } = contextOf(loadContext);
  return new Promise((resolve, reject) => {
    let answer = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer
          context={remixContext}
          url={request.url}
          abortDelay={abortAfter}
          nonce={nonce}
        />
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          clearTimeout(limit);
          pipe(
            gathered((html) => {
              headers.set("Content-Type", "text/html; charset=utf-8");
              const page = wasRefused(remixContext) ? titledAsError(html) : html;
              resolve(new Response(page, { headers, status: answer }));
            }),
          );
        },
        onShellError(error) {
          clearTimeout(limit);
          reject(error);
        },
        onError(error: unknown) {
          answer = 500;
          log.error({ err: error }, "A page failed to render");
        },
      },
    );
    // Let go with the answer: what waits on it holds the whole request in memory.
    const limit = setTimeout(abort, abortAfter + 1000);
  });
}

type Bytes = Uint8Array<ArrayBuffer>;

/** What is written to it, in one piece. */
function gathered(finished: (whole: Bytes) => void): Writable {
  const pieces: Buffer[] = [];
  return new Writable({
    write(piece, _encoding, next) {
      pieces.push(piece);
      next();
    },
    final(next) {
      finished(withoutPadding(new Uint8Array(Buffer.concat(pieces))));
      next();
    },
  });
}

/**
 * React fills a piece up with zero bytes where the last letter, one of several bytes, had no room in it.
 * No text of a page holds one: what is typed is stored without.
 */
const withoutPadding = (html: Bytes): Bytes =>
  html.includes(0) ? html.filter((byte) => byte !== 0) : html;

/** Whether this page answers a posted form that could not be taken; one that goes on with it could. */
const wasRefused = ({ staticHandlerContext: { actionData } }: EntryContext): boolean =>
  Object.values(actionData ?? {}).some(
    (outcome) =>
      typeof outcome === "object" &&
      outcome !== null &&
      "errors" in outcome &&
      !("begun" in outcome),
  );

/**
 * The page with "Error: " before its title, as GOV.UK asks: a page's own meta can't see what its
 * action answered. The browser takes the word away again before it takes the page over.
 */
const titledAsError = (html: Bytes): string =>
  new TextDecoder().decode(html).replace("<title>", "<title>Error: ");

/** Errors that are not answers: logged without the address's query or any form content. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (request.signal.aborted) return;
  const { pathname } = new URL(request.url);
  contextOf(context).log.error({ err: error, pathname: pathInLog(pathname) }, "A request failed");
}
