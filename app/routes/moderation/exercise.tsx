import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { addForm, moderationShown } from "~/forms/moderation";
import { readWholeCycle } from "~/overviews/reports/whole-cycle.server";
import { paths } from "~/paths";
import { dueInWords, formatDate } from "~/rules/core/dates";
import { counted, plural } from "~/rules/core/words";
import { advanceExercise } from "~/rules/exercises/exercises";
import { moderationRange } from "~/rules/moderation/moderation";
import { certainInWords } from "~/rules/moderation/plan-words";
import { firstAlgorithm, isSealed } from "~/rules/moderation/sealed-order";
import { exceptionOf } from "~/rules/moderation/selection";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { readGradesIn } from "~/server/reading.server";
import { overtaken, save } from "~/server/save.server";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { Button } from "~/ui/button";
import { ExerciseNav } from "~/ui/exercise-nav";
import { useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { EmptyState, InsetText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { WholeCycle } from "~/ui/whole-cycle";
import {
  countArrived,
  countExpected,
  listSelected,
  listUnselected,
} from "~db/moderation/lists.server";
import { findSeal, listReasons } from "~db/moderation/order.server";
import { addSelection } from "~db/operations/moderation/moderation.server";
import { AddAudit } from "./add-audit";
import { HowSelected } from "./how-selected";
import { rangeInWords, waitingOnWhom } from "./range";
import { SelectedTable } from "./selected-table";

const pageSize = 25;
/** Audits offered at once, to be added. */
const mostOffered = 50;

export const meta = () => [{ title: "Moderation of a cycle - Line of Sight" }];

export const loader = guarded("moderation.manage", gradedExerciseFromUrl, async (guard) => {
  const { db, subject, actor, today } = guard;
  const shown = moderationShown.parse(Object.fromEntries(new URL(guard.request.url).searchParams));
  const selected = await listSelected(db, subject.id, actor.id);
  const pages = Math.max(1, Math.ceil(selected.length / pageSize));
  const page = Math.min(shown.page, pages);
  const onPage = selected.slice((page - 1) * pageSize, page * pageSize);
  const arrived = await countArrived(db, subject.id);
  const { percentages } = subject;
  // Once auditing is closed nothing more arrives: the rest is withdrawn.
  const expected = await countExpected(db, subject.id);
  // Why more are taken than usual would tell whoever may yet grade what was found.
  const isBlind = selected.some((one) => one.reason === null);
  await readGradesIn(
    guard,
    "list",
    onPage.filter((one) => one.reason !== null && one.isProvisional),
  );
  const exception = exceptionOf(
    await listReasons(db, subject.id),
    { n: expected, waits: arrived < expected },
    percentages,
  );
  const isOpen = subject.state === "auditing" || subject.state === "moderating";
  return {
    id: subject.id,
    title: subject.title,
    kind: subject.kind,
    state: subject.state,
    moderated: subject.moderated,
    arrived,
    expected,
    selected: onPage,
    page,
    pages,
    found: selected.length,
    decided: selected.filter(
      (one) => (one.state === "decided" || one.state === "taken") && !one.isReAudit,
    ).length,
    range: rangeInWords(expected, moderationRange(expected, percentages), percentages),
    certain: subject.moderated ? certainInWords(subject.certain) : null,
    byArrival: subject.moderationAlgorithm === firstAlgorithm,
    orderShown: subject.windowClosedAt !== null && isSealed(subject.moderationAlgorithm),
    commitment: (await findSeal(db, subject.id))?.commitment ?? null,
    // The range says for itself when it holds no whole number.
    exception:
      !exception || exception.code === "no-whole-number"
        ? null
        : isBlind
          ? "The number moderated is outside the range. The reason is shown when the grades are final."
          : exception.message,
    counted: selected.filter((one) => !one.isReAudit).length,
    apart: selected.filter((one) => one.isReAudit).length,
    waiting: waitingOnWhom(selected),
    find: shown.find,
    mostOffered,
    unselected: await listUnselected(db, subject.id, { typed: shown.find, most: mostOffered }),
    due:
      subject.moderationDueOn && isOpen
        ? `${formatDate(subject.moderationDueOn)}, ${dueInWords(subject.moderationDueOn, today)}`
        : null,
    mayClose: advanceExercise(subject, "close").ok,
    isClosed: subject.state === "closed" && subject.moderated && subject.kind === "core",
    whole: await readWholeCycle(db, subject),
    isOpen,
  };
});

export const action = guarded("moderation.manage", gradedExerciseFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, addForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { auditId, note } = form.value;
  const [unselected] = await listUnselected(db, subject.id, { auditId, most: 1 });
  const open = subject.state === "auditing" || subject.state === "moderating";
  if (!open || !subject.moderated)
    return refuseWith(form.value, "No audit can be added: this exercise is not being moderated");
  if (!unselected)
    return refuseWith(form.value, "Choose a submitted audit that is not selected yet", "auditId");
  const saved = await save(db, (tx) =>
    addSelection(tx, stamp, { exerciseId: subject.id, auditId, note }),
  );
  if (!saved.ok)
    return overtaken(form.value, "Choose another audit: this one was just selected", "auditId");
  return done(paths.exercises.moderation(subject.id), "The audit is selected for moderation");
});

export default function ExerciseModeration() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(addForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.programme(), label: "Programme" },
          { href: paths.exercises.one(page.id), label: page.title },
          { label: "Moderation" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading title="Moderation" caption={page.title} />
        <ExerciseNav exerciseId={page.id} kind={page.kind} state={page.state} page="moderation" />
        <WithAside
          asideLabel="Where moderation stands"
          aside={
            <>
              <h2 className="govuk-heading-s">Waiting on</h2>
              {page.waiting.length === 0 ? (
                <p className="govuk-body-s">Nobody: no selected audit waits.</p>
              ) : (
                <ul className="los-contents">
                  {page.waiting.map((one) => (
                    <li className="los-contents__item" key={one.name}>
                      <span>{one.name}</span>
                      <span className="los-contents__state">{one.words}</span>
                    </li>
                  ))}
                </ul>
              )}
              {page.due ? <p className="govuk-body-s">Due {page.due}.</p> : null}
              {page.mayClose ? (
                <Button to={paths.exercises.close(page.id)}>Close moderation</Button>
              ) : page.isOpen ? (
                <p className="govuk-body-s">
                  Moderation can be closed once auditing is closed and every selected audit is
                  decided.
                </p>
              ) : null}
              {page.isClosed ? (
                <p className="govuk-body-s">
                  Moderation is closed.{" "}
                  <Link to={paths.moderation.agreement({ cycle: page.id })}>
                    How far auditors and the panel agreed
                  </Link>
                </p>
              ) : null}
            </>
          }
        >
          <p className="govuk-body-l">
            {page.arrived === 0
              ? "No audit is submitted yet."
              : `${page.counted} of ${page.arrived} submitted ${plural(page.arrived, "audit", "audits")} ${page.counted === 1 || page.arrived === 1 ? "is" : "are"} selected, ${page.decided} decided.`}
          </p>
          <p className="govuk-body">
            {page.range}
            {page.apart > 0
              ? ` ${counted(page.apart, "re-audit is", "re-audits are")} moderated apart from that.`
              : ""}
          </p>
          {page.exception ? <InsetText>{page.exception}</InsetText> : null}
          <HowSelected {...page} exerciseId={page.id} />
          <WholeCycle level="h2" whole={page.whole} />
          {page.found === 0 ? (
            <EmptyState title="No audit is selected yet">
              <p className="govuk-body">
                {page.moderated
                  ? "Audits are selected as their auditors submit them; you need do nothing for it."
                  : "This exercise is not moderated."}
              </p>
            </EmptyState>
          ) : (
            <>
              <SelectedTable exerciseId={page.id} rows={page.selected} />
              <Pagination
                page={page.page}
                pages={page.pages}
                hrefFor={(to) =>
                  paths.exercises.moderation(page.id, { page: `${to}`, find: page.find })
                }
              />
            </>
          )}
          {(page.isOpen && (page.unselected.length > 0 || page.find)) ||
          form.errors[""] ||
          form.errors.auditId ? (
            <AddAudit form={form} {...page} />
          ) : null}
        </WithAside>
      </main>
    </>
  );
}
