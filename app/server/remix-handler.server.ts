/**
 * Owns handing a request to the application and its answer back.
 * Practice: the address is built from PUBLIC_URL or from the request's own Host, never from a
 * forwarded one; the body is read by us, up to its limit; the connection is left usable.
 */
import type { IncomingMessage } from "node:http";
import {
  createRequestHandler,
  type ServerBuild,
  writeReadableStreamToWritable,
} from "@remix-run/node";
import type { Request as Incoming, Response as Outgoing, RequestHandler } from "express";
import { postedLimitOf } from "~/rules/core/posted-limits";
import { Body, SenderGone } from "./body.server";
import type { RequestContext } from "./context.server";
import { makeRouting } from "./routing.server";

type Handling = {
  build: ServerBuild | (() => Promise<ServerBuild>);
  mode: "production" | "development";
  originOf: (request: Incoming) => string;
  contextOf: (request: Incoming, response: Outgoing) => RequestContext;
};

/** The body of a request: the same one whoever asks. */
export function bodyOf(request: IncomingMessage & { path: string; originalUrl: string }): Body {
  const known = bodies.get(request);
  if (known) return known;
  const search = request.originalUrl.includes("?") ? request.originalUrl.replace(/^[^?]*/, "") : "";
  const body = new Body(request, postedLimitOf(request.path, search));
  bodies.set(request, body);
  return body;
}

const bodies = new WeakMap<IncomingMessage, Body>();

export function handOver({ build, mode, originOf, contextOf }: Handling): RequestHandler {
  const handle =
    typeof build === "function" ? createRequestHandler(build, mode) : makeRouting(build, mode);
  return async (request, response, next) => {
    const body = bodyOf(request);
    const gone = new AbortController();
    response.on("close", () => {
      body.release();
      if (!response.writableFinished) gone.abort();
    });
    try {
      const url = new URL(originOf(request) + request.originalUrl);
      const answer = await handle(
        new Request(url, {
          method: request.method,
          headers: headersOf(request, url.host),
          signal: gone.signal,
          ...(await contentOf(request, body)),
        }),
        contextOf(request, response) as never,
      );
      if (!(await body.drain())) response.set("Connection", "close");
      await send(response, answer);
    } catch (error) {
      if (error instanceof SenderGone) response.destroy();
      else next(error);
    }
  };
}

async function contentOf(request: Incoming, body: Body): Promise<RequestInit> {
  if (["GET", "HEAD"].includes(request.method)) return {};
  return { body: await body.open(), duplex: "half" };
}

/** The headers as they came, but for the host: the application compares it with a form's origin. */
function headersOf(request: Incoming, host: string): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headers)) {
    if (name === "x-forwarded-host") continue;
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  headers.set("host", host);
  return headers;
}

async function send(response: Outgoing, answer: Response): Promise<void> {
  response.status(answer.status);
  if (answer.statusText) response.statusMessage = answer.statusText;
  // What an answer says of itself stands instead of what is said of every answer; cookies are several.
  for (const [name, value] of answer.headers) {
    if (name === "set-cookie") response.append(name, value);
    else response.set(name, value);
  }
  if (!answer.body) response.end();
  // A file may be as long as it likes. What is sent whole has a length, and is not packed where it is short.
  else if (answer.headers.has("Content-Disposition"))
    await writeReadableStreamToWritable(answer.body, response);
  else {
    const whole = Buffer.from(await answer.arrayBuffer());
    response.set("Content-Length", String(whole.length)).end(whole);
  }
}
