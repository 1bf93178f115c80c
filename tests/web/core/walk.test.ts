/**
 * The attacker's walk: every address, asked for by nobody and by one person a role, with a record of
 * theirs, one that is not theirs and one that is not there. What each must meet comes from the policy
 * table and from the tables of the database; an address added later is walked as well.
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { Access } from "~/rules/access/access";
import { type Actor, type Role, roles } from "~/rules/access/people";
import { decideAccess, mayEver } from "~/rules/access/permission";
import type { Capability } from "~/rules/access/policy";
import { postedLimitOf, postedLimits } from "~/rules/core/posted-limits";
import { findActor } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { loadDemonstration } from "~db/demo/load.server";
import {
  type Address,
  addressOf,
  findRecords,
  listAddresses,
  type Records,
  recordsOf,
} from "../../support/addresses";
import { databaseMaker } from "../../support/databases";
import { startWeb, type Web } from "../../support/web";

const makeDb = databaseMaker("sqlite");

/** What anyone may ask for or post to: each opens nothing by itself. */
const open = [
  "/calendar/:secret",
  "/healthz",
  "/readyz",
  "/sign-in",
  "/sign-out",
  "/session",
  "/set-up",
  "/choose-password",
  "/forgotten-password",
  "/help/accessibility",
  "/help/security",
  "/feedback",
  "/you-said-we-did",
];

/** Nothing in the demonstration is in the state that these pages are for: their own tests open them. */
const notThere = [
  "/people/teams/asked/:mappingId",
  "/people/numbers/:personId",
  "/people/import/:importId",
  "/people/access/:bundleId",
  "/caseload/references/:caseId",
  "/caseload/import/names/:mappingId",
  "/caseload/import/:importId",
  "/caseload/import/:importId/names",
  "/caseload/import/:importId/undo",
  "/caseload/import/:importId/problems.csv",
  // Nobody is exempt.
  "/programme/auditors/:personId/exempt/:exemptionId",
  "/exercises/:exerciseId/conflicts/:conflictId",
  "/conflicts/:declaredId",
  ...["", "/about", "/areas/:area", "/areas/:area/remove", "/areas/:area/prompts/:prompt"].map(
    (page) => `/tools/:toolId/draft${page}`,
  ),
  ...["/overall", "/questions", "/audit-quality", "/themes", "/publish", "/discard"].map(
    (page) => `/tools/:toolId/draft${page}`,
  ),
  "/audits/:auditId/corrections/:correctionId",
  "/audits/:auditId/corrections/:correctionId/typed",
  "/audits/:auditId/final",
  // The one calibration is closed.
  ...["edit", "cancel", "agree"].map((page) => `/calibration/:calibrationId/${page}`),
  "/auditors-and-moderators/:personId/withdraw/:entryId",
  // No audit is graded again.
  ...["", "/grade", "/grade/written"].map((page) => `/double-audits/:doubleId${page}`),
  "/moderation/:auditId/panel",
  // No second look waits, and no meeting of the panel is under way.
  ...["", "/written"].map((page) => `/moderation/:auditId/second-look/answer${page}`),
  "/moderation/meetings/:meetingId/write",
  "/moderation/meetings/:meetingId/cases/:number/decide",
  // The closed cycles were selected as audits came in.
  // Asks for a period.
  "/trends.json",
  // Nothing is published, for tests load the demonstration without its editions.
  ...["", "/files/:file"].map((page) => `/reports/:editionId${page}`),
  // Nobody has a token for the feed.
  "/connect/:tokenId/revoke",
  // No file is added, for tests load the demonstration without a folder for them.
  ...["", "/download"].map((page) => `/files/:attachmentId${page}`),
  // No meeting has looked at the learning log.
  ...["", "/files/:file"].map((page) => `/learning-log/minutes/:minutesId${page}`),
  // No earlier log was brought.
  ...["", "/columns"].map((page) => `/learning-log/import/:logImportId${page}`),
  // Nobody is thanked, for tests load the demonstration without thanks.
  "/learning/thanks/:thanksId",
  // For those who manage a team or a service, within it: observations.test.ts opens them.
  ...["", "/:personId"].map((page) => `/observations/people${page}`),
  // Nothing is observed, for tests load the demonstration without observations.
  ...["", "/write", "/write/written", "/share", "/answer", "/answer/written"].map(
    (page) => `/observations/:observationId${page}`,
  ),
  ...["/feedback", "/close", "/withdraw"].map((page) => `/observations/:observationId${page}`),
  // The forms that are shipped are published, and no family is asked in what tests load.
  ...["/edit", "/publish"].map((page) => `/feedback-forms/:formVersionId${page}`),
  ...["", "/written", "/change", "/paper", "/letter"].map(
    (page) => `/family-feedback/:invitationId${page}`,
  ),
  ...["", "/edit"].map((page) => `/you-said-we-did/entries/:entryId${page}`),
  // No practice week is planned either.
  ...["", "/change", "/publish", "/close", "/cancel", "/reopen", "/files/:file"].map(
    (page) => `/practice-weeks/:weekId${page}`,
  ),
  ...["", "/:slotId", "/:slotId/done", "/:slotId/observe"].map(
    (page) => `/practice-weeks/:weekId/timetable${page}`,
  ),
  // No feedback session is planned, for tests load the demonstration without any.
  ...["", "/change", "/briefing", "/briefing/written", "/send", "/cancel", "/held"].map(
    (page) => `/feedback-sessions/:sessionId${page}`,
  ),
  ...["/attendance", "/said", "/said/written", "/said/:pointId", "/files/:file"].map(
    (page) => `/feedback-sessions/:sessionId${page}`,
  ),
];

