/**
 * Owns the HTTP side: headers, the nonce, the origin check, static files, then Remix.
 * Practice: a strict content-security policy; posts only from our own pages; refusals are plain
 * pages, never a bare error.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import helmet from "helmet";
import type { Db } from "~db/open.server";
import type { Clock } from "./clock.server";
import type { RequestContext } from "./context.server";

export type Serving = {
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Where the built client is; null while developing, when Vite serves it. */
  buildDir: string | null;
  db: Db;
  quick?: Db;
  clock: Clock;
  sessionSecret: string;
  demonstration: boolean;
  mail: RequestContext["mail"];
  spoolDir: string;
  log: RequestContext["log"];
};

/** Twenty megabytes for a file, and a little for the form around it. */
const largestBody = 21 * 1024 * 1024;

const plainPage = (title: string, words: string): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${title} - Line of Sight</title></head><body><main><h1>${title}</h1><p>${words}</p><p><a href="/">Go to your home page</a></p></main></body></html>`;

/** `inFront` are middlewares before everything else: Vite's while developing. */
export function makeApp(serving: Serving, inFront: RequestHandler[] = []): Express {
  const app = express();
  for (const middleware of inFront) app.use(middleware);
  app.disable("x-powered-by");
  app.set("trust proxy", "loopback, linklocal, uniquelocal");
  app.use((_request, response, next) => {
    response.locals.nonce = randomBytes(16).toString("base64");
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", (_q, r) => `'nonce-${(r as Response).locals.nonce}'`],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", "data:"],
          fontSrc: ["'self'"],
          // While developing, Vite tells the page of changes over a socket.
          connectSrc: serving.buildDir ? ["'self'"] : ["'self'", "ws:"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      // "no-referrer" would make Chromium post forms with Origin: null.
      referrerPolicy: { policy: "same-origin" },
      // Only meaningful behind TLS, where the proxy in front decides.
      strictTransportSecurity: false,
    }),
  );
  app.use(compression());
  if (serving.buildDir) {
    const client = join(serving.buildDir, "client");
    app.use("/assets", express.static(join(client, "assets"), { immutable: true, maxAge: "1y" }));
    app.use(express.static(client, { maxAge: "1h" }));
  }
  app.use(sameOrigin);
  app.use(smallEnough);
  app.use((_request, response, next) => {
    // Pages hold case content: no shared or browser cache may keep them.
    response.setHeader("Cache-Control", "no-store");
    next();
  });
  app.all(
    "*",
    createRequestHandler({
      build: serving.build,
      mode: serving.buildDir ? "production" : "development",
      getLoadContext: (request, response) => contextFor(serving, request, response) as never,
    }),
  );
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    serving.log.error({ err: error, path: request.path }, "A request failed");
    if (response.headersSent) return response.end();
    response
      .status(500)
      .send(plainPage("Sorry, there is a problem", "Something went wrong on our side. Try again."));
  });
  return app;
}

function contextFor(serving: Serving, request: Request, response: Response): RequestContext {
  return {
    db: serving.db,
    quick: serving.quick ?? serving.db,
    clock: serving.clock,
    nonce: response.locals.nonce,
    clientAddress: request.ip ?? "unknown",
    secure: request.secure,
    sessionSecret: serving.sessionSecret,
    demonstration: serving.demonstration,
    mail: serving.mail,
    spoolDir: serving.spoolDir,
    log: serving.log,
  };
}

/** Remix does not check the origin of posts to routes without a component: we do, before it. */
function sameOrigin(request: Request, response: Response, next: NextFunction) {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return next();
  const origin = request.get("origin");
  const site = request.get("sec-fetch-site");
  const ours = origin
    ? URL.canParse(origin) && new URL(origin).host === request.get("host")
    : site === undefined || site === "same-origin";
  if (ours) return next();
  response
    .status(403)
    .send(
      plainPage(
        "This form came from another site",
        "Nothing was changed. Open the page in Line of Sight and send the form from there.",
      ),
    );
}

/** What is read and thrown away before a refusal: a browser shows it only once all is sent. */
const longestRefusal = 10 * largestBody;

function smallEnough(request: Request, response: Response, next: NextFunction) {
  const refuse = () =>
    response
      .status(413)
      .set("Connection", "close")
      .send(plainPage("That was too large", "Nothing was changed. Send 20 MB or less."));
  // A caseload is measured as it arrives, and refused on its own page.
  const measured = /^\/caseload\/import(\.data)?$/.test(request.path);
  const most = measured ? longestRefusal : largestBody;
  const announced = Number(request.get("content-length") ?? 0);
  if (announced > longestRefusal) return refuse();
  if (announced > most) {
    request.on("end", refuse);
    return request.resume();
  }
  let received = 0;
  request.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > most) request.destroy();
  });
  request.pause();
  next();
}
