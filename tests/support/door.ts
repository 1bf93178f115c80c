/**
 * The whole server in this process, its front door included, and a client that sends what no
 * browser would: raw lines, bodies of any kind, one request after another on one connection.
 *
 *   const door = await openDoor(db);
 *   const line = door.line();                                  // one kept-alive connection
 *   const answer = await line.send({ path: "/sign-in", body: "a=b", headers: door.form });
 *   line.close(); await door.close();
 */
import { Agent, type IncomingHttpHeaders, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import { makeApp, type Serving } from "~/server/http.server";
import type { Db } from "~db/core/open.server";
import { type TestClock, testClock } from "./clock";

export type Sending = {
  path: string;
  /** POST when there is a body, unless said. */
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Sends the body in chunks, without saying how long it is. */
  chunked?: boolean;
};

export type Answered = {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** Milliseconds until it was all there. */
  took: number;
  /** The client's own port: the same as before where the connection was kept. */
  from: number;
};

export type Line = { send(sending: Sending): Promise<Answered>; close(): void };

export type Door = {
  port: number;
  db: Db;
  url: string;
  log: string[];
  clock: TestClock;
  /** The headers of a form that a page of ours posts. */
  form: Record<string, string>;
  line(): Line;
  /** Sends lines as they stand, and gives all that comes back until the connection ends or rests. */
  raw(text: string, restMs?: number): Promise<string>;
  /** A cookie of someone who signed in. */
  signIn(email: string, password?: string): Promise<Record<string, string>>;
  close(): Promise<void>;
};

export async function openDoor(db: Db, more: Partial<Serving> = {}): Promise<Door> {
  const file = pathToFileURL("build-test/server/index.js").href;
  const build: ServerBuild = await import(/* @vite-ignore */ file);
  const clock = testClock();
  const log: string[] = [];
  const note = (facts: object, words: string) => {
    const { err } = facts as { err?: Error };
    log.push(`${words} ${err ? err.stack : JSON.stringify(facts)}`);
  };
  const app = makeApp({
    build,
    buildDir: "build-test",
    db,
    clock,
    sessionSecret: "a secret that only tests know, long enough",
    demonstration: false,
    mail: null,
    publicUrl: null,
    trustProxy: ["loopback"],
    securityContact: null,
    spoolDir: join(tmpdir(), `line-of-sight-arriving-${process.pid}`),
    filesDir: join(tmpdir(), `line-of-sight-files-${process.pid}`),
    log: { info: note, warn: note, error: note },
    ...more,
  });
  const server = await new Promise<Server>((resolve) => {
    const one: Server = app.listen(0, "127.0.0.1", () => resolve(one));
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const form = { "Content-Type": "application/x-www-form-urlencoded", Origin: url };
  const door: Door = {
    port,
    db,
    url,
    log,
    clock,
    form,
    line: () => makeLine(port),
    raw: (text, restMs = 2000) =>
      new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
        let got = "";
        socket.setTimeout(restMs, () => socket.destroy());
        socket.on("data", (chunk) => {
          got += chunk.toString("latin1");
        });
        socket.on("error", () => {});
        socket.on("close", () => resolve(got));
      }),
    signIn: async (email, password = "line-of-sight-demo") => {
      const line = makeLine(port);
      const body = new URLSearchParams({ email, password }).toString();
      const answer = await line.send({ path: "/sign-in", headers: form, body });
      line.close();
      const cookie = answer.headers["set-cookie"]?.map((one) => one.split(";")[0]).join("; ");
      if (answer.status !== 302 || !cookie) throw new Error(`${email} could not sign in`);
      return { Cookie: cookie };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return door;
}

function makeLine(port: number): Line {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (sending) => sendOn(agent, port, sending),
    close: () => agent.destroy(),
  };
}

function sendOn(agent: Agent, port: number, sending: Sending): Promise<Answered> {
  const {
    path,
    headers: given = {},
    body,
    chunked = false,
    method = body === undefined ? "GET" : "POST",
  } = sending;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const headers = chunked ? { ...given, "Transfer-Encoding": "chunked" } : given;
    const length =
      body === undefined || chunked ? {} : { "Content-Length": Buffer.byteLength(body) };
    const asked = request(
      { agent, host: "127.0.0.1", port, path, method, headers: { ...headers, ...length } },
      (answer) => {
        const from = answer.socket.localPort ?? 0;
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(parts).toString("utf8"),
            took: performance.now() - began,
            from,
          }),
        );
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}
