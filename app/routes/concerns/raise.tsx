import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { concernForm } from "~/forms/concerns";
import { parseForm, type Typed } from "~/forms/fields";
import { paths } from "~/paths";
import { inLineInWords, isInLine, whoIsTold } from "~/rules/concerns/concerns";
import { dateInLondon, formatInstant, timeInLondon } from "~/rules/core/dates";
import { orList } from "~/rules/core/words";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Audit } from "~db/audits/audits.server";
import { findConcern, listWaitingOnCase } from "~db/concerns/concerns.server";
import { listLine } from "~db/concerns/line.server";
import { newId } from "~db/core/ids.server";
import { forgetWritten } from "~db/core/written.server";
import { addConcern } from "~db/operations/concerns/raising.server";
import { type Bypassable, BypassDetails, SpokenDetails } from "./raise-details";
import { auditReadFromUrl } from "./subjects.server";
import { Waiting } from "./waiting";

export const meta = () => [{ title: "Raise a safeguarding concern - Line of Sight" }];

/** Who would be told, and whom one may name as implicated: they, and the worker of the case. */
async function findPeople({ db, subject, actor, now }: Guarded<Audit>) {
  const line = await listLine(db, subject, now);
  const others = line.filter(({ id }) => id !== actor.id);
  const options: Bypassable[] = others
    .filter((one, at) => others.findIndex(({ id }) => id === one.id) === at)
    .map((one) => ({ id: one.id, words: inLineInWords(one), above: !isInLine(one) }));
  const { workerId, workerName } = subject;
  if (workerId && workerName && workerId !== actor.id && !options.some((o) => o.id === workerId)) {
    options.unshift({ id: workerId, words: `${workerName} (worker of this case)`, above: false });
  }
  return { line, options };
}

export const loader = guarded("concerns.raise", auditReadFromUrl, async (guard) => {
  const { db, subject, actor, now, today, may } = guard;
  const isOpen = subject.auditorId === actor.id && !subject.submittedAt;
  const back = isOpen
    ? paths.audits.one(subject.id)
    : subject.submittedAt && may("audits.read", subject.access)
      ? paths.audits.read(subject.id)
      : paths.home();
  const { line, options } = await findPeople(guard);
  const { told } = whoIsTold(line, { raisedBy: actor.id, bypassed: [] });
  const waiting = await listWaitingOnCase(db, { caseId: subject.caseId, actor }, now);
  return {
    id: newId(),
    written: await writtenSoFar(guard, writtenAt(guard, "concern", subject.id), {
      url: paths.written(paths.audits.concern(subject.id)),
    }),
    back,
    reference: subject.caseReference,
    team: subject.teamName,
    told: told.map(inLineInWords),
    options,
    today,
    time: timeInLondon(now),
    waiting: waiting.map((one) => ({
      id: one.id,
      raised: `${one.raisedBy}, ${formatInstant(new Date(one.raisedAt))}`,
      due: formatInstant(new Date(one.dueAt)),
      readable: may("concerns.read", one.access),
    })),
  };
});

export const action = guarded("concerns.raise", auditReadFromUrl, async (guard) => {
  const { db, subject, stamp, actor, now, request } = guard;
  const form = await readForm(request, concernForm);
  if (!form.ok) return refuse(form);
  const { value, typed } = form;
  if (value.spokenAt > now) {
    const field = dateInLondon(value.spokenAt) > guard.today ? "spokenOn" : "spokenTime";
    return refuseWith(typed, "Enter a time that has passed: phone first", field);
  }
  const { line, options } = await findPeople(guard);
  const { bypassed } = value;
  if (bypassed.some((id) => !options.some((option) => option.id === id)))
    return refuseWith(typed, "Choose people from the list", "bypassed");
  const { told } = whoIsTold(line, { raisedBy: actor.id, bypassed });
  if (bypassed.length > 0 && told.length === 0) {
    return refuseWith(
      typed,
      "Leave someone who can be told: phone the children’s social care emergency line if nobody can",
      "bypassed",
    );
  }
  const place = {
    caseId: subject.caseId,
    auditId: subject.id,
    exerciseId: subject.exerciseId,
    teamId: subject.teamId,
    serviceId: subject.serviceId,
  };
  const saved = await save(db, async (tx) => {
    await addConcern(tx, { ...stamp, actorId: actor.id }, { ...value, ...place });
    await forgetWritten(tx, writtenAt(guard, "concern", subject.id));
  });
  if (!saved.ok) return sentBefore(guard, value.id, typed);
  return redirect(paths.concerns.one(value.id));
});

