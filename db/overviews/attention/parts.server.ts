/**
 * Owns finding what of cases reviewed apart or by agencies waits: parts to commit, agreed views to
 * write, and cases that nobody reviews.
 * Practice: it waits for whoever leads the exercise, agreed views for its chair, and every QA lead sees it
 * with that name; a chair who left or has a conflict is asked for anew.
 */
import { sql } from "kysely";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { counted } from "~/rules/core/words";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { isAgreed, isCaseOpened, isPartOpen, sameAgency } from "~/rules/samples/reviewing";
import { isCaseComplete } from "~/rules/samples/samples";
import { whoIn } from "../../core/one-person.server";
import type { Db } from "../../core/open.server";
import { inScope } from "../../core/scope.server";
import { chairName, findToolVersion, mayChair } from "../../exercises/exercises.server";
import { listSampleCases, listSampleReviewers } from "../../samples/cases.server";
import { caseAnswersOf, listGridAnswers } from "../../samples/grid.server";
import { asChair, listBarredIn, listParts, type Part } from "../../samples/parts.server";
import type { AttentionAsked } from "./sources.server";

/** Under way at one time: they are few, however many are over. */
const mostUnderWay = 50;

export async function partsToSeeTo(
  db: Db,
  { reader, today }: Pick<AttentionAsked, "reader" | "today">,
): Promise<AttentionFact[]> {
  const exercises = await db
    .selectFrom("exercise")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .select(["exercise.id", "exercise.title", "exercise.reviewing", "tool_version_id"])
    .select(["lead.id as leadId", "lead.name as leadName", "lead.active as leadActive"])
    .select([chairName.as("chairName"), mayChair.as("chairHere")])
    .select(whoIn("exercise.chair_id").as("chairId"))
    .select((eb) => {
      const placing = { ties: { lead: eb.ref("exercise.lead_id") } };
      const manages = inScope(eb as never, scopeOf(reader, "exercises.manage"), placing);
      return sql<number>`case when ${manages} then 1 else 0 end`.as("manages");
    })
    .where("exercise.state", "=", "auditing")
    .where("exercise.graded", "=", 0)
    .where("exercise.reviewing", "<>", "together")
    .where((eb) =>
      inScope(eb as never, scopeOf(reader, "exercises.agree"), {
        ties: { lead: eb.ref("exercise.lead_id"), chair: eb.ref("exercise.chair_id") },
      }),
    )
    .orderBy("exercise.id")
    .limit(mostUnderWay)
    .execute();
  const facts: AttentionFact[] = [];
  for (const one of exercises) {
    const parts = await listParts(db, one.id);
    const about = {
      subject: `“${one.title}”`,
      place: "",
      meant: one.leadActive === 1 ? one.leadName : null,
    };
    if (!isAgreed(one.reviewing)) {
      if (one.manages === 1) facts.push(...withoutReviewer(one.id, parts, about));
      continue;
    }
    facts.push(...(await toCommit(db, one.id, parts, about)));
    facts.push(...(await toAgree(db, one, parts, about, today)));
  }
  return facts.slice(0, mostOfAKind);
}

type About = Pick<AttentionFact, "subject" | "place" | "meant">;

const first = (dates: readonly string[]): string | null => dates.toSorted()[0] ?? null;

function withoutReviewer(id: string, parts: readonly Part[], about: About): AttentionFact[] {
  const open = parts.filter(({ personId }) => personId === null);
  if (open.length === 0) return [];
  const since = first(open.map(({ waitsSince }) => waitsSince));
  const href = paths.exercises.reviewers(id);
  return [{ ...about, kind: "no-reviewer", count: open.length, since, href }];
}

