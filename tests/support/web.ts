/**
 * Sends requests to the built app, in this process, with a database and a clock of the test's own.
 *
 *   const makeDb = databaseMaker("sqlite");               // or inside describeDatabases
 *   const web = await startWeb(await makeDb());           // rows for people and accounts come first
 *   const page = await web.get("/actions", { as: "auditor@demo.example" });
 *   expect(page.status).toBe(200);
 *   expect(page.html.one("h1").text).toBe("Learning log");
 *   const refused = await web.post("/actions/new", { title: "" }, { as: "auditor@demo.example" });
 *   expect(refused.errors).toContain("Enter what is to be done");
 *
 * `as` signs in through the real form the first time and keeps the cookies. The checks that stand
 * in front of the app (security headers, the origin of a form) are the server's: browser tests
 * meet those.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RequestHandler, ServerBuild } from "@remix-run/node";
import type { RequestContext } from "~/server/context.server";
import { makeRouting } from "~/server/routing.server";
import type { Db } from "~db/core/open.server";
import { type TestClock, testClock } from "./clock";
import { type HtmlNode, parseHtml } from "./html";

const origin = "http://localhost";
const demonstrationPassword = "line-of-sight-demo";

export type FormValues = Record<string, string | number | readonly string[]>;

export interface RequestOptions {
  /** Email address of the person asking; nobody signed in when left out. */
  as?: string;
  headers?: Record<string, string>;
}

export interface WebOptions {
  clock?: TestClock;
  /** The password of the people that `as` names. */
  password?: string;
  /** Anything else of the load context. */
  context?: Partial<RequestContext>;
  /** What answers a request, where it is not what the server uses. */
  handlerOf?: (build: ServerBuild) => RequestHandler;
}

export interface WebResponse {
  status: number;
  headers: Headers;
  /** Where a redirect leads, without the origin; null for anything else. */
  location: string | null;
  body: string;
  /** The same before it was read as text: what a file is. */
  bytes: Uint8Array;
  html: HtmlNode;
  /** The messages of the error summary, in order. */
  errors: string[];
  json(): unknown;
}

export interface Web {
  db: Db;
  clock: TestClock;
  /** What the app logged, one line each. */
  log: string[];
  get(path: string, options?: RequestOptions): Promise<WebResponse>;
  /** Posts a form as a browser without JavaScript does; a FormData goes as multipart, for files. */
  post(path: string, form: FormValues | FormData, options?: RequestOptions): Promise<WebResponse>;
  /** Posts a body as it stands, as a script of the page does. */
  send(path: string, body: string, options?: RequestOptions): Promise<WebResponse>;
  /** Signs in through /sign-in; throws when it is refused. */
  signIn(email: string, password?: string): Promise<void>;
  /** Forgets the cookies of a person, as closing a private window does. */
  forget(email: string): void;
}

/** Answers requests from `db`, which must be migrated and hold the people that sign in. */
export async function startWeb(db: Db, options: WebOptions = {}): Promise<Web> {
  const file = pathToFileURL("build-test/server/index.js").href;
  const build: ServerBuild = await import(/* @vite-ignore */ file);
  const handle = (options.handlerOf ?? ((whole) => makeRouting(whole, "production")))(build);
  const clock = options.clock ?? testClock();
  const jars = new Map<string, Map<string, string>>();
  const log: string[] = [];
  const note = (facts: object, words: string) => {
    log.push(`${words} ${JSON.stringify(facts)}`);
  };
  const context: RequestContext = {
    db,
    clock,
    nonce: "nonce-of-a-test",
    clientAddress: "192.0.2.1",
    secure: false,
    sessionSecret: "a secret that only tests know, long enough",
    demonstration: false,
    spoolDir: join(tmpdir(), `line-of-sight-arriving-${process.pid}`),
    filesDir: join(tmpdir(), `line-of-sight-files-${process.pid}`),
    log: { info: note, error: note },
    ...options.context,
  };

  async function send(path: string, init: RequestInit, jar?: Map<string, string>) {
    const headers = new Headers(init.headers);
    headers.set("Host", new URL(origin).host);
    if (!headers.has("Accept")) headers.set("Accept", "text/html");
    if (jar) headers.set("Cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await handle(
      new Request(new URL(path, origin), { ...init, headers, redirect: "manual" }),
      { ...context },
    );
    if (jar) keepCookies(jar, answer.headers.getSetCookie());
    return readResponse(answer);
  }

  async function jarOf(email: string | undefined) {
    if (email === undefined) return undefined;
    if (!jars.has(email)) await web.signIn(email);
    return jars.get(email);
  }

  const web: Web = {
    db,
    clock,
    log,
    get: async (path, { as, headers } = {}) => send(path, { headers }, await jarOf(as)),
    post: async (path, form, { as, headers } = {}) => {
      const body = form instanceof FormData ? form : asParameters(form);
      const init = { method: "POST", body, headers: { Origin: origin, ...headers } };
      return send(path, init, await jarOf(as));
    },
    send: async (path, body, { as, headers } = {}) => {
      const init = { method: "POST", body, headers: { Origin: origin, ...headers } };
      return send(path, init, await jarOf(as));
    },
    signIn: async (email, password = options.password ?? demonstrationPassword) => {
      const jar = new Map<string, string>();
      await send("/sign-in", {}, jar);
      const body = asParameters({ email, password });
      const init = { method: "POST", body, headers: { Origin: origin } };
      const answer = await send("/sign-in", init, jar);
      if (answer.location === null) {
        const why = answer.errors.join(" ") || [answer.html.text.slice(0, 300), ...log].join("; ");
        throw new Error(`${email} could not sign in (${answer.status}): ${why}`);
      }
      jars.set(email, jar);
    },
    forget: (email) => {
      jars.delete(email);
    },
  };
  return web;
}

function asParameters(form: FormValues): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  return parameters;
}

function keepCookies(jar: Map<string, string>, lines: string[]): void {
  for (const line of lines) {
    const [pair = "", ...attributes] = line.split(";");
    const split = pair.indexOf("=");
    const name = pair.slice(0, split).trim();
    const gone = attributes.some((attribute) =>
      /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute),
    );
    if (gone) jar.delete(name);
    else jar.set(name, pair.slice(split + 1).trim());
  }
}

async function readResponse(answer: Response): Promise<WebResponse> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const body = new TextDecoder().decode(bytes);
  // A test that asks every address reads the elements of few of the answers.
  let parsed: HtmlNode | undefined;
  const html = () => {
    parsed ??= parseHtml(body);
    return parsed;
  };
  return {
    status: answer.status,
    headers: answer.headers,
    location: answer.headers.get("Location")?.replace(origin, "") ?? null,
    body,
    bytes,
    get html() {
      return html();
    },
    get errors() {
      return html()
        .all(".govuk-error-summary__list li")
        .map((item) => item.text);
    },
    json: () => JSON.parse(body),
  };
}
