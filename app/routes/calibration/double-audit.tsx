import { useActionData, useLoaderData } from "@remix-run/react";
import { answerDoubleForm, cancelDoubleForm, giveDoubleForm } from "~/forms/double-audits";
import { parseForm, type Typed } from "~/forms/fields";
import { paths } from "~/paths";
import { doubleStateNames } from "~/rules/calibration/double-audits";
import { dueInWords, formatDate } from "~/rules/core/dates";
import type { Judgement } from "~/rules/tools/grades";
import { gradedAreas } from "~/rules/tools/tools";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { Details, InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { Table } from "~/ui/table";
import { GradeTag, StateTag } from "~/ui/tags";
import {
  type DoubleAudit,
  listCouldOpen,
  listDoublePairs,
  listPeers,
  listSecondGrades,
} from "~db/calibration/double-audits.server";
import { findToolVersion } from "~db/exercises/exercises.server";
import {
  answerDouble,
  cancelDouble,
  giveDouble,
} from "~db/operations/calibration/double-audits.server";
import { doubleFromUrl } from "./double.server";

export const meta = () => [{ title: "Double audit - Line of Sight" }];

export const loader = guarded("double-audits.manage", doubleFromUrl, async (guard) => {
  const { db, subject: one, today } = guard;
  const waits = one.state === "to-give" || one.state === "given";
  const couldOpen = waits ? (await listCouldOpen(db, [one.auditId])).get(one.auditId) : undefined;
  return {
    auditId: one.auditId,
    exerciseId: one.exerciseId,
    cycle: one.exerciseTitle,
    reference: one.caseReference,
    team: one.teamName,
    state: one.state,
    peer: one.peerName,
    due: `${formatDate(one.dueOn)}, ${dueInWords(one.dueOn, today)}`,
    submitted: one.submittedAt ? formatDate(one.submittedAt.slice(0, 10)) : null,
    toAnswer: one.escalated && one.answeredAt === null,
    answer: one.answeredAt
      ? `${one.answer} (${one.answeredBy ?? "Someone"}, ${formatDate(one.answeredAt.slice(0, 10))})`
      : null,
    version: one.version,
    rows: one.state === "graded" ? await comparedOf(guard) : [],
    peers: waits
      ? ((await listPeers(db, [one.auditId], today)).get(one.auditId) ?? [])
          .filter(({ id }) => id !== one.peerId)
          .map(({ id, name, conflicts }) => ({
            id,
            name,
            couldOpen: couldOpen?.has(id) ?? false,
            kept: conflicts.map(({ message }) => message).join(" "),
          }))
      : [],
  };
});

/** What both gave, area by area, in the order of the tool. */
async function comparedOf({ db, subject }: Guarded<DoubleAudit>) {
  const [tool, pairs, second] = await Promise.all([
    findToolVersion(db, subject.toolVersionId),
    listDoublePairs(db, { doubleId: subject.id }),
    listSecondGrades(db, subject.id),
  ]);
  const areas = tool ? gradedAreas(tool.definition) : [];
  return [...areas, { code: "overall", name: "Overall" }].flatMap(({ code, name }) => {
    const pair = pairs.find(({ area }) => area === code);
    const reason = second.find(({ area }) => area === code)?.reason ?? "";
    return pair ? [{ code, name, ...pair, reason }] : [];
  });
}

export const action = guarded("double-audits.manage", doubleFromUrl, async (guard) => {
  const { request, db, subject: one, actor, stamp, done } = guard;
  const by = { ...stamp, actorId: actor.id };
  const here = paths.doubleAudits.one(one.id);
  const intent = await readIntent(request);
  const late = (typed: Typed) =>
    overtaken({ ...typed, intent }, "Read it again: it was changed by someone else meanwhile");
  if (intent === "cancel") {
    const form = await readForm(request, cancelDoubleForm);
    if (!form.ok) return refuse(form);
    const saved = await save(db, (tx) => cancelDouble(tx, by, one, form.value));
    return saved.ok ? done(here, "This audit is not graded again") : late(form.typed);
  }
  if (intent === "answer") {
    const form = await readForm(request, answerDoubleForm);
    if (!form.ok) return refuse(form);
    const saved = await save(db, (tx) => answerDouble(tx, by, one, form.value));
    return saved.ok ? done(here, "Your answer is recorded") : late(form.typed);
  }
  const form = await readForm(request, giveDoubleForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) => giveDouble(tx, by, one, form.value));
  if (!saved.ok) return late(form.typed);
  return saved.value
    ? done(here, "It is given to its second auditor, who is told by message")
    : refuseWith(form.typed, "Choose someone who may grade this case again", "peerId");
});

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
const colours = { "to-give": "orange", given: "blue", graded: "green", cancelled: "grey" } as const;

