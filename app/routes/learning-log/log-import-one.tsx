import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { settleLogForm } from "~/forms/log-import";
import { paths } from "~/paths";
import { formatDate, formatInstant, formatMonth } from "~/rules/core/dates";
import { isFrom } from "~/rules/core/state-machine";
import { counted } from "~/rules/core/words";
import { actionStatusColours, actionStatusNames } from "~/rules/learning-log/learning-log";
import { logImportMachine, type PlannedAction } from "~/rules/learning-log/log-import";
import { guarded } from "~/server/guard.server";
import { logImportFromUrl } from "~/server/learning-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { attemptToTake, overtaken } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import type { Db } from "~db/core/open.server";
import { transact } from "~db/core/open.server";
import { confirmLogImport, discardLogImport } from "~db/learning-log/log-import-deeds.server";
import { undoLogImport } from "~db/learning-log/log-import-undo.server";
import {
  type LogImport,
  unscopedLogPlan,
  unscopedPeopleHere,
} from "~db/learning-log/log-imports.server";
import { logImportStateColours, logImportStateNames } from "./log-import-states";

export const meta = () => [{ title: "An earlier log - Learning log - Line of Sight" }];

/** So many lines are shown; a file may have more. */
const shown = 15;

async function previewOf(db: Db, subject: LogImport, today: string) {
  const { planned, known } = await unscopedLogPlan(db, subject, today);
  const taken = planned.flatMap((one) => (one.ok && !known.has(one.line) ? [one] : []));
  const names = new Map((await unscopedPeopleHere(db)).map(({ id, name }) => [id, name]));
  const open = taken.filter(({ status }) => status === "open" || status === "in-progress");
  return {
    lines: taken.slice(0, shown).map((one) => ({
      ...{ line: one.line, what: one.what, learning: one.learning, status: one.status },
      owner: one.ownerId ? (names.get(one.ownerId) ?? "") : one.ownerRole,
      due: dueOf(one),
      notes: one.notes,
    })),
    actions: taken.filter(({ what }) => what !== "").length,
    learnings: new Set(taken.flatMap(({ learning }) => (learning ? [learning.toLowerCase()] : [])))
      .size,
    known: known.size,
    left: planned.flatMap((one) => (one.ok ? [] : [one])).slice(0, shown),
    leftCount: planned.filter(({ ok }) => !ok).length,
    noted: taken.filter(({ notes }) => notes.some((note) => note.includes("“"))).length,
    toVerify: taken.filter(({ status }) => status === "completed").length,
    late: open.filter(({ dueOn }) => dueOn !== null && dueOn < today).length,
    nobody: open.filter(({ ownerId }) => ownerId === null).length,
  };
}

const dueOf = ({ dueOn, duePrecision }: PlannedAction): string => {
  if (dueOn === null) return "No date";
  return duePrecision === "month" ? formatMonth(dueOn.slice(0, 7)) : formatDate(dueOn);
};

export const loader = guarded("learning-log.import", logImportFromUrl, async (guard) => {
  const { db, subject, today } = guard;
  const { state } = subject;
  return {
    id: subject.id,
    caption: `${subject.fileName}, read by ${subject.by} on ${formatInstant(new Date(subject.readAt))}`,
    state,
    version: subject.version,
    actions: subject.actions,
    learnings: subject.learnings,
    preview: state === "read" ? await previewOf(db, subject, today) : null,
    mayUndo: isFrom(logImportMachine.moves.undo, state as never),
  };
});

export const action = guarded("learning-log.import", logImportFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, settleLogForm);
  if (!form.ok) return refuse(form);
  const { intent, version } = form.value;
  const by = { ...stamp, actorId: actor.id };
  const asked = { id: subject.id, version };
  const saved = await attemptToTake(() =>
    transact(db, async (tx): Promise<string> => {
      if (intent === "discard") {
        await discardLogImport(tx, by, asked);
        return "The file is discarded. Nothing was added";
      }
      if (intent === "undo") {
        const { removed, stay } = await undoLogImport(tx, by, asked);
        const stays = stay > 0 ? `; ${stay} stay, which were worked with since` : "";
        return `${counted(removed, "action is", "actions are")} removed${stays}`;
      }
      const { actions } = await confirmLogImport(tx, by, subject, version, today);
      return `${counted(actions, "action is", "actions are")} in the learning log`;
    }),
  );
  if (!saved.ok)
    return overtaken(form.typed, "Look at it again: someone else changed it since you opened it");
  return done(
    intent === "discard" ? paths.log.import() : paths.log.importOne(subject.id),
    saved.value,
  );
});

