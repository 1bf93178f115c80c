import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postedLimits } from "~/rules/core/posted-limits";
import { drainLimits } from "~/server/body.server";
import { databaseMaker } from "../../support/databases";
import { type Door, openDoor } from "../../support/door";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");
let world: World;
let door: Door;
beforeAll(async () => {
  world = await makeWorld(await makeDb());
  door = await openDoor(world.db);
});
afterAll(() => door?.close());

const text = (length: number) => `text=${"x".repeat(length)}`;
const multipart = (length: number) => ({
  type: "multipart/form-data; boundary=between",
  body: `--between\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${"x".repeat(length)}\r\n--between--\r\n`,
});

describe("A connection after a request that was refused", () => {
  const large = 150_000;
  const somewhere = "/learning-log/new";
  const refused: [
    string,
    number,
    () => Promise<Parameters<ReturnType<Door["line"]>["send"]>[0]>,
  ][] = [
    [
      "to another origin",
      403,
      async () => ({
        path: somewhere,
        body: text(large),
        headers: { ...door.form, Origin: "https://evil.example" },
      }),
    ],
    [
      "by a role that may not",
      403,
      async () => ({
        path: "/settings",
        body: text(large),
        headers: { ...door.form, ...(await door.signIn(world.people.auditor.email)) },
      }),
    ],
    [
      "to nowhere",
      404,
      async () => ({ path: "/no-such-page", body: text(large), headers: door.form }),
    ],
    [
      "of nobody, with a file",
      302,
      async () => {
        const { type, body } = multipart(large);
        return { path: "/caseload/import", body, headers: { ...door.form, "Content-Type": type } };
      },
    ],
    [
      "of a role that may not, with a file",
      403,
      async () => {
        const { type, body } = multipart(3_000_000);
        return {
          path: "/caseload/import",
          body,
          headers: {
            ...door.form,
            "Content-Type": type,
            ...(await door.signIn(world.people.auditor.email)),
          },
        };
      },
    ],
    [
      "of nobody, to be carried",
      401,
      async () => ({ path: somewhere, body: text(large), headers: door.form }),
    ],
    [
      "by method",
      405,
      async () => ({ path: somewhere, method: "PUT", body: text(large), headers: door.form }),
    ],
    [
      "for its address",
      400,
      async () => ({ path: "/%E0%A4%A", body: text(large), headers: door.form }),
    ],
    [
      "for its size",
      413,
      async () => ({ path: "/sign-in", body: text(large), headers: door.form }),
    ],
    [
      "of a page that takes none",
      200,
      async () => ({ path: "/sign-in", method: "GET", body: text(large), headers: door.form }),
    ],
  ];

  it.each(refused)("%s, answers the next one (%i)", async (_, status, make) => {
    for (const chunked of [false, true]) {
      const line = door.line();
      const sending = await make();
      const first = await line.send({ ...sending, chunked });
      expect(first.status).toBe(status);
      const next = await line.send({ path: "/healthz" });
      expect([next.status, next.body]).toEqual([200, "ok"]);
      expect(next.took).toBeLessThan(2000);
      expect(first.headers.connection, "says that it stays open").not.toBe("close");
      expect(next.from, "on the same connection").toBe(first.from);
      line.close();
    }
  });

  it("ends and says so when there is more to come than is worth reading", async () => {
    const length = drainLimits.bytes + 1;
    const head = `POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nOrigin: ${door.url}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`;
    const answer = await door.raw(`${head}email=a`, 5000);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
  });

  it("never takes half a form for a whole one", async () => {
    const cookie = await door.signIn(world.people.qaLead.email);
    const before = await world.db.selectFrom("event").selectAll().execute();
    const head = `POST /exercises/plan/core HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nOrigin: ${door.url}\r\nCookie: ${cookie.Cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n`;
    await door.raw(`${head}title=Half`, 300);
    expect(await world.db.selectFrom("event").selectAll().execute()).toEqual(before);
  });
});