/** A page of an exercise that lists what is within the reader's reach, and nothing else. */
const listsWithinReach = ["/exercises/:exerciseId/responses"];

type Reader = { role: Role; email: string; actor: Actor };
let db: Db;
let web: Web;
let records: Records;
let addresses: Address[] = [];
let readers: Reader[] = [];

beforeAll(async () => {
  db = await makeDb();
  await loadDemonstration(db, new Date("2026-02-03T04:05:06.000Z"));
  web = await startWeb(db, { context: { demonstration: true } });
  records = await findRecords(db);
  addresses = await listAddresses();
  const accounts = await db
    .selectFrom("auth_account")
    .innerJoin("person", "person.id", "auth_account.person_id")
    .innerJoin("role_grant", "role_grant.person_id", "person.id")
    .select(["person.id", "person.email", "role_grant.role"])
    .execute();
  readers = await Promise.all(
    roles.map(async (role) => {
      const alone = accounts.find(
        (one) => one.role === role && accounts.filter(({ id }) => id === one.id).length === 1,
      );
      const one = alone ?? accounts.find((account) => account.role === role);
      const actor = one && (await findActor(db, one.id, "2024-04-15"));
      if (!one?.email || !actor) throw new Error(`Nobody is ${role} in the demonstration`);
      await web.signIn(one.email);
      return { role, email: one.email, actor };
    }),
  );
});

const missing = { params: {}, access: { teamId: null, serviceId: null, people: {} } };
const nowhere = (address: Address) => address.pattern.replace(/:\w+/g, "none");
const asData = (path: string) => (path === "/" ? "/_root.data" : `${path}.data`);
/** A page's data costs no rendering; a file has no data. */
const cheapest = ({ id }: Address, path: string) =>
  /\.(csv|json)$/.test(path) || /healthz|readyz/.test(id) ? path : asData(path);

const allowed = (capability: Capability, actor: Actor, access: Access) =>
  decideAccess(capability, actor, access).allowed;

/** What is refused to a reader: another's record of each kind of tie, and one that is not there. */
function refusedTo(address: Address, capability: Capability, reader: Reader) {
  const all = recordsOf(address, records);
  if (!mayEver(reader.actor, capability)) {
    // Whatever it names: what one reader asks of a record that is there, the next asks of none.
    const there = all[0] && readers.indexOf(reader) % 2 === 0;
    return [
      {
        path: there ? addressOf(address, all[0]?.params ?? {}) : nowhere(address),
        statuses: [403],
      },
    ];
  }
  if (all.length === 0 && address.params.length === 0) return [];
  const foreign = all.filter(({ access }) => !allowed(capability, reader.actor, access));
  const some = [foreign[0], foreign.at(-1)];
  // A leader reaches a concern once it was escalated, which the tables alone do not say.
  const within = listsWithinReach.includes(address.pattern);
  const sure = !within && (reader.role !== "leader" || !address.params.includes("concernId"));
  return [
    { path: nowhere(address), statuses: [404] },
    ...(sure ? some : []).flatMap((one) =>
      one ? [{ path: addressOf(address, one.params), statuses: [403, 404] }] : [],
    ),
  ];
}

