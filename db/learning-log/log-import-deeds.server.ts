/**
 * Owns importing an earlier log, and discarding it.
 * Practice: nobody is written to for each line; owners find what is theirs on their home.
 */
import { instantInLondon } from "~/rules/core/dates";
import { fold } from "~/rules/core/folding";
import { logImportMachine, type PlannedAction } from "~/rules/learning-log/log-import";
import { listTeamsToChoose } from "../access/people.server";
import { insertMany } from "../core/bulk.server";
import { appendEvent, appendEvents, type Stamp, type StampedEvent } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { type LogImport, unscopedLogPlan } from "./log-imports.server";
import { nextReference } from "./references.server";

const step = 500;

export async function settleLogImport(
  tx: Tx,
  { id, version }: { id: string; version: number },
  move: keyof typeof logImportMachine.moves,
  more: { confirmed_at?: string; actions?: number; learnings?: number } = {},
): Promise<void> {
  const { from, to } = logImportMachine.moves[move];
  const settled = await tx
    .updateTable("log_import")
    // What a file held is kept no longer than it is asked about.
    .set({ state: to, lines: "[]", version: version + 1, ...more })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("state", "in", [...from])
    .executeTakeFirst();
  mustChange(`log-import:${id}`, settled);
}

export async function discardLogImport(
  tx: Tx,
  stamp: Stamp,
  asked: { id: string; version: number },
): Promise<void> {
  await settleLogImport(tx, asked, "discard");
  await appendEvent(tx, stamp, { stream: `log-import:${asked.id}`, kind: "log-import.discarded" });
}

export type Imported = { actions: number; learnings: number };

/** Imports every line that can be taken and is not here; answers what it added. */
export async function confirmLogImport(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  subject: LogImport,
  version: number,
  today: string,
): Promise<Imported> {
  // Whoever imports at the same moment waits here, and sees what this one brought.
  let reference = await nextReference(tx, "action");
  const { planned, known } = await unscopedLogPlan(tx, subject, today);
  const taken = planned.flatMap((one) => (one.ok && !known.has(one.line) ? [one] : []));
  const learnings = await takeLearnings(tx, stamp, taken);
  const services = new Map((await listTeamsToChoose(tx)).map((one) => [one.id, one.serviceId]));
  const rows = taken
    .filter(({ what }) => what !== "")
    .map((line) => {
      const id = newId();
      return { id, line, row: actionRow(line, { id, reference: reference++, services, stamp }) };
    });
  const columns = Object.fromEntries(
    Object.entries(rows[0]?.row ?? {}).map(([name]) => [
      name,
      name === "reference" || name === "version" ? ("integer" as const) : ("text" as const),
    ]),
  );
  for (let from = 0; from < rows.length; from += step) {
    const some = rows.slice(from, from + step);
    await insertMany(
      tx,
      "action",
      columns,
      some.map(({ row }) => row),
    );
    await insertMany(
      tx,
      "action_update",
      { id: "text", action_id: "text", at: "text", person_id: "text", kind: "text", text: "text" },
      some.flatMap(({ id, line }) => updatesOf(id, line, subject.fileName, stamp)),
    );
    const answers = some.flatMap(({ id, line }) => {
      const learning = learnings.get(fold(line.learning));
      return learning ? [{ learning_id: learning.id, action_id: id }] : [];
    });
    await insertMany(tx, "learning_action", { learning_id: "text", action_id: "text" }, answers);
  }
  const actionOf = new Map(rows.map(({ id, line }) => [line.line, id]));
  const began = new Set<string>();
  await insertMany(
    tx,
    "log_import_line",
    {
      ...{ import_id: "text", line: "integer", same_key: "text", action_id: "text" },
      ...{ learning_id: "text", began_learning: "integer" },
    },
    taken.map((one) => {
      const learning = learnings.get(fold(one.learning));
      const begins = learning?.begun && !began.has(learning.id);
      if (learning) began.add(learning.id);
      return {
        ...{ import_id: subject.id, line: one.line, same_key: one.key },
        ...{ action_id: actionOf.get(one.line) ?? null, learning_id: learning?.id ?? null },
        began_learning: begins ? 1 : 0,
      };
    }),
  );
  await appendEvents(
    tx,
    rows.map(
      ({ id, row }): StampedEvent => ({
        stamp,
        event: { stream: `action:${id}`, kind: "action.imported", after: row },
      }),
    ),
  );
  const done = {
    actions: rows.length,
    learnings: [...learnings.values()].filter(({ begun }) => begun).length,
  };
  await settleLogImport(tx, { id: subject.id, version }, "confirm", {
    ...done,
    confirmed_at: stamp.at,
  });
  await appendEvent(tx, stamp, {
    ...{ stream: `log-import:${subject.id}`, kind: "log-import.confirmed", after: done },
  });
  return done;
}

