/** A request is answered by the routes below its first step as it is by the whole application. */
import { createRequestHandler } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDemonstration } from "~db/demo/load.server";
import { addressOf, findRecords, listAddresses } from "../../support/addresses";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";

const makeDb = databaseMaker("sqlite");
const as = "qa-lead@demo.example";
let whole: Web;
let parts: Web;
let addresses: string[];
beforeAll(async () => {
  const db = await makeDb();
  await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
  const handlerOf = (build: Parameters<typeof createRequestHandler>[0]) =>
    createRequestHandler(build, "production");
  whole = await startWeb(db, { handlerOf });
  parts = await startWeb(db);
  const records = await findRecords(db);
  addresses = (await listAddresses()).flatMap((address) => {
    const first = address.params.includes("auditId") ? "auditId" : (address.params[0] ?? "");
    const params = records[first as keyof typeof records]?.[0]?.params;
    return address.loader !== undefined && (params || address.params.length === 0)
      ? [addressOf(address, params ?? {})]
      : [];
  });
});
afterAll(() => whole.db.destroy());

/** A form that adds something has an id of its own each time it is asked for. */
const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

async function isSame(path: string): Promise<boolean> {
  const [one, other] = await Promise.all(
    [whole, parts].map(async (web) => {
      const { status, location, headers, body, bytes } = await web.get(path, { as });
      // A packed file holds the second in which it was made.
      const packed = headers.get("Content-Type")?.startsWith("application/vnd.");
      return JSON.stringify([status, location, packed ? bytes.length : body.replace(id, "id")]);
    }),
  );
  return one === other;
}

describe("The routes below the first step of an address", () => {
  it("answer every address as the whole application does", async () => {
    expect(addresses.length).toBeGreaterThan(80);
    const others: string[] = [];
    for (const path of addresses) if (!(await isSame(path))) others.push(path);
    expect(others).toEqual([]);
  }, 240_000);

  it.each([
    "/Caseload",
    "/%63aseload",
    "/caseload/",
    "//caseload",
    "/caseload.data",
    "/_root.data",
    "/learning-log.csv",
    "/trends.json",
    "/no-such-page",
    "/caseload/no/such/page",
    "/people/none",
    "/__manifest?p=%2Fcaseload&version=x",
    "/*",
    "/:auditId",
  ])("answer %s as the whole application does", async (path) => {
    expect(await isSame(path)).toBe(true);
  });
});
