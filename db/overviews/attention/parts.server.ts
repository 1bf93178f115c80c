/**
 * Owns finding what of cases reviewed apart or by agencies waits: parts to commit, agreed views to
 * write, and cases that nobody reviews.
 * Practice: it waits for whoever leads the exercise, agreed views for its chair, and every QA lead sees it
 * with that name; a chair who left is asked for anew.
 */
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { type AttentionFact, mostOfAKind } from "~/rules/home/attention";
import { isCaseOpened, isPartOpen, sameAgency } from "~/rules/samples/reviewing";
import { isCaseComplete } from "~/rules/samples/samples";
import type { Db } from "../../core/open.server";
import { inScope } from "../../core/scope.server";
import { chairName, findToolVersion, mayChair } from "../../exercises/exercises.server";
import { listSampleReviewers } from "../../samples/cases.server";
import { caseAnswersOf, listGridAnswers } from "../../samples/grid.server";
import { listParts, type Part } from "../../samples/parts.server";
import type { AttentionAsked } from "./sources.server";

/** Under way at one time: they are few, however many are over. */
const mostUnderWay = 50;

export async function partsToSeeTo(
  db: Db,
  { reader }: Pick<AttentionAsked, "reader">,
): Promise<AttentionFact[]> {
  const exercises = await db
    .selectFrom("exercise")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .select(["exercise.id", "exercise.title", "exercise.reviewing", "tool_version_id"])
    .select(["lead.name as leadName", "lead.active as leadActive"])
    .select([chairName.as("chairName"), mayChair.as("chairHere")])
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
    const left = one.chairName !== null && one.chairHere !== 1;
    const chair = left ? null : (one.chairName ?? about.meant);
    if (left)
      facts.push({
        ...about,
        ...noChair,
        detail: one.chairName ?? "",
        href: paths.exercises.reviewers(one.id),
      });
    if (one.reviewing === "apart") facts.push(...withoutReviewer(one.id, parts, about));
    else {
      facts.push(...(await toCommit(db, one.id, parts, about)));
      facts.push(...(await toAgree(db, one, parts, { ...about, meant: chair })));
    }
  }
  return facts.slice(0, mostOfAKind);
}

/** Who was named is not here any more, or in no role that chairs: nobody else writes it meanwhile. */
const noChair = { kind: "no-chair", count: 1, since: null } as const;

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

type ToAgree = { id: string; tool_version_id: string | null };

async function toAgree(
  db: Db,
  { id, tool_version_id }: ToAgree,
  parts: readonly Part[],
  about: About,
): Promise<AttentionFact[]> {
  const tool = tool_version_id ? await findToolVersion(db, tool_version_id) : null;
  const questions = tool?.definition.questions ?? [];
  const audits = [...new Set(parts.map(({ auditId }) => auditId))];
  const opened = audits.filter((auditId) =>
    isCaseOpened(parts.filter((part) => part.auditId === auditId)),
  );
  const stored = await listGridAnswers(db, opened);
  const open = opened.filter(
    (auditId) => !isCaseComplete(questions, caseAnswersOf(questions, stored.get(auditId) ?? [])),
  );
  if (open.length === 0) return [];
  const since = first(
    open.map((auditId) => {
      const settled = parts.filter((part) => part.auditId === auditId);
      return (
        settled
          .map(({ settledAt }) => settledAt ?? "")
          .sort()
          .at(-1) ?? ""
      );
    }),
  );
  return [
    {
      ...about,
      kind: "view-to-agree",
      count: open.length,
      since,
      href: paths.exercises.agreed(id),
    },
  ];
}