export default function OneDoubleAudit() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>() as FormOutcome | undefined;
  const { state } = page;
  return (
    <>
      <BackLink to={paths.doubleAudits.draw(page.exerciseId)}>{page.cycle}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={`Double audit of ${page.reference}`}
            caption={page.cycle}
            tag={<StateTag colour={colours[state]}>{doubleStateNames[state]}</StateTag>}
          />
          <SummaryList
            rows={[
              { key: "Team", value: page.team },
              { key: "Second auditor", value: page.peer ?? "Nobody" },
              page.submitted
                ? { key: "Submitted", value: page.submitted }
                : { key: "Due", value: page.due },
              ...(page.answer ? [{ key: "What was done", value: page.answer }] : []),
            ]}
          />
          {state === "graded" ? <Compared page={page} /> : null}
          {page.toAnswer ? <Answer page={page} outcome={outcome} /> : null}
          {state === "to-give" || state === "given" ? <Give page={page} outcome={outcome} /> : null}
        </TwoThirds>
      </main>
    </>
  );
}

const tagOf = (judgement: Judgement | null) =>
  judgement === null ? "None" : <GradeTag judgement={judgement} />;

function Compared({ page }: { page: Page }) {
  return (
    <>
      <Table
        caption="What two auditors gave"
        captionSize="m"
        rows={page.rows}
        rowKey={(row) => row.code}
        columns={[
          { header: "Area", rowHeader: true, cell: (row) => row.name },
          { header: "First auditor", cell: (row) => tagOf(row.first) },
          { header: "Second auditor", cell: (row) => tagOf(row.second) },
          { header: "Final", cell: (row) => tagOf(row.final) },
        ]}
      />
      <Details summary="The second auditor’s reasons">
        <SummaryList rows={page.rows.map(({ name, reason }) => ({ key: name, value: reason }))} />
      </Details>
      <p className="govuk-body">
        The final grades stay as they are.{" "}
        <Link to={paths.audits.read(page.auditId)}>Read the audit</Link>
      </p>
    </>
  );
}

const of = (outcome: FormOutcome | undefined, intent: string) =>
  (outcome?.typed.intent ?? "give") === intent ? outcome : undefined;

function Answer({ page, outcome }: { page: Page; outcome: FormOutcome | undefined }) {
  const form = useGovForm({
    check: (entries) => parseForm(answerDoubleForm, entries),
    outcome: of(outcome, "answer"),
  });
  return (
    <>
      <InsetText>
        The second auditor gave a grade that needs an answer. Look at whether the child is safe now,
        and say what was done.
      </InsetText>
      <GovFormBody form={form} version={page.version}>
        <input type="hidden" name="intent" value="answer" />
        <TextArea {...form.field("answer")} label="What was done about it?" rows={4} />
        <Button>Record the answer</Button>
      </GovFormBody>
    </>
  );
}

function Give({ page, outcome }: { page: Page; outcome: FormOutcome | undefined }) {
  const give = useGovForm({
    check: (entries) => parseForm(giveDoubleForm, entries),
    outcome: of(outcome, "give"),
  });
  const cancel = useGovForm({
    check: (entries) => parseForm(cancelDoubleForm, entries),
    outcome: of(outcome, "cancel"),
  });
  const free = page.peers.filter(({ kept }) => kept === "");
  const kept = page.peers.filter((peer) => peer.kept !== "");
  return (
    <>
      {free.length > 0 ? (
        <GovFormBody form={give} version={page.version}>
          <input type="hidden" name="intent" value="give" />
          <Radios
            {...give.field("peerId")}
            legend={page.peer ? "Give it to someone else" : "Who is to grade it again?"}
            legendSize="m"
            small
            options={free.map(({ id, name, couldOpen }) => ({
              value: id,
              label: name,
              hint: couldOpen
                ? "A role of theirs opens this audit or its grades: they may have seen its final grade"
                : undefined,
            }))}
          />
          <Button variant={page.peer ? "secondary" : undefined}>Give it to them</Button>
        </GovFormBody>
      ) : (
        <InsetText>
          No auditor is free to grade this case again. Cancel it, or have an auditor added.
        </InsetText>
      )}
      {kept.length > 0 ? (
        <Details summary="Auditors who may not grade it again, and why">
          <SummaryList rows={kept.map((peer) => ({ key: peer.name, value: peer.kept }))} />
        </Details>
      ) : null}
      <Details summary="Don’t have it graded again" open={Object.keys(cancel.errors).length > 0}>
        <GovFormBody form={cancel} version={page.version}>
          <input type="hidden" name="intent" value="cancel" />
          <TextArea {...cancel.field("reason")} label="Why is it not graded again?" rows={3} />
          <Button variant="secondary">Cancel this double audit</Button>
        </GovFormBody>
      </Details>
    </>
  );
}