describe("What may be posted where", () => {
  const send = async (sending: Parameters<ReturnType<Door["line"]>["send"]>[0]) => {
    const line = door.line();
    const answer = await line.send(sending);
    line.close();
    return answer;
  };

  it("is a page's own answer when it is too large, in words, with what is stored kept", async () => {
    const answer = await send({
      path: "/sign-in",
      body: text(postedLimits.open.bytes),
      headers: door.form,
    });
    expect(answer.status).toBe(413);
    expect(answer.body).toContain(
      "Shorten what you typed and send it again: it comes to more than 32 kB",
    );
    expect(answer.body).toContain("<h1");
  });

  it.each([
    ["20,000 nameless fields", "a&".repeat(20_000)],
    ["50,000 fields of one name", "a&".repeat(10_000)],
    ["plus signs", `a=${"+".repeat(30_000)}`],
    ["3,000 dots", `${"a.".repeat(3000)}b=1`],
    ["a nested name where a text is wanted", "email.x=1&email=a&password.y.z=2"],
    ["names of every object", "email.toString=1&email.valueOf=2&to.constructor=3&__proto__.x=1"],
  ])("answers %s at once, with 400", async (_, body) => {
    const answer = await send({ path: "/sign-in", body, headers: door.form });
    expect([400, 413]).toContain(answer.status);
    expect(answer.took).toBeLessThan(1000);
  });

  it("carries a form through signing in whole, however it is written", async () => {
    const typed = `${"漢".repeat(150_000)} \u0001“é”`;
    const body = new URLSearchParams({ "learned.text": typed }).toString();
    const { id } = await world.addAudit();
    const refused = await send({
      path: `/audits/${id}/areas/assessment`,
      body,
      headers: door.form,
    });
    expect(refused.status).toBe(401);
    const carried = JSON.stringify({
      action: `/audits/${id}/areas/assessment`,
      entries: [["learned.text", typed]],
    });
    const signedIn = await send({
      path: "/sign-in?carried=yes",
      body: new URLSearchParams({
        email: world.people.auditor.email,
        password: "line-of-sight-demo",
        carried,
      }).toString(),
      headers: door.form,
    });
    expect(signedIn.status).toBe(200);
    expect(signedIn.body).toContain(typed.slice(0, 1000));
    expect(signedIn.body.split("漢").length).toBeGreaterThan(150_000);
  });
});

describe("What is no request of a browser", () => {
  const host = () => `Host: 127.0.0.1:${door.port}`;
  it.each([
    ["TRACE", () => `TRACE / HTTP/1.1\r\n${host()}\r\n\r\n`, 405],
    ["PUT", () => `PUT /sign-in HTTP/1.1\r\n${host()}\r\n\r\n`, 405],
    ["a host that is none", () => "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400],
    ["a host with a path", () => "GET / HTTP/1.1\r\nHost: x/y@z\r\n\r\n", 400],
    ["a port that is none", () => "GET / HTTP/1.1\r\nHost: x:99999\r\n\r\n", 400],
    ["no host", () => "GET / HTTP/1.1\r\n\r\n", 400],
    ["half an escape", () => `GET /%E0%A4%A HTTP/1.1\r\n${host()}\r\n\r\n`, 400],
    ["a NUL in the path", () => `GET /audits/%00 HTTP/1.1\r\n${host()}\r\n\r\n`, 400],
    ["a NUL in the query", () => `GET /sign-in?to=%00 HTTP/1.1\r\n${host()}\r\n\r\n`, 400],
    ["another site's address", () => `GET http://evil.example/ HTTP/1.1\r\n${host()}\r\n\r\n`, 400],
    ["half an escape below the assets", () => `GET /assets/%ff HTTP/1.1\r\n${host()}\r\n\r\n`, 400],
    [
      "half an escape in the query",
      () => `GET /sign-in?to=%E0%A4%A HTTP/1.1\r\n${host()}\r\n\r\n`,
      200,
    ],
    ["an old health check", () => "GET /healthz HTTP/1.0\r\n\r\n", 200],
    [
      "an address longer than any",
      () => `GET /${"x".repeat(20_000)} HTTP/1.1\r\n${host()}\r\n\r\n`,
      431,
    ],
  ] as [string, () => string, number][])(
    "%s is answered in words, not a failure",
    async (_, make, status) => {
      const answer = await door.raw(make(), 400);
      expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
      expect(door.log.filter((line) => line.includes("failed"))).toEqual([]);
    },
  );
});