export default function LogImportOne() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(settleLogForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const { preview } = page;
  return (
    <>
      <BackLink to={paths.log.import()}>Bring an earlier log</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.caption}
          title={preview ? "Check what would come" : "An earlier log"}
          tag={
            <StateTag colour={logImportStateColours[page.state]}>
              {logImportStateNames[page.state]}
            </StateTag>
          }
        />
        {preview ? (
          <>
            <TwoThirds>
              <Sums preview={preview} />
              <p className="govuk-body">
                <Link to={paths.log.importColumns(page.id)}>
                  Change what its columns and words mean
                </Link>
              </p>
              <GovFormBody form={form} version={page.version}>
                <ButtonGroup>
                  {preview.actions + preview.learnings > 0 ? (
                    <Button name="intent" value="confirm">
                      Import {counted(preview.actions, "action")}
                    </Button>
                  ) : null}
                  <Button name="intent" value="discard" variant="secondary">
                    Discard the file
                  </Button>
                </ButtonGroup>
              </GovFormBody>
            </TwoThirds>
            <Lines preview={preview} />
          </>
        ) : (
          <TwoThirds>
            {page.state === "confirmed" ? (
              <p className="govuk-body">
                It brought {counted(page.actions, "action")} and{" "}
                {counted(page.learnings, "thing learnt", "things learnt")}.{" "}
                <Link to={paths.log.list({ source: "earlier-log" })}>See them in the log</Link>
              </p>
            ) : (
              <InsetText>
                {page.state === "undone"
                  ? "What it brought was removed, as far as nobody had worked with it."
                  : "Nothing of it was added."}
              </InsetText>
            )}
            {page.mayUndo ? (
              <GovFormBody form={form} version={page.version}>
                <p className="govuk-body">
                  Undoing removes the actions that nobody has worked with since, and what was learnt
                  from them alone.
                </p>
                <Button name="intent" value="undo" variant="warning">
                  Undo this import
                </Button>
              </GovFormBody>
            ) : null}
          </TwoThirds>
        )}
      </main>
    </>
  );
}

type Preview = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["preview"]>;

/** What it comes to, and what that means for others. */
function Sums({ preview }: { preview: Preview }) {
  const many = (count: number, one: string, more: string) =>
    count > 0 ? [counted(count, one, more)] : [];
  const all = [
    `${counted(preview.actions, "action")} and ${counted(preview.learnings, "thing learnt", "things learnt")} would be added. Nobody is written to about each of them`,
    ...many(preview.late, "action is overdue: its owner", "actions are overdue: their owners").map(
      (words) => `${words} and, after two weeks, the manager get the usual reminders`,
    ),
    ...many(preview.toVerify, "action waits", "actions wait").map(
      (words) => `${words} to be verified`,
    ),
    ...many(preview.nobody, "open action has", "open actions have").map(
      (words) => `${words} no owner who is here: nobody is reminded of them`,
    ),
    ...many(preview.noted, "line holds", "lines hold").map(
      (words) => `${words} something that can’t be read: it stays in the history as it is written`,
    ),
    ...many(preview.known, "line is", "lines are").map(
      (words) => `${words} here already and left out`,
    ),
    ...many(preview.leftCount, "line is", "lines are").map(
      (words) => `${words} left out, for saying neither what is to be done nor what was learnt`,
    ),
  ];
  return (
    <ul className="govuk-list govuk-list--bullet">
      {all.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

function Lines({ preview }: { preview: Preview }) {
  const first = preview.lines.length;
  if (first === 0) return null;
  return (
    <Table
      caption={`The first ${counted(first, "line")}`}
      captionSize="m"
      compact
      onNarrow="lines"
      rows={preview.lines}
      rowKey={({ line }) => String(line)}
      columns={[
        {
          header: "What would come of it",
          rowHeader: true,
          cell: ({ what, learning, notes }) => (
            <>
              {what || learning}
              {what && learning ? <span className="los-quiet">Learnt: {learning}</span> : null}
              {notes.length > 0 ? <span className="los-quiet">{notes.join("; ")}</span> : null}
            </>
          ),
        },
        { header: "Owner", cell: ({ owner }) => owner || "Nobody" },
        { header: "Due", nowrap: true, cell: ({ due }) => due },
        {
          header: "State",
          cell: ({ what, status }) =>
            what ? (
              <StateTag colour={actionStatusColours[status]}>{actionStatusNames[status]}</StateTag>
            ) : (
              "Learning alone"
            ),
        },
      ]}
    />
  );
}
