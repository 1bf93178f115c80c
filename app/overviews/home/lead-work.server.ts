/** Owns what waits for whoever runs the programme: what is to start, to give out and to chase. */
import { paths } from "~/paths";
import { formatMonth, lastDayOf, monthOf } from "~/rules/core/dates";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import { firstOf, type Work, type WorkItem } from "~/rules/home/work-list";
import { findForNobody } from "~db/overviews/attention/re-audits.server";
import { listLateResponses, listPlannedNow } from "~db/overviews/work.server";
import { unscopedReAuditsToAllocate } from "~db/re-audits/re-audits.server";
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

export async function chasing({ db, actor, today }: Asker): Promise<Work> {
  const late = await listLateResponses(db, actor.id, today);
  return firstOf(
    late.map((response) => ({
      id: `chase-${response.exerciseId}-${response.teamName}`,
      title: `Chase the answer of ${response.teamName} to the ${formatMonth(response.month)} report`,
      href: paths.exercises.responses(response.exerciseId),
      context: "Response",
      dueOn: response.dueOn,
      tag: tag("Late", "orange"),
    })),
    { one: "answer to chase", many: "answers to chase", href: paths.programme() },
  );
}

export async function auditingAgain({ db, actor, today }: Asker): Promise<Work> {
  const waiting = await unscopedReAuditsToAllocate(db, actor.id);
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
