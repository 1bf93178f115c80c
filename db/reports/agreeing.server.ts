/**
 * Owns who agrees a team's answer to its report: its service manager, and where there is none but
 * whoever gave it, or it has waited too long, a QA lead.
 * Practice: asked anew each time, so that it goes to a new manager, or to one who is back, at once.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import type { Scope } from "~/rules/access/permission";
import { dateInLondon, formatMonth } from "~/rules/core/dates";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { stepOfUnagreed } from "~/rules/reports/responses";
import { listServiceManagersOf, unscopedQaLeads } from "../access/readers.server";
import type { Stamp } from "../core/events.server";
import { type Db, type Tx, transact } from "../core/open.server";
import { inScope } from "../core/scope.server";
import { findSettings } from "../core/settings.server";
import { isSeenToBy } from "../exercises/leads.server";
import { addMessages } from "../messages/outbox.server";
import { isAgreedByService, isHeld, listServiceManagersFor, notTheDoer } from "./responders.server";
import { asResponse, findResponse, responseQuery, type TeamResponse } from "./responses.server";

/** What its rule needs to know of now: the date, and after how many working days it is the lead's. */
type Now = { today: string; days: number };

/** Every answer that waits to be agreed, with whether its service has someone to agree it. */
const toAgree = (db: Db) =>
  responseQuery(db)
    .select((eb) =>
      sql<number>`case when ${isAgreedByService(eb as never)} then 1 else 0 end`.as("agreeable"),
    )
    .where("response.to_agree_since", ">", "")
    .orderBy("response.to_agree_since")
    .orderBy("response.id");

type Waiting = { to_agree_since: string | null; agreeable: number };

const isLeads = (row: Waiting, now: Now): boolean =>
  stepOfUnagreed(
    { since: row.to_agree_since ?? "" },
    { ...now, agreeable: row.agreeable === 1 },
  ) === "lead";

/** One response, with the QA leads who may agree it because its service does not. */
export async function findResponseToAgree(
  db: Db,
  id: string,
  now: Now,
): Promise<TeamResponse | null> {
  const response = await findResponse(db, id);
  if (!response?.toAgreeSince) return response;
  const row = await toAgree(db).where("response.id", "=", id).executeTakeFirst();
  if (!row || !isLeads(row, now)) return response;
  const { access } = response;
  const escalated = await unscopedQaLeads(db);
  return { ...response, access: { ...access, people: { ...access.people, escalated } } };
}

/**
 * Answers that wait for this person to agree them, the longest waiting first; scope of
 * "reports.agree-response". `readerId` is the deputy who reads the list of someone absent: neither
 * agrees what they gave.
 */
export async function listResponsesToAgree(
  db: Db,
  scope: Scope,
  now: Now,
  readerId?: string,
): Promise<TeamResponse[]> {
  const lead = scope.relations.includes("escalated");
  const rows = await toAgree(db)
    .select((eb) => {
      const own = inScope(eb as never, scope, {
        team: eb.ref("response.team_id"),
        service: eb.ref("team.service_id"),
      });
      return sql<number>`case when ${own} then 1 else 0 end`.as("own");
    })
    .select(sql<number>`case when ${isSeenToBy(scope.personId)} then 1 else 0 end`.as("led"))
    .limit(mostOfAKind)
    .execute();
  const bound = [scope.personId, readerId];
  return rows
    .filter((row) => row.own === 1 || (lead && row.led === 1 && isLeads(row, now)))
    .filter(
      ({ answerer, absentee }) => ![answerer, absentee].some((id) => id && bound.includes(id)),
    )
    .map(asResponse);
}

/** Answers that nobody may agree but whoever gave them, of one exercise or of all. */
export async function answersNobodyAgrees(
  db: Db,
  { exerciseId }: { exerciseId: string | null },
): Promise<AttentionFact[]> {
  const rows = await toAgree(db)
    .$if(exerciseId !== null, (query) => query.where("exercise.id", "=", exerciseId ?? ""))
    .where((eb) => eb.not(isAgreedByService(eb as never)))
    .where((eb) =>
      eb.not(isHeld(eb as never, "qa-lead", { signingIn: true, otherThan: notTheDoer })),
    )
    .limit(mostOfAKind)
    .execute();
  return rows.map((row) => ({
    kind: "agreement-nobody",
    subject: row.team_name,
    count: 1,
    detail: `report of ${formatMonth(row.month)}`,
    since: row.to_agree_since,
    href: paths.responses.one(row.id),
    place: row.title,
    meant: null,
  }));
}

/** Tells whoever agrees the answers of a team that one waits, neither of those who gave it. */
export async function tellToAgree(
  tx: Tx,
  stamp: Stamp,
  response: Pick<TeamResponse, "id" | "teamId" | "serviceId">,
  version: number,
): Promise<void> {
  const except = [stamp.actorId, stamp.onBehalfOf ?? null];
  const managers = await listServiceManagersOf(tx, response);
  const others = managers.filter((id) => !except.includes(id));
  const to = others.length > 0 ? others : await unscopedQaLeads(tx);
  await addMessages(
    tx,
    stamp,
    to.map((id) => ({ ...toAgreeMessage(response.id, String(version)), to: id, except })),
  );
}

const toAgreeMessage = (id: string, which: string) => ({
  kind: "response-to-agree" as const,
  key: `${id}:${which}`,
  link: paths.responses.one(id),
});

/**
 * Tells whoever agrees an answer by now that it waits, each once: a new service manager, and the QA
 * leads of what their service lets lie. A job of the server runs it every minute.
 */
export async function tellOfUnagreed(db: Db, stamp: Stamp & { actorId: null }): Promise<void> {
  const rows = await toAgree(db).limit(mostOfAKind).execute();
  if (rows.length === 0) return;
  const days = (await findSettings(db))["responses.patience-working-days"];
  const today = dateInLondon(new Date(stamp.at));
  const managers = await listServiceManagersFor(
    db,
    rows.map(({ id }) => id),
  );
  const leads = await unscopedQaLeads(db);
  const messages = rows.flatMap((row) => {
    const theirs = managers.filter(({ id }) => id === row.id).map(({ to }) => to);
    const people = new Set([...theirs, ...(isLeads(row, { today, days }) ? leads : [])]);
    return [...people].map((to) => ({
      ...toAgreeMessage(row.id, String(row.version)),
      to,
      except: [row.answerer, row.absentee],
    }));
  });
  await transact(db, (tx) => addMessages(tx, stamp, messages));
}