describe("Every address", { timeout: 600_000 }, () => {
  it("is open to everyone, or asks for a capability of the policy table", () => {
    const without = addresses.filter(({ loader, action }) => loader === null || action === null);
    expect(without.map(({ pattern }) => pattern).sort()).toEqual([...open].sort());
    expect(addresses.length).toBeGreaterThan(100);
  });

  it("that anyone may post to takes tens of kilobytes at most", () => {
    const posted = addresses.filter(({ action }) => action === null);
    for (const { pattern } of posted) {
      expect(postedLimitOf(pattern), pattern).toBe(postedLimits.open);
    }
  });

  it("leads whoever is not signed in to the way in", async () => {
    const wrong: string[] = [];
    for (const address of addresses.filter(({ loader }) => loader)) {
      const path = addressOf(address, recordsOf(address, records)[0]?.params ?? {});
      const got = await web.get(path);
      if (got.status !== 302 || !got.location?.startsWith("/sign-in")) {
        wrong.push(`GET ${path}: ${got.status}`);
      }
      if (!address.action) continue;
      const posted = await web.post(path, { field: "typed" });
      if (![302, 401].includes(posted.status)) wrong.push(`POST ${path}: ${posted.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it("shows no role what is not theirs, nor what is not there", async () => {
    const wrong: string[] = [];
    for (const reader of readers) {
      for (const address of addresses) {
        if (!address.loader) continue;
        for (const { path, statuses } of refusedTo(address, address.loader, reader)) {
          const { status } = await web.get(cheapest(address, path), { as: reader.email });
          if (!statuses.includes(status))
            wrong.push(`${reader.role} GET ${path}: ${status}, not ${statuses}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("takes nothing from a role that is not theirs to send, and changes nothing by it", async () => {
    const before = await db.selectFrom("event").select("id").execute();
    const wrong: string[] = [];
    for (const reader of readers) {
      for (const address of addresses) {
        if (!address.action) continue;
        for (const { path, statuses } of refusedTo(address, address.action, reader)) {
          const { status } = await web.post(asData(path), { field: "typed" }, { as: reader.email });
          if (!statuses.includes(status))
            wrong.push(`${reader.role} POST ${path}: ${status}, not ${statuses}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(await db.selectFrom("event").select("id").execute()).toEqual(before);
  });

  it("shows every role what is theirs", async () => {
    const wrong: string[] = [];
    const reached = new Set<string>();
    for (const address of addresses) {
      const { loader, pattern, params } = address;
      if (!loader) continue;
      for (const reader of readers) {
        if (!mayEver(reader.actor, loader)) continue;
        const all = params.length === 0 ? [missing] : recordsOf(address, records);
        const own = all.filter(({ access }) => allowed(loader, reader.actor, access));
        // In as many states as there are: the newest and oldest first, then one here and there.
        const every = Math.max(1, Math.floor(own.length / 12));
        for (const one of own.filter((_, at) => at % every === 0).slice(0, 14)) {
          const path = params.length === 0 ? pattern : addressOf(address, one.params);
          const { status } = await web.get(path, { as: reader.email });
          if (status >= 500) wrong.push(`${reader.role} GET ${path}: ${status}`);
          if (status < 400) {
            reached.add(pattern);
            break;
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    const never = addresses.filter(({ loader, pattern }) => loader && !reached.has(pattern));
    expect(never.map(({ pattern }) => pattern)).toEqual(notThere);
    expect(web.log).toEqual([]);
  });

  // Last, because some of it is taken.
  it("says in words what is wrong with what a role sends to a record of its own, and never fails", async () => {
    const wrong: string[] = [];
    let refused = 0;
    for (const address of addresses) {
      const { action, pattern, params } = address;
      if (!action) continue;
      for (const reader of readers) {
        if (!mayEver(reader.actor, action)) continue;
        const all = params.length === 0 ? [missing] : recordsOf(address, records);
        const own = all.filter(({ access }) => allowed(action, reader.actor, access));
        // The first and the last: one that has just begun, and one that is over.
        for (const one of new Set([own[0], own.at(-1)])) {
          if (!one) continue;
          const path = params.length === 0 ? pattern : addressOf(address, one.params);
          const { status, body } = await web.post(path, { field: "typed" }, { as: reader.email });
          if (status >= 400) refused += 1;
          if (status >= 500 || (status >= 400 && body.trim() === "")) {
            wrong.push(`${reader.role} POST ${path}: ${status}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(100);
    expect(web.log).toEqual([]);
  });
});
