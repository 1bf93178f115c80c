import { useActionData, useLoaderData } from "@remix-run/react";
import { discussForm, verifySeveralForm } from "~/forms/supervision";
import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { scopeOf } from "~/rules/access/permission";
import { counted } from "~/rules/core/words";
import { type ActionMove, moveAction } from "~/rules/learning-log/action-moves";
import { actionReference } from "~/rules/learning-log/learning-log";
import { moverOf } from "~/rules/learning-log/movers";
import { type Guarded, guarded, noRecord } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import type { FormOutcome } from "~/ui/form";
import { Link } from "~/ui/link";
import { EmptyState, InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import type { Db } from "~db/core/open.server";
import { findAction } from "~db/learning-log/action-record.server";
import { saveMove } from "~db/learning-log/actions.server";
import {
  listSupervised,
  listSupervisedActions,
  type SupervisedAction,
} from "~db/learning-log/supervision.server";

import { Discuss, Verify } from "./supervision-forms";

export const meta = () => [{ title: "Supervision - Learning log - Line of Sight" }];

const readerFor = (actor: Actor) => ({
  log: scopeOf(actor, "learning-log.verify"),
  audits: scopeOf(actor, "audits.read"),
});

export const loader = guarded("learning-log.supervise", noRecord, async (guard) => {
  const { request, db, actor, today } = guard;
  const workers = (await listSupervised(db, readerFor(actor))).filter(({ id }) => id !== actor.id);
  const asked = new URL(request.url).searchParams.get("worker") ?? "";
  const worker = workers.find(({ id }) => id === asked) ?? null;
  const actions = worker ? await listSupervisedActions(db, readerFor(actor), worker.id) : [];
  return { workers, worker, actions, today, self: actor.id };
});

/** What is done to each of the ticked actions; throws Conflict where one of them changed. */
async function moveEach(
  { db, actor, stamp, today }: Guarded<unknown>,
  ids: readonly string[],
  moveOf: (id: string) => ActionMove,
  seen?: Record<string, number>,
): Promise<{ refused: string } | { ok: boolean }> {
  const worked = await readEach(db, actor, ids);
  if (worked.length !== ids.length) return { ok: false };
  if (seen && worked.some(({ id, version }) => seen[id] !== version)) return { ok: false };
  const moves = worked.map((action) => ({
    action,
    moved: moveAction(action, moveOf(action.id), moverOf(actor, action), today),
  }));
  for (const { action, moved } of moves)
    if (!moved.ok) return { refused: `${actionReference(action.reference)}: ${moved.because}` };
  const saved = await save(db, async (tx) => {
    for (const { action, moved } of moves)
      if (moved.ok) await saveMove(tx, stamp, action, moved, action.version);
  });
  return { ok: saved.ok };
}

async function readEach(db: Db, actor: Actor, ids: readonly string[]) {
  const found = await Promise.all(ids.map((id) => findAction(db, readerFor(actor), id)));
  return found.flatMap((action) => (action?.contentRead ? [action] : []));
}

const meanwhile = "Some of these were changed meanwhile. Look at them again";

export const action = guarded("learning-log.supervise", noRecord, async (guard) => {
  const { request, done } = guard;
  const worker = new URL(request.url).searchParams.get("worker") ?? "";
  const here = paths.log.supervision({ worker });
  if ((await readIntent(request)) === "verify") {
    const form = await readForm(request, verifySeveralForm);
    if (!form.ok) return refuse(form);
    const said = new Map(form.value.impact);
    if (said.size === 0)
      return refuseWith(form.typed, "Enter what difference at least one of them made");
    const verify = (id: string): ActionMove => ({
      ...{ kind: "verify", impact: said.get(id) ?? "", howKnown: form.value.howKnown },
    });
    const moved = await moveEach(guard, [...said.keys()], verify, form.value.seen);
    if ("refused" in moved) return refuseWith(form.typed, moved.refused);
    if (!moved.ok) return overtaken(form.typed, meanwhile);
    return done(here, `${counted(said.size, "action is", "actions are")} verified`);
  }
  const form = await readForm(request, discussForm);
  if (!form.ok) return refuse(form);
  const { discussed, discussedOn, discussedNote } = form.value;
  const moved = await moveEach(guard, discussed, () => ({
    ...{ kind: "discuss", on: discussedOn, text: discussedNote },
  }));
  if ("refused" in moved) return refuseWith(form.typed, moved.refused, "discussed");
  if (!moved.ok) return overtaken(form.typed, meanwhile);
  return done(here, "The supervision is recorded");
});

export default function Supervision() {
  const { workers, worker, actions, today, self } = useLoaderData<typeof loader>();
  const outcome = useActionData<FormOutcome>();
  const verifies = outcome?.typed.intent === "verify";
  const open = actions.filter(({ status }) => status !== "completed");
  const done = actions.filter(({ status }) => status === "completed");
  const own = done.filter(({ completedBy }) => completedBy === self);
  const toVerify = done.filter(({ completedBy }) => completedBy !== self);
  const late = verifies ? saidOfOthers(outcome, toVerify) : [];
  if (!worker) return <Workers workers={workers} />;
  return (
    <>
      <BackLink to={paths.log.supervision()}>Supervision</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title={worker.name} caption="Actions for children, for supervision" />
          {late.map(({ id, words }) => (
            <InsetText key={id}>
              <p className="govuk-body">
                <Link to={paths.log.one(id)}>
                  {referenceOf(actions, id) ?? "One of these actions"}
                </Link>{" "}
                no longer waits to be verified. You wrote:
              </p>
              <p className="govuk-body govuk-!-margin-bottom-0 los-as-typed">{words}</p>
            </InsetText>
          ))}
          {toVerify.length > 0 ? (
            <Verify actions={toVerify} outcome={verifies ? outcome : undefined} />
          ) : null}
          {own.length > 0 ? (
            <InsetText>
              You completed{" "}
              {own.map(({ id, reference }, n) => (
                <span key={id}>
                  {n > 0 ? ", " : ""}
                  <Link to={paths.log.one(id)}>{actionReference(reference)}</Link>
                </span>
              ))}{" "}
              yourself: someone else verifies it.
            </InsetText>
          ) : null}
          {open.length > 0 ? (
            <Discuss actions={open} today={today} outcome={verifies ? undefined : outcome} />
          ) : (
            <p className="govuk-body">Nothing is left to do.</p>
          )}
        </TwoThirds>
      </main>
    </>
  );
}

function Workers({ workers }: Pick<ReturnType<typeof useLoaderData<typeof loader>>, "workers">) {
  return (
    <>
      <BackLink to={paths.log.list()}>Learning log</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Supervision"
          lead="Actions for children, worker by worker: talk them through, and verify what is done."
        />
        {workers.length === 0 ? (
          <EmptyState title="No worker has an action for a child">
            <p className="govuk-body">Such actions come from audits of your team’s cases.</p>
          </EmptyState>
        ) : (
          <Table
            caption="Workers by name"
            hideCaption
            onNarrow="lines"
            rows={workers}
            rowKey={({ id }) => id}
            columns={[
              {
                header: "Worker",
                rowHeader: true,
                cell: ({ id, name }) => (
                  <Link to={paths.log.supervision({ worker: id })}>{name}</Link>
                ),
              },
              { header: "To do", numeric: true, cell: (row) => row.open },
              { header: "To verify", numeric: true, cell: (row) => row.toVerify },
            ]}
          />
        )}
      </main>
    </>
  );
}

const referenceOf = (actions: readonly SupervisedAction[], id: string) => {
  const found = actions.find((one) => one.id === id);
  return found && actionReference(found.reference);
};

/** What was written of actions that meanwhile wait no longer: it is shown, so that it is not lost. */
const saidOfOthers = (outcome: FormOutcome | undefined, waiting: readonly SupervisedAction[]) =>
  Object.entries((outcome?.typed.impact ?? {}) as Record<string, unknown>).flatMap(([id, words]) =>
    typeof words === "string" && words.trim() && !waiting.some((one) => one.id === id)
      ? [{ id, words }]
      : [],
  );