const noonOf = (day: string | null, stamp: Stamp): string =>
  day === null ? stamp.at : instantInLondon(day, "12:00").toISOString();

const notVerifiedHere =
  "It was brought from an earlier log with this state; nobody has verified it here.";

function actionRow(
  line: PlannedAction,
  {
    id,
    reference,
    services,
    stamp,
  }: { id: string; reference: number; services: Map<string, string>; stamp: Stamp },
) {
  const [kind, place = ""] = line.place.split(/-(.*)/s);
  const team = kind === "team" ? place : null;
  const service = kind === "service" ? place : team && (services.get(team) ?? null);
  const ended = line.status === "verified" || line.status === "not-achieved";
  return {
    ...{ id, reference, what: line.what, why: line.why || line.learning },
    words_folded: fold(`${line.what} ${line.why || line.learning}`),
    ...{ area: line.area, theme: line.theme, success_measure: line.measure },
    level: team ? "team" : service ? "service" : "strategic",
    ...{ owner_id: line.ownerId, owner_role: line.ownerRole },
    ...{ team_id: team, service_id: service },
    ...{ due_on: line.dueOn, due_precision: line.duePrecision, status: line.status },
    ...{ source: "earlier-log", raised_by: null, raised_at: noonOf(line.raisedOn, stamp) },
    ...{ completed_on: line.completedOn, evidence: line.evidence, impact: line.impact },
    verified_on: line.status === "verified" ? line.completedOn : null,
    how_known: ended ? notVerifiedHere : "",
    closing_reason: line.status === "not-achieved" ? notVerifiedHere : "",
    version: 1,
  };
}

function updatesOf(actionId: string, line: PlannedAction, fileName: string, stamp: Stamp) {
  const update = (kind: string, text: string) => ({
    ...{ id: newId(), action_id: actionId, at: stamp.at, person_id: stamp.actorId, kind, text },
  });
  const from = `From ${fileName}, line ${line.line}.`;
  const notes = line.notes.length > 0 ? ` ${line.notes.join("; ")}.` : "";
  return [
    update("imported", `${from}${notes}`),
    ...(line.progress ? [update("progress", line.progress)] : []),
  ];
}

/** The learnings that lines name, by their words folded; those that are not here yet are begun. */
async function takeLearnings(
  tx: Tx,
  stamp: Stamp,
  lines: readonly PlannedAction[],
): Promise<Map<string, { id: string; begun: boolean }>> {
  const wanted = new Map<string, PlannedAction>();
  for (const line of lines)
    if (line.learning !== "" && !wanted.has(fold(line.learning)))
      wanted.set(fold(line.learning), line);
  const found = new Map<string, { id: string; begun: boolean }>();
  if (wanted.size === 0) return found;
  let reference = await nextReference(tx, "learning");
  const keys = [...wanted.keys()];
  for (let from = 0; from < keys.length; from += step) {
    const rows = await tx
      .selectFrom("learning")
      .select(["id", "words_folded"])
      .where("merged_into_id", "is", null)
      .where("words_folded", "in", keys.slice(from, from + step))
      .execute();
    for (const row of rows) found.set(row.words_folded, { id: row.id, begun: false });
  }
  const begun = [...wanted].flatMap(([key, line]) => {
    if (found.has(key)) return [];
    const id = newId();
    found.set(key, { id, begun: true });
    const at = noonOf(line.raisedOn, stamp);
    return [
      {
        ...{ id, reference: reference++, what: line.learning, words_folded: key },
        ...{ area: line.area, theme: line.theme, begun_by: stamp.actorId, begun_at: at },
        found_at: at,
      },
    ];
  });
  await insertMany(
    tx,
    "learning",
    {
      ...{ id: "text", reference: "integer", what: "text", words_folded: "text", area: "text" },
      ...{ theme: "text", begun_by: "text", begun_at: "text", found_at: "text" },
    },
    begun,
  );
  await appendEvents(
    tx,
    begun.map(
      ({ id, what, area, theme }): StampedEvent => ({
        stamp,
        event: {
          stream: `learning:${id}`,
          kind: "learning.imported",
          after: { what, area, theme },
        },
      }),
    ),
  );
  return found;
}
