/** Owns what waits for whoever runs the programme: what is to start, to give out and to chase. */
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { formatMonth, lastDayOf, monthOf } from "~/rules/core/dates";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import { firstOf, type Work, type WorkItem } from "~/rules/home/work-list";
import { findSettings } from "~db/core/settings.server";
import { findForNobody } from "~db/overviews/attention/re-audits.server";
import { listPlannedNow } from "~db/overviews/work.server";
import { unscopedReAuditsToAllocate } from "~db/re-audits/re-audits.server";
import { listResponsesToAgree } from "~db/reports/agreeing.server";
import {
  type LateResponse,
  listLateForLead,
  listLateForService,
} from "~db/reports/late-responses.server";
import { type Asker, tag } from "./asker.server";

export async function leading({ db, actor, today }: Asker): Promise<WorkItem[]> {
  const planned = await listPlannedNow(db, actor.id, monthOf(today));
  return planned.map((exercise) => ({
    id: `planned-${exercise.id}`,
    title: `Start: ${exercise.title}`,
    href: paths.exercises.one(exercise.id),
    context: `${exerciseKindNames[exercise.kind]} planned for ${formatMonth(exercise.month)}`,
    dueOn: lastDayOf(exercise.month),
    tag: tag("Planned", "grey"),
  }));
}

const asChase = (response: LateResponse, href: string): WorkItem => ({
  id: `chase-${response.id}`,
  title: `Chase the answer of ${response.teamName} to the ${formatMonth(response.month)} report`,
  href,
  context: "Response",
  dueOn: response.dueOn,
  tag: tag("Late", "orange"),
});

const restToChase = { one: "answer to chase", many: "answers to chase", href: paths.programme() };

const patienceOf = async ({ db, today }: Pick<Asker, "db" | "today">) => ({
  today,
  days: (await findSettings(db))["responses.patience-working-days"],
});

/** What its team and its service have let lie, for whoever leads the exercise. */
export async function chasing({ db, actor, today }: Asker): Promise<Work> {
  const late = await listLateForLead(db, actor.id, await patienceOf({ db, today }));
  return firstOf(
    late.map((one) => asChase(one, paths.exercises.responses(one.exerciseId))),
    restToChase,
  );
}

/** Answers of one's service: to be agreed, and late enough to be chased. */
export async function answersOfService({ db, actor, today, readerId }: Asker): Promise<Work> {
  const scope = scopeOf(actor, "reports.agree-response");
  const now = await patienceOf({ db, today });
  const [toAgree, late] = await Promise.all([
    listResponsesToAgree(db, scope, now, readerId),
    listLateForService(db, scope, now),
  ]);
  const chase = firstOf(
    late.map((one) => asChase(one, paths.responses.one(one.id))),
    restToChase,
  );
  const agree = firstOf(
    toAgree.map((response) => ({
      id: `agree-${response.id}`,
      title: `Agree the answer of ${response.teamName} to the ${formatMonth(response.exerciseMonth)} report`,
      href: paths.responses.agree(response.id),
      context: response.exerciseTitle,
      dueOn: null,
      since: response.toAgreeSince ?? today,
      tag: tag("To agree", "purple"),
    })),
    { one: "answer to agree", many: "answers to agree", href: paths.programme() },
  );
  return { items: [...agree.items, ...chase.items], more: [...agree.more, ...chase.more] };
}

export async function auditingAgain({ db, actor, today }: Asker): Promise<Work> {
  const waiting = await unscopedReAuditsToAllocate(db, { readerId: actor.id, seenTo: true });
  // Those that nobody may do stand under "Needs your attention".
  const nobodys = await findForNobody(db, waiting, today);
  return firstOf(
    waiting
      .filter((one) => !nobodys.includes(one))
      .map((one) => ({
        id: `re-audit-${one.id}`,
        title: `Allocate the re-audit of case ${one.caseReference}`,
        href: paths.reAudits.one(one.id),
        context: `Audited in ${formatMonth(one.previousMonth)}${one.teamName ? `, ${one.teamName}` : ""}`,
        dueOn: one.dueOn,
        tag: one.caseClosedOn ? tag("Case closed", "orange") : tag("To allocate", "blue"),
      })),
    { one: "re-audit to allocate", many: "re-audits to allocate", href: paths.reAudits.list() },
  );
}
