import { PassThrough, Transform } from "node:stream";
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
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
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
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
        [ready]() {
          const body = wasRefused(remixContext) ? titledAsError() : new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          resolve(
            new Response(createReadableStreamFromReadable(body), { headers, status: answer }),
          );
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          answer = 500;
          log.error({ err: error }, "A page failed to render");
        },
      },
    );
    setTimeout(abort, abortAfter + 1000).unref();
  });
}

/** Whether this page answers a posted form that could not be taken. */
const wasRefused = ({ staticHandlerContext: { actionData } }: EntryContext): boolean =>
  Object.values(actionData ?? {}).some(
    (outcome) => typeof outcome === "object" && outcome !== null && "errors" in outcome,
  );

/**
 * The page with "Error: " before its title, as GOV.UK asks: a page's own meta can't see what its
 * action answered. The browser takes the word away again before it takes the page over.
 */
function titledAsError(): Transform {
  let before = "";
  let titled = false;
  return new Transform({
    transform(chunk, _encoding, next) {
      if (titled) return next(null, chunk);
      before += chunk;
      if (!before.includes("<title>")) return next();
      titled = true;
      next(null, before.replace("<title>", "<title>Error: "));
    },
    flush(next) {
      next(null, titled ? undefined : before);
    },
  });
}

/** Errors that are not answers: logged without the address's query or any form content. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (request.signal.aborted) return;
  const { pathname } = new URL(request.url);
  contextOf(context).log.error({ err: error, pathname }, "A request failed");
}
