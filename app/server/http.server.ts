/**
 * Owns the HTTP side: headers, the nonce, the origin check, static files, then Remix.
 * Practice: a strict content-security policy; posts only from our own pages; refusals are plain
 * pages, never a bare error.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { constants } from "node:zlib";
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
import sirv from "sirv";
import { pathInLog } from "~/rules/core/path-in-log";
import type { Db } from "~db/core/open.server";
import type { Clock } from "./clock.server";
import type { RequestContext } from "./context.server";
import {
  answerPlainly,
  askOfBrowsers,
  isSecure,
  originOf,
  sameOrigin,
  securityText,
  wellFormed,
} from "./front-door.server";
import type { Log } from "./log.server";
import { clientAddressOf, tellIgnored } from "./proxies.server";
import { handOver } from "./remix-handler.server";

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
  /** Where people find the site; null when that is not known. */
  publicUrl: string | null;
  /** The proxies that are believed: express's own names, addresses and networks. */
  trustProxy: string[];
  /** Whom to tell of a weakness, as a URL; null for the site's own page about it. */
  securityContact: string | null;
  spoolDir: string;
  filesDir: string;
  scansFiles?: boolean;
  log: Log;
};

/** `inFront` are middlewares before everything else: Vite's while developing. */
export function makeApp(serving: Serving, inFront: RequestHandler[] = []): Express {
  const app = express();
  for (const middleware of inFront) app.use(middleware);
  app.disable("x-powered-by");
  app.set("trust proxy", serving.trustProxy);
  app.use(tellIgnored(serving.log));
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
      // Said behind TLS alone.
      strictTransportSecurity: false,
    }),
  );
  app.use(askOfBrowsers(serving));
  app.use(wellFormed);
  app.use(compression({ brotli }));
  if (serving.buildDir) {
    const client = join(serving.buildDir, "client");
    app.use("/assets", packed(join(client, "assets"), { immutable: true, maxAge: 31_536_000 }));
    app.use(packed(client, { maxAge: 3600 }));
  }
  app.get("/.well-known/security.txt", securityText(serving, serving.securityContact));
  app.use(sameOrigin(serving, serving.log));
  app.use((_request, response, next) => {
    // Pages hold case content: no shared or browser cache may keep them.
    response.setHeader("Cache-Control", "no-store");
    next();
  });
  app.use(
    handOver({
      build: serving.build,
      mode: serving.buildDir ? "production" : "development",
      originOf: (request) => originOf(serving, request),
      contextOf: (request, response) => contextFor(serving, request, response),
    }),
  );
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    serving.log.error({ err: error, path: pathInLog(request.path) }, "A request failed");
    if (response.headersSent) return response.end();
    const words = "Something went wrong on our side. Try again.";
    void answerPlainly(request, response, 500, "Sorry, there is a problem", words);
  });
  return app;
}

/** A page is packed while its reader waits: nearly as small as by the usual 4, in half the time. */
const brotli = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 18 },
};

/** Files as the build packed them; an address without a file goes on. */
const packed = (folder: string, cached: { maxAge: number; immutable?: boolean }): RequestHandler =>
  sirv(folder, { ...cached, brotli: true, gzip: true, etag: true, extensions: [] });

function contextFor(serving: Serving, request: Request, response: Response): RequestContext {
  return {
    db: serving.db,
    quick: serving.quick ?? serving.db,
    clock: serving.clock,
    nonce: response.locals.nonce,
    clientAddress: clientAddressOf(request),
    secure: isSecure(serving, request),
    sessionSecret: serving.sessionSecret,
    demonstration: serving.demonstration,
    mail: serving.mail,
    securityContact: serving.securityContact,
    spoolDir: serving.spoolDir,
    filesDir: serving.filesDir,
    scansFiles: serving.scansFiles ?? false,
    log: serving.log,
  };
}
