import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { conversationForm } from "~/forms/audits";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { isOpenToAuditor } from "~/rules/audits/audits";
import { whoElse } from "~/rules/core/changed-elsewhere";
import { formatTime } from "~/rules/core/dates";
import { guarded, refusal } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { auditFromUrl } from "~/server/subjects.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { DateField } from "~/ui/inputs/date-field";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Audit } from "~db/audits/audits.server";
import { findConversation, saveConversation } from "~db/audits/conversations.server";
import { forgetWritten } from "~db/core/written.server";
import { RaiseConcern } from "./audit-page";

export const meta = () => [{ title: "The reflective conversation - Line of Sight" }];

/** While the audit is being written, the conversation is recorded among its voices. */
function refuseEarly({ id, state, submittedAt }: Audit) {
  if (state === "withdrawn") {
    throw refusal(410, {
      title: "This audit was withdrawn",
      because: "There is nothing to record any more. What was recorded before is kept.",
    });
  }
  if (!submittedAt || isOpenToAuditor(state)) throw redirect(paths.audits.voices(id));
}

export const loader = guarded("audits.record-conversation", auditFromUrl, async (guard) => {
  const { db, subject, may } = guard;
  refuseEarly(subject);
  const stored = await findConversation(db, subject.id);
  return {
    id: subject.id,
    written: await writtenSoFar(guard, writtenAt(guard, "conversation", subject.id), {
      url: paths.written(paths.audits.conversation(subject.id)),
      version: stored?.version ?? 0,
    }),
    mayRaise: may("concerns.raise", subject.access),
    reference: subject.caseReference,
    worker: subject.workerName ?? "the practitioner",
    stored,
  };
});

export const action = guarded("audits.record-conversation", auditFromUrl, async (guard) => {
  const { db, subject, request, stamp, actor, today, done } = guard;
  refuseEarly(subject);
  const form = await readForm(request, conversationForm);
  if (!form.ok) return refuse(form);
  const { value } = form;
  const typed = { ...value, version: String(value.version) };
  if (value.heldOn > today) return refuseWith(typed, "Enter a date that has passed", "heldOn");
  const saved = await save(db, async (tx) => {
    await saveConversation(tx, { ...stamp, actorId: actor.id }, subject.id, value);
    await forgetWritten(tx, writtenAt(guard, "conversation", subject.id));
  });
  if (!saved.ok) {
    const now = await findConversation(db, subject.id);
    return refuse({
      errors: {},
      typed,
      conflict: {
        by: whoElse(actor, actor.id),
        at: now?.recordedAt ? `at ${formatTime(new Date(now.recordedAt))}` : "since",
        version: now?.version ?? 0,
        theirs: { heldOn: now?.heldOn ?? "", method: now?.method ?? "", said: now?.said ?? "" },
      },
    });
  }
  return done(paths.audits.read(subject.id), "The reflective conversation is recorded");
});

const labels = { heldOn: "When was it?", method: "How was it held?", said: "What was said?" };

export default function ReflectiveConversation() {
  const { id, mayRaise, reference, worker, stored, written } = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written,
    check: (entries) => parseForm(conversationForm, entries),
    stored: { ...stored },
    outcome: useActionData<typeof action>(),
  });
  const back = paths.audits.read(id);
  return (
    <>
      <BackLink to={back}>The audit</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Audit of ${reference}`}
            title="The reflective conversation"
            lead={`What you and ${worker} talked about. ${worker} reads it, and says when it is final whether and when it took place.`}
          />
          {mayRaise ? <RaiseConcern auditId={id} /> : null}
          <WrittenBody form={form} version={stored?.version ?? 0} labels={labels}>
            <DateField {...form.date("heldOn")} legend={labels.heldOn} legendSize="s" />
            <TextField
              {...form.field("method")}
              label={labels.method}
              labelSize="s"
              hint="For example: in the office, video, telephone"
              width={20}
            />
            <TextArea
              {...form.field("said")}
              label={labels.said}
              labelSize="s"
              rows={6}
              maxLength={4000}
            />
            <ButtonGroup>
              <Button>Record the conversation</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}
