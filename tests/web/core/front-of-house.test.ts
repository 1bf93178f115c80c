import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paths } from "~/paths";
import { databaseMaker } from "../../support/databases";
import { type Door, openDoor } from "../../support/door";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");
const elsewhere = "https://qa.council.example";
let world: World;
const doors: Door[] = [];
beforeAll(async () => {
  world = await makeWorld(await makeDb());
});
afterAll(() => Promise.all(doors.map((door) => door.close())));

async function open(more: Parameters<typeof openDoor>[1] = {}) {
  const door = await openDoor(world.db, more);
  doors.push(door);
  const send: ReturnType<Door["line"]>["send"] = async (sending) => {
    const line = door.line();
    return line.send(sending).finally(line.close);
  };
  return { door, send };
}

const type = { "Content-Type": "application/x-www-form-urlencoded" };
const wrong = { path: paths.signIn(), body: "email=nobody%40world.example&password=x" };

describe("A form is taken", () => {
  it.each([
    ["from our own address", (own: string) => ({ Origin: own }), 400],
    ["from our own page without an origin", () => ({ "Sec-Fetch-Site": "same-origin" }), 400],
    ["without either: not", () => ({}), 403],
    ["from a page of the same site: not", () => ({ "Sec-Fetch-Site": "same-site" }), 403],
    ["typed in: not", () => ({ "Sec-Fetch-Site": "none" }), 403],
    [
      "from another scheme: not",
      (own: string) => ({ Origin: own.replace("http:", "https:") }),
      403,
    ],
    ["from another port: not", () => ({ Origin: "http://127.0.0.1:1" }), 403],
    ["from no origin: not", () => ({ Origin: "null" }), 403],
    ["from no URL: not", () => ({ Origin: "x" }), 403],
    [
      "from a forwarded host: not",
      () => ({
        Origin: elsewhere,
        "X-Forwarded-Host": "qa.council.example",
        "X-Forwarded-Proto": "https",
      }),
      403,
    ],
  ] as [string, (own: string) => Record<string, string>, number][])(
    "%s",
    async (_, headersOf, status) => {
      const { door, send } = await open();
      const answer = await send({ ...wrong, headers: { ...type, ...headersOf(door.url) } });
      expect(answer.status).toBe(status);
    },
  );

  it("from PUBLIC_URL alone, where that is set, whatever host a proxy asks for", async () => {
    const { door, send } = await open({ publicUrl: elsewhere });
    expect((await send({ ...wrong, headers: { ...type, Origin: elsewhere } })).status).toBe(400);
    expect((await send({ ...wrong, headers: { ...type, Origin: door.url } })).status).toBe(403);
  });

  it("over TLS at a proxy that is believed, and tells once what to set where it is not", async () => {
    const headersOf = ({ url }: Door) => ({
      ...type,
      Origin: url.replace("http:", "https:"),
      "X-Forwarded-Proto": "https",
    });
    const believed = await open();
    expect((await believed.send({ ...wrong, headers: headersOf(believed.door) })).status).toBe(400);
    const { door, send } = await open({ trustProxy: [] });
    for (let times = 0; times < 2; times += 1) {
      expect((await send({ ...wrong, headers: headersOf(door) })).status).toBe(403);
    }
    expect(door.log.map((line) => line.replace(/ \{.*/, ""))).toEqual([
      "A forwarded header of 127.0.0.1 is ignored: if that is your proxy, set TRUST_PROXY=127.0.0.1",
      expect.stringMatching(/^Forms of https:.* are refused.*set PUBLIC_URL, or TRUST_PROXY/),
    ]);
  });
});

describe("The address that attempts are counted by", () => {
  const addresses = async () =>
    (await world.db.selectFrom("auth_address").select("address").execute()).map(
      ({ address }) => address,
    );
  const attempt = async (forwarded: string, trustProxy: string[]) => {
    await world.db.deleteFrom("auth_address").execute();
    const { door, send } = await open({ trustProxy });
    await send({ ...wrong, headers: { ...door.form, "X-Forwarded-For": forwarded } });
    return addresses();
  };

  it.each([
    ["198.51.100.7", ["loopback"], "198.51.100.7"],
    ["203.0.113.1, 198.51.100.7", ["loopback"], "198.51.100.7"],
    ["203.0.113.1, 198.51.100.7", ["loopback", "198.51.100.0/24"], "203.0.113.1"],
    ["198.51.100.7:5123", ["loopback"], "198.51.100.7"],
    ["::ffff:198.51.100.7", ["loopback"], "198.51.100.7"],
    ["2001:db8:1:2:3:4:5:6", ["loopback"], "2001:db8:1:2::/64"],
    ["2001:db8::6", ["loopback"], "2001:db8:0:0::/64"],
    ["x".repeat(5000), ["loopback"], "127.0.0.1"],
    ["<script>", ["loopback"], "127.0.0.1"],
    ["198.51.100.7", [], "127.0.0.1"],
    ["198.51.100.7", ["10.0.0.0/8"], "127.0.0.1"],
  ])("of %j behind %j is %s", async (forwarded, trustProxy, address) => {
    expect(await attempt(forwarded, trustProxy)).toEqual([address]);
  });
});

describe("Every answer", () => {
  it("keeps browsers to TLS where it is used, and from the camera everywhere", async () => {
    const plain = await open();
    const secure = await open({ publicUrl: elsewhere });
    for (const path of ["/sign-in", "/healthz", "/no-such-page", "/%ff"]) {
      const { headers } = await plain.send({ path });
      expect(headers["permissions-policy"], path).toContain("camera=()");
      expect(headers["strict-transport-security"], path).toBeUndefined();
      const over = await secure.send({ path });
      expect(over.headers["strict-transport-security"], path).toMatch(/^max-age=\d{8}/);
    }
    const behind = await plain.send({
      path: "/sign-in",
      headers: { "X-Forwarded-Proto": "https" },
    });
    expect(behind.headers["strict-transport-security"]).toBeDefined();
  });

  it("gives a secure cookie where the site is reached over TLS", async () => {
    const { send } = await open({ publicUrl: elsewhere });
    const body = new URLSearchParams({
      email: world.people.auditor.email,
      password: "line-of-sight-demo",
    }).toString();
    const answer = await send({ path: "/sign-in", body, headers: { ...type, Origin: elsewhere } });
    expect(answer.headers["set-cookie"]?.join()).toMatch(/^__Host-session=.*Secure/);
  });

  it("never leads to a forwarded host", async () => {
    const { send } = await open();
    const headers = { "X-Forwarded-Host": "evil.example", Forwarded: "host=evil.example" };
    for (const path of ["/", "/.well-known/security.txt", "/sign-in?to=//evil.example"]) {
      const answer = await send({ path, headers });
      expect(JSON.stringify(answer.headers) + answer.body, path).not.toContain("evil.example");
    }
  });

  it.each([
    [elsewhere, null, `Contact: ${elsewhere}/help/security`],
    [elsewhere, "mailto:security@council.example", "Contact: mailto:security@council.example"],
  ])("says where to report a weakness: %s, %s", async (publicUrl, securityContact, contact) => {
    const { send } = await open({ publicUrl, securityContact });
    const { status, headers, body } = await send({ path: "/.well-known/security.txt" });
    expect([status, headers["content-type"]]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(body).toContain(`${contact}\n`);
    const expires = new Date(/^Expires: (.*)$/m.exec(body)?.[1] ?? "");
    const days = (expires.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(30);
    expect(days).toBeLessThan(365);
    const page = await send({ path: "/help/security" });
    expect(page.body).toContain("Report a security problem");
    if (securityContact) expect(page.body).toContain(`href="${securityContact}"`);
  });
});
