import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { attachForm } from "~/forms/attachments";
import { parseForm } from "~/forms/fields";
import { moveForm } from "~/forms/learning-log";
import { paths } from "~/paths";
import { mayEver } from "~/rules/access/permission";
import {
  canMove,
  type MoveKind,
  moveAction,
  moveKinds,
  whyNotMove,
} from "~/rules/learning-log/action-moves";
import {
  actionReference,
  actionStatusColours,
  actionStatusNames,
} from "~/rules/learning-log/learning-log";
import { moverOf } from "~/rules/learning-log/movers";
import { filesOfAction } from "~/server/files-shown.server";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { actionFromUrl } from "~/server/subjects.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { FilesSection } from "~/ui/files/files-section";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading } from "~/ui/page";
import { Steps } from "~/ui/steps";
import { StateTag } from "~/ui/tags";
import { listVocabulary, nameOf } from "~db/core/vocabulary.server";
import { forgetWritten } from "~db/core/written.server";
import { findExercise } from "~db/exercises/exercises.server";
import { type Action, listUpdates } from "~db/learning-log/action-record.server";
import { saveMove } from "~db/learning-log/actions.server";
import { listAnswered } from "~db/learning-log/learning-actions.server";
import { findNextReAudit } from "~db/re-audits/re-audits.server";
import { ActionFacts } from "./action-facts";
import { ActionHistory } from "./action-history";
import { threadOf } from "./action-thread";
import { readerOf } from "./log-query.server";
import { OtherMoves, OwnerForm, VerifyForm } from "./move-forms";
import { asMove, conflictOf, doneWords, fieldOf, listNewOwners } from "./perform-move.server";
import { readRetests } from "./retest.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Action ${data.reference}` : "Action"} - Learning log - Line of Sight` },
];

const cannot = (because: string) =>
  refusal(403, { title: "You can’t do this to this action", because });

export const loader = guarded("learning-log.read", actionFromUrl, async (guard) => {
  const { db, actor, subject, today } = guard;
  const { access: _, ...action } = subject;
  const exercise = subject.exercise ? await findExercise(db, subject.exercise.id) : null;
  const again = subject.audit ? await findNextReAudit(db, subject.audit.id) : null;
  const { areas, themes } = await listVocabulary(db);
  const mover = moverOf(actor, subject);
  return {
    reference: actionReference(subject.reference),
    action,
    areaName: nameOf(areas, action.area),
    themeName: nameOf(themes, action.theme),
    today,
    thread: threadOf(
      actor,
      subject,
      exercise,
      mayEver(actor, "learning-log.read-learning") ? await listAnswered(db, subject.id) : [],
      again,
      await readRetests(db, actor, subject),
    ),
    updates: await listUpdates(db, subject),
    filed: await filesOfAction(guard, subject, mover),
    moves: moveKinds.filter((kind) => canMove(subject, kind, mover)),
    isOwner: subject.ownerId === actor.id,
    owners: canMove(subject, "change-owner", mover)
      ? (await listNewOwners(db, actor, subject))
          .filter(({ id }) => id !== subject.ownerId)
          .map(({ id, name, jobTitle }) => ({
            value: id,
            label: jobTitle ? `${name}, ${jobTitle}` : name,
          }))
      : [],
    written: { owner: await stepSoFar(guard, "owner"), verify: await stepSoFar(guard, "verify") },
  };
});

/** What is being written about the action: by whoever owns it, by whoever verifies it. */
const stepSoFar = (guard: Guarded<Action>, part: "owner" | "verify") =>
  writtenSoFar(guard, writtenAt(guard, "action-step", guard.subject.id, part), {
    url: paths.written(paths.log.one(guard.subject.id)),
    version: guard.subject.version,
    part,
  });

