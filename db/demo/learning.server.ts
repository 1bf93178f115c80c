/**
 * Owns filing the demonstration's findings under what was learnt.
 * Practice: what is filed was closed or final by then; what the histories tell is told in its order.
 */
import { fold } from "~/rules/core/folding";
import type { Tx } from "../core/open.server";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at } from "./clock";
import type { Staff } from "./people.server";
import { demoExercises } from "./words/exercises";
import { type DemoLearning, demoLearnings, demoRetest, demoSources } from "./words/learning";

const idOf = (n: number, { begunOn }: DemoLearning) => idAt(at(begunOn, "10:05"), "learning", n);
const sourceId = (n: number, enteredOn: string) =>
  idAt(at(enteredOn, "11:20"), "learning-source", n);

/** What the histories tell of it, before the rows are there. */
export function tellLearnings(book: Book, staff: Staff): void {
  const lead = staff.account("qa-lead").id;
  demoLearnings.forEach((learning, n) => {
    const { begunOn, what, area, theme } = learning;
    const stream = `learning:${idOf(n, learning)}` as const;
    const after = { what, area, theme };
    book.tell(at(begunOn, "10:05"), lead, { stream, kind: "learning.begun", after });
    book.tell(at(begunOn, "10:10"), lead, { stream, kind: "learning.filed" });
  });
  demoSources.forEach(({ enteredOn, learning: filed, ...source }, n) => {
    const id = sourceId(n, enteredOn);
    const entered = { stream: `learning-source:${id}`, kind: "learning-source.added" } as const;
    book.tell(at(enteredOn, "11:20"), lead, { ...entered, after: source });
    const learning = filed === null ? undefined : demoLearnings[filed];
    if (!learning || filed === null) return;
    book.tell(at(enteredOn, "11:40"), lead, {
      stream: `learning:${idOf(filed, learning)}`,
      kind: "learning.filed",
      after: { sourceId: id },
    });
  });
}

/** The rows themselves, once the findings and actions that they lead to are written. */
export async function addLearnings(tx: Tx, staff: Staff): Promise<void> {
  const lead = staff.account("qa-lead").id;
  for (const [n, learning] of demoLearnings.entries()) await addLearning(tx, lead, n, learning);
  await addRetest(tx, lead);
  for (const [n, { enteredOn, learning: filed, ...source }] of demoSources.entries()) {
    const id = sourceId(n, enteredOn);
    await tx
      .insertInto("learning_source")
      .values({
        ...{ id, kind: source.kind, said_on: source.saidOn, says: source.says },
        ...{ source_reference: source.sourceReference, area: source.area, theme: source.theme },
        ...{ team_id: null, service_id: null, entered_by: lead, filed: filed === null ? 0 : 1 },
        entered_at: at(enteredOn, "11:20"),
      })
      .execute();
    const learning = filed === null ? undefined : demoLearnings[filed];
    if (!learning || filed === null) continue;
    const filedAt = at(enteredOn, "11:40");
    await file(tx, lead, idOf(filed, learning), filedAt, { source_id: id });
    await tx
      .updateTable("learning")
      .set({ found_at: filedAt })
      .where("id", "=", idOf(filed, learning))
      .execute();
  }
}

/** The dip sample of April tests what was written in February. */
async function addRetest(tx: Tx, lead: string): Promise<void> {
  const { action: words, sample, question, orderedOn } = demoRetest;
  const title = demoExercises.find(({ key }) => key === sample)?.title ?? "";
  const exercise = await tx
    .selectFrom("exercise")
    .select("id")
    .where("title", "=", title)
    .where("state", "=", "planned")
    .executeTakeFirstOrThrow();
  const action = await tx
    .selectFrom("action")
    .select("id")
    .where("what", "like", `${words}%`)
    .executeTakeFirstOrThrow();
  const orderedAt = at(orderedOn, "14:10");
  await tx
    .insertInto("action_retest")
    .values({
      ...{ id: idAt(orderedAt, "retest", 1), action_id: action.id, question },
      ...{ ordered_by: lead, ordered_at: orderedAt, exercise_id: exercise.id },
    })
    .execute();
  for (const [kind, text] of [
    ["retest-ordered", question],
    ["retest-planned", title],
  ] as const)
    await tx
      .insertInto("action_update")
      .values({
        ...{ id: idAt(orderedAt, kind, 1), action_id: action.id, at: orderedAt },
        ...{ person_id: lead, kind, text },
      })
      .execute();
}

const file = (
  tx: Tx,
  lead: string,
  learningId: string,
  filedAt: string,
  what: { finding_id?: string; source_id?: string },
) =>
  tx
    .insertInto("learning_evidence")
    .values({
      id: idAt(filedAt, "learning-evidence", what.finding_id ?? "", what.source_id ?? ""),
      ...{ learning_id: learningId, finding_id: null, source_id: null, ...what },
      ...{ filed_by: lead, filed_at: filedAt },
    })
    .execute();

async function addLearning(tx: Tx, lead: string, n: number, learning: DemoLearning): Promise<void> {
  const { what, area, theme, begunOn, findings, ofAudits, actions } = learning;
  const id = idOf(n, learning);
  const filedAt = at(begunOn, "10:10");
  await tx
    .insertInto("learning")
    .values({
      ...{ id, reference: n + 1, what, words_folded: fold(what), area, theme },
      ...{ begun_by: lead, begun_at: at(begunOn, "10:05"), found_at: filedAt },
    })
    .execute();
  const found = await findFindings(tx, findings);
  const audited = await tx
    .selectFrom("finding")
    .innerJoin("audit", "audit.id", "finding.audit_id")
    .select("finding.id")
    .where("finding.theme", "=", theme)
    .where("finding.kind", "=", "development")
    .where("audit.state", "=", "final")
    .where("audit.final_at", "<", filedAt)
    .orderBy("audit.final_at", "desc")
    .orderBy("finding.id")
    .limit(ofAudits)
    .execute();
  const filed = [...found, ...audited.map((finding) => finding.id)];
  for (const findingId of filed) await file(tx, lead, id, filedAt, { finding_id: findingId });
  const answering = new Set<string>();
  for (const words of actions) {
    const action = await tx
      .selectFrom("action")
      .select("id")
      .where("what", "like", `${words}%`)
      .where("level", "<>", "child")
      .executeTakeFirstOrThrow();
    answering.add(action.id);
  }
  const raised = await tx
    .selectFrom("action")
    .select("id")
    .where("finding_id", "in", [...filed, ""])
    .execute();
  for (const action of raised) answering.add(action.id);
  if (answering.size > 0)
    await tx
      .insertInto("learning_action")
      .values([...answering].map((action_id) => ({ learning_id: id, action_id })))
      .execute();
}

async function findFindings(tx: Tx, beginnings: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const words of beginnings) {
    const { id } = await tx
      .selectFrom("finding")
      .select("id")
      .where("text", "like", `${words}%`)
      .where("audit_id", "is", null)
      .executeTakeFirstOrThrow();
    ids.push(id);
  }
  return ids;
}