/** One row an agency; one that nobody answers for any more says so. */
async function toCommit(db: Db, id: string, parts: readonly Part[], about: About) {
  const reviewers = await listSampleReviewers(db, id);
  const open = parts.filter(({ state }) => isPartOpen(state));
  return [...new Set(open.map(({ agency }) => agency))].map((agency): AttentionFact => {
    const own = open.filter((part) => part.agency === agency);
    const answered = reviewers.some((one) => sameAgency(one.agency, agency));
    return {
      ...about,
      ...{ kind: "part-to-commit", count: own.length, href: paths.exercises.agreed(id) },
      detail: answered ? agency : `${agency}, for which nobody is named any more,`,
      since: first(own.map(({ waitsSince }) => waitsSince)),
    };
  });
}

type Agreed = {
  id: string;
  tool_version_id: string | null;
  chairId: string | null;
  chairName: string | null;
  chairHere: number;
  leadId: string;
  leadName: string;
  /** 1 where the reader may name another chair. */
  manages: number;
};

/** The views to write, for the chair; and for whoever leads it, that the chair can't write them. */
async function toAgree(
  db: Db,
  one: Agreed,
  parts: readonly Part[],
  about: About,
  today: string,
): Promise<AttentionFact[]> {
  const all = await listToAgree(db, one, parts);
  const left = one.chairName !== null && one.chairHere !== 1;
  const barred = await barredFrom(db, one, all, today);
  const kept = left ? all : all.filter(({ auditId }) => barred.has(auditId));
  const meant = left ? null : (one.chairName ?? about.meant);
  const views = viewsToAgree(one.id, left ? all : all.filter((view) => !kept.includes(view)), {
    ...about,
    meant,
  });
  // Nobody else writes it meanwhile.
  if (one.manages !== 1 || (!left && kept.length === 0)) return views;
  const chair = one.chairName ?? one.leadName;
  const why = left
    ? `${chair} can’t write its agreed views any more`
    : `${chair} has declared a conflict of interest with ${counted(kept.length, "case")}`;
  const href = paths.exercises.reviewers(one.id);
  const fact = { ...about, kind: "no-chair" as const, count: 1, detail: why, href };
  return [...views, { ...fact, since: sinceOf(kept) }];
}

/** A case whose parts are all in, and since when. */
type ToAgree = { auditId: string; since: string };

const sinceOf = (views: readonly ToAgree[]): string | null =>
  first(views.map(({ since }) => since));

/** The cases whose agreed view is not complete. */
async function listToAgree(
  db: Db,
  { tool_version_id }: Pick<Agreed, "tool_version_id">,
  parts: readonly Part[],
): Promise<ToAgree[]> {
  const tool = tool_version_id ? await findToolVersion(db, tool_version_id) : null;
  const questions = tool?.definition.questions ?? [];
  const audits = [...new Set(parts.map(({ auditId }) => auditId))];
  const ofCase = (id: string) => parts.filter(({ auditId }) => auditId === id);
  const opened = audits.filter((auditId) => isCaseOpened(ofCase(auditId)));
  const stored = await listGridAnswers(db, opened);
  return opened
    .filter(
      (auditId) => !isCaseComplete(questions, caseAnswersOf(questions, stored.get(auditId) ?? [])),
    )
    .map((auditId) => {
      const settled = ofCase(auditId).map(({ settledAt }) => settledAt ?? "");
      return { auditId, since: settled.sort().at(-1) ?? "" };
    });
}

/** Those of them with which whoever chairs it has declared a conflict of interest. */
async function barredFrom(
  db: Db,
  { id, chairId, leadId }: Pick<Agreed, "id" | "chairId" | "leadId">,
  toAgree: readonly ToAgree[],
  today: string,
): Promise<Set<string>> {
  if (toAgree.length === 0) return new Set();
  const cases = (await listSampleCases(db, id)).filter((one) =>
    toAgree.some(({ auditId }) => auditId === one.auditId),
  );
  return new Set((await listBarredIn(db, [asChair(chairId ?? leadId)], cases, today)).keys());
}

function viewsToAgree(id: string, views: readonly ToAgree[], about: About): AttentionFact[] {
  if (views.length === 0) return [];
  const href = paths.exercises.agreed(id);
  return [{ ...about, kind: "view-to-agree", count: views.length, since: sinceOf(views), href }];
}