export const action = guarded("learning-log.move", actionFromUrl, async (guard) => {
  const { request, db, actor, subject, scope, now, today, stamp, done } = guard;
  const mover = moverOf(actor, subject);
  if (moveKinds.every((kind) => whyNotMove(subject, kind, mover)?.forbidden)) {
    throw cannot("Your role reads this action. Its owner, a manager or a QA lead can change it.");
  }
  const form = await readForm(request, moveForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { typed } = form;
  const kind = form.value.move;
  const why = whyNotMove(subject, kind, mover);
  if (why?.forbidden) throw cannot(why.because);
  const reader = readerOf(actor, scope);
  const conflict = async () =>
    refuse({
      errors: {},
      typed,
      conflict: await conflictOf(db, { reader, actor }, subject.id, now),
    });
  if (form.value.version !== subject.version) return conflict();
  const move = await asMove(db, { reader, actor, action: subject }, form.value);
  if (!move) {
    return kind === "change-owner"
      ? refuseWith(typed, "Choose an owner from the list", "newOwner")
      : refuseWith(typed, "Enter the reference of an action in the log", "supersededBy");
  }
  const moved = moveAction(subject, move, mover, today);
  if (!moved.ok) return refuseWith(typed, moved.because, fieldOf(moved, kind));
  const question = form.value.move === "verify" ? form.value.retestQuestion : "";
  const ordered = question
    ? moveAction(moved.action, { kind: "retest", question }, mover, today)
    : null;
  if (ordered && !ordered.ok) return refuseWith(typed, ordered.because, "retestQuestion");
  const saved = await save(db, async (tx) => {
    await saveMove(tx, stamp, subject, moved, form.value.version);
    if (ordered) await saveMove(tx, stamp, moved.action, ordered, form.value.version + 1);
    const part = kind === "verify" ? "verify" : "owner";
    if (["progress", "complete", "verify"].includes(kind))
      await forgetWritten(tx, writtenAt(guard, "action-step", subject.id, part));
  });
  if (!saved.ok) return conflict();
  return done(paths.log.one(subject.id), doneWords[kind]);
});

export default function OneAction() {
  const data = useLoaderData<typeof loader>();
  const { action: record, reference, today, moves } = data;
  const outcome = useActionData<typeof action>();
  const came = moveKinds.find((kind) => kind === outcome?.typed.move);
  const outcomeOf = (...kinds: (MoveKind | undefined)[]) =>
    kinds.includes(came) ? outcome : undefined;
  // A form that comes back is shown whatever became of the action: what was typed is in it.
  const offered = moveKinds.filter((kind) => moves.includes(kind) || outcomeOf(kind));
  const byOwner = offered.includes("progress") || offered.includes("complete");
  const verifying = offered.includes("verify") && (!byOwner || came === "verify");
  // The owner says how it goes before reading what they know; who verifies reads the evidence first.
  const facts = (
    <ActionFacts
      action={record}
      areaName={data.areaName}
      themeName={data.themeName}
      today={today}
    />
  );
  const files = (
    <FilesSection {...data.filed} check={(entries) => parseForm(attachForm, entries)} />
  );
  const { version, status } = record;
  return (
    <>
      <BackLink to={paths.log.list()}>Learning log</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title={record.contentRead ? record.what : "An action for one child"}
          caption={`Action ${reference}`}
          size="m"
          tag={
            <StateTag colour={actionStatusColours[status]}>{actionStatusNames[status]}</StateTag>
          }
        />
        <Steps label="The thread of this action" steps={data.thread} />
        <div className="govuk-grid-row">
          <div className="govuk-grid-column-two-thirds">
            {record.contentRead ? null : (
              <InsetText>
                What this action says is case content, which your role does not show. You see its
                level, area, owner’s role, dates and state.
              </InsetText>
            )}
            {byOwner ? null : facts}
            {byOwner ? null : files}
            {byOwner ? (
              <section aria-labelledby="next">
                <h2 className="govuk-heading-m" id="next">
                  How is it going?
                </h2>
                {data.isOwner ? null : (
                  <p className="govuk-body">
                    You answer for {record.owner || "its owner"}. If you complete it, someone else
                    has to verify it.
                  </p>
                )}
                <OwnerForm
                  key={version}
                  written={data.written.owner}
                  version={version}
                  outcome={outcomeOf("progress", "complete", undefined)}
                  level={record.level}
                  started={status === "in-progress"}
                  supervisionOn={record.supervisionOn}
                  today={today}
                />
              </section>
            ) : null}
            {verifying ? (
              <section aria-labelledby="verify">
                <h2 className="govuk-heading-m" id="verify">
                  Verify its impact
                </h2>
                <VerifyForm
                  key={version}
                  written={data.written.verify}
                  version={version}
                  outcome={outcomeOf("verify", byOwner ? "verify" : undefined)}
                  level={record.level}
                />
              </section>
            ) : null}
            {byOwner ? files : null}
            {byOwner ? facts : null}
            {byOwner || verifying ? null : <WhoIsNext status={status} owner={record.owner} />}
            {offered.some((kind) => !["progress", "complete", "verify"].includes(kind)) ? (
              <section aria-labelledby="others">
                <h2 className="govuk-heading-s" id="others">
                  If something else has to happen
                </h2>
                <OtherMoves
                  moves={offered}
                  version={version}
                  outcomeOf={outcomeOf}
                  owners={data.owners}
                />
              </section>
            ) : null}
          </div>
          <section className="govuk-grid-column-one-third" aria-labelledby="history">
            <h2 className="govuk-heading-m" id="history">
              History
            </h2>
            <ActionHistory action={record} updates={data.updates} />
          </section>
        </div>
      </main>
    </>
  );
}

/** Whose turn it is, for those whose turn it is not. */
function WhoIsNext({ status, owner }: { status: string; owner: string }) {
  if (status === "completed") {
    return (
      <InsetText>
        Waiting for someone other than {owner || "its owner"} and whoever completed it to verify
        what difference it made.
      </InsetText>
    );
  }
  if (status === "open" || status === "in-progress") {
    return <InsetText>Waiting for {owner || "its owner"} to complete it.</InsetText>;
  }
  return null;
}
