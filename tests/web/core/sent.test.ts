/** How pages and the files of a build leave the server: packed, kept or not, asked for once. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { paths } from "~/paths";
import { addTeamAction } from "../../support/actions";
import { databaseMaker } from "../../support/databases";
import { type Door, openDoor } from "../../support/door";
import { countStatements } from "../../support/statements";
import { startWeb } from "../../support/web";
import { makeWorld, type World } from "../../support/world";

const makeDb = databaseMaker("sqlite");
let world: World;
let door: Door;
beforeAll(async () => {
  world = await makeWorld(await makeDb());
  door = await openDoor(world.db);
});
afterAll(() => door?.close());

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const line = door.line();
  try {
    return await line.send({ path, headers });
  } finally {
    line.close();
  }
};

const style = () => {
  const name = readdirSync("build-test/client/assets").find((file) => file.endsWith(".css"));
  return `/assets/${name}`;
};

it("sends a file of the build as packed as the browser can read it, to be kept", async () => {
  for (const encoding of ["br", "gzip"]) {
    const { status, headers } = await ask(style(), { "Accept-Encoding": encoding });
    expect([status, headers["content-encoding"]]).toEqual([200, encoding]);
    expect(headers["content-type"]).toContain("text/css");
    expect(headers["cache-control"]).toContain("immutable");
    expect(headers.vary).toContain("Accept-Encoding");
  }
  const plain = await ask(style());
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.body).toContain("govuk");
  expect((await ask(`${style()}.map`)).status).toBe(404);
});

it("keeps no page, and the routes of a build for as long as there is that build", async () => {
  const page = await ask(paths.signIn());
  expect(page.headers["cache-control"]).toBe("no-store");
  const version = /"version":\s*"([\w-]+)"/.exec(page.body)?.[1];
  const routes = await ask(`/__manifest?p=${encodeURIComponent(paths.home())}&version=${version}`);
  expect([routes.status, routes.headers["cache-control"]]).toEqual([
    200,
    "public, max-age=31536000, immutable",
  ]);
});

it("sends a page in one piece, packed, with nothing still to come", async () => {
  const page = await ask(paths.signIn());
  expect(page.body).toContain("</html>");
  expect(page.body).not.toContain("$RC");
  const packed = await ask(paths.signIn(), { "Accept-Encoding": "gzip" });
  expect(packed.headers["content-encoding"]).toBe("gzip");
  const short = await ask("/healthz", { "Accept-Encoding": "gzip" });
  expect(short.headers["content-encoding"]).toBeUndefined();
  expect(short.headers["content-length"]).toBe(String(short.body.length));
});

it("sends nothing between the letters of a text, wherever a piece of the page ends", async () => {
  const { qaLead: lead } = world.people;
  for (let n = 0; n < 20; n += 1) {
    const what = `${"x".repeat(n)}${"“Siân’s plan” ".repeat(9)}`;
    await addTeamAction(world, lead, { ownerId: lead.id, what });
  }
  const web = await startWeb(world.db);
  const { body } = await web.get(paths.log.list(), { as: lead.email });
  expect(body.split("“Siân’s plan”").length).toBeGreaterThan(180);
  expect(body).not.toContain("\0");
});

it("asks once who reads a page, and anew after a form", async () => {
  const counted = countStatements(world.db);
  const web = await startWeb(counted.db);
  const as = world.people.auditor.email;
  await web.get("/", { as });
  counted.reset();
  await web.get(paths.help.glossary(), { as });
  const grants = counted
    .list()
    .filter((sql) => sql.includes(`from "role_grant" where "person_id"`));
  expect(grants).toHaveLength(1);
  // The page that answers a form shows whoever there is after it.
  await world.db.updateTable("person").set({ active: 0 }).where("email", "=", as).execute();
  expect((await web.get(paths.home(), { as })).location).toBe(paths.signIn());
});