/** The page was used before, with other words: what was sent stands, and what is typed now stays. */
async function sentBefore({ db, subject, actor, now }: Guarded<Audit>, id: string, typed: Typed) {
  const held = await findConcern(db, id, now);
  const own = held?.auditId === subject.id && held.access.people.raiser?.includes(actor.id);
  if (!held || !own) {
    return refuseWith(
      { ...typed, id: "" },
      "Send the concern again: this page had been used before",
    );
  }
  const at = formatInstant(new Date(held.raisedAt));
  return refuse({
    errors: {},
    typed: { ...typed, id: "" },
    conflict: {
      by: "You",
      at,
      version: held.version,
      theirs: {
        what: held.what,
        spokenTo: held.spokenTo,
        spokenAt: formatInstant(new Date(held.spokenAt)),
      },
      said: {
        title: `You sent a concern from this page already, ${at}`,
        words:
          "It stands as you sent it, and those who answer for it have been told. What you typed now is kept in the form below: if it adds something, send it as another concern.",
        whose: "sent",
      },
    },
  });
}

const sentLabels = {
  what: "What worries you",
  spokenTo: "Whom you spoke to",
  spokenAt: "When you spoke to them",
};

export default function RaiseConcern() {
  const data = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const form = useWrittenForm({
    written: data.written,
    check: (entries) => parseForm(concernForm, entries),
    stored: { spokenOn: data.today, spokenTime: data.time },
    outcome,
  });
  return (
    <>
      <BackLink to={data.back} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={data.reference} title="Raise a safeguarding concern" />
          <WarningText>
            Phone first. If a child is in danger now, call 999. Do not wait for this audit, and do
            not rely on this form.
          </WarningText>
          {data.told.length > 0 ? (
            <p className="govuk-body">
              Phone {orList(data.told)}, then send this. They are told at once, and someone has to
              acknowledge it by name and say what was done. Nothing you wrote in the audit is lost.
            </p>
          ) : (
            <p className="govuk-body">
              Nobody is set up here to be told of a concern about {data.team}. Phone its manager, or
              out of hours the emergency duty team, until you have spoken to someone who acts; then
              send this, so that it is on record. Nothing you wrote in the audit is lost.
            </p>
          )}
          <Waiting concerns={data.waiting} />
          <WrittenBody form={form} labels={sentLabels}>
            <input type="hidden" name="id" value={sentId(outcome) ?? data.id} readOnly />
            <TextArea
              {...form.field("what")}
              label="What worries you?"
              labelSize="s"
              hint="What you saw on the record or heard, and why it can’t wait. No names."
              rows={5}
              maxLength={4000}
            />
            <TextField
              {...form.field("spokenTo")}
              label="Whom did you speak to?"
              labelSize="s"
              width="two-thirds"
            />
            <SpokenDetails form={form} time={data.time} />
            <BypassDetails form={form} people={data.options} />
            <ButtonGroup>
              <Button variant="warning">Send the concern</Button>
              <Link to={data.back}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}

/** A form sent again after an error stays the same concern, so that it can't be raised twice. */
const sentId = (outcome: { typed: Record<string, unknown> } | undefined): string | undefined =>
  typeof outcome?.typed.id === "string" && outcome.typed.id ? outcome.typed.id : undefined;
