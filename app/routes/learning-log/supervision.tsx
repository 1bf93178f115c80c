import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { discussForm, verifySeveralForm } from "~/forms/supervision";
import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { scopeOf } from "~/rules/access/permission";
import { formatDate } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import { counted } from "~/rules/core/words";
import { type ActionMove, moveAction } from "~/rules/learning-log/action-moves";
import { actionReference } from "~/rules/learning-log/learning-log";
import { moverOf } from "~/rules/learning-log/movers";
import { type Guarded, guarded, noRecord } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
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
): Promise<{ refused: string } | { ok: boolean }> {
  const worked = await readEach(db, actor, ids);
  if (worked.length !== ids.length) return { ok: false };
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
    const moved = await moveEach(guard, [...said.keys()], (id) => ({
      ...{ kind: "verify", impact: said.get(id) ?? "", howKnown: form.value.howKnown },
    }));
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
  if (!worker) return <Workers workers={workers} />;
  return (
    <>
      <BackLink to={paths.log.supervision()}>Supervision</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title={worker.name} caption="Actions for children, for supervision" />
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

type Part = { actions: SupervisedAction[]; outcome: FormOutcome | undefined };

const labelOf = ({ reference, caseReference, what }: SupervisedAction) =>
  `${[actionReference(reference), caseReference].filter(Boolean).join(", ")}: ${what}`;

const discussedInWords = ({ supervisionOn }: SupervisedAction): string =>
  supervisionOn ? `last discussed ${formatDate(supervisionOn)}` : "not discussed yet";

function Verify({ actions, outcome }: Part) {
  const form = useGovForm({
    check: (entries) => parseForm(verifySeveralForm, entries),
    stored: {},
    outcome,
  });
  return (
    <section aria-labelledby="to-verify">
      <h2 className="govuk-heading-m" id="to-verify">
        Done: what difference did it make?
      </h2>
      <p className="govuk-body">
        What you write of is verified. Leave the others empty: they wait.
      </p>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="verify" readOnly />
        {actions.map((action) => (
          <TextArea
            key={action.id}
            {...form.field(`impact.${action.id}`)}
            label={labelOf(action)}
            hint={`${action.completedOn ? `Completed ${formatDate(action.completedOn)}; ` : ""}${discussedInWords(action)}. ${action.evidence}`}
            rows={2}
          />
        ))}
        <TextArea
          {...form.field("howKnown")}
          label="How do you know?"
          hint="What you saw, read or were told"
          rows={2}
        />
        <Button>Verify these actions</Button>
      </GovFormBody>
    </section>
  );
}

function Discuss({ actions, today, outcome }: Part & { today: string }) {
  const form = useGovForm({
    check: (entries) => parseForm(discussForm, entries),
    stored: { discussedOn: today },
    outcome,
  });
  return (
    <section aria-labelledby="to-discuss">
      <h2 className="govuk-heading-m" id="to-discuss">
        Still to do
      </h2>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="discuss" readOnly />
        <Checkboxes
          {...form.list("discussed")}
          legend="Tick what you talked through"
          small
          options={actions.map((action) => ({
            value: action.id,
            label: labelOf(action),
            hint: `${dueByInWords(action)}${action.dueOn && action.dueOn < today ? " (overdue)" : ""}; ${discussedInWords(action)}`,
          }))}
        />
        <DateField {...form.date("discussedOn")} legend="Discussed on" />
        <TextArea {...form.field("discussedNote")} label="What was said (optional)" rows={2} />
        <Button>Record the supervision</Button>
      </GovFormBody>
    </section>
  );
}
