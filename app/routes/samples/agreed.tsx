import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { partForm } from "~/forms/sample-reviewing";
import { paths } from "~/paths";
import { dateOf, formatDate } from "~/rules/core/dates";
import { exerciseStateColours, exerciseStateNames } from "~/rules/exercises/exercises";
import { isPartOpen, partStateColours, partStateNames } from "~/rules/samples/reviewing";
import { isCaseComplete } from "~/rules/samples/samples";
import { type Guarded, guarded, notFound } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { answeredSampleFromUrl } from "~/server/subjects.server";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import type { Exercise } from "~db/exercises/exercises.server";
import { leavePartOut, type PartRefusal, reopenPart } from "~db/operations/samples/parts.server";
import { caseAnswersOf, listGridAnswers } from "~db/samples/grid.server";
import { listReviewedCases, type Part } from "~db/samples/parts.server";
import { questionsOf } from "./grid.server";
import { navOf } from "./nav.server";
import { accessOf } from "./own-cases.server";
import { SampleNav } from "./sample-nav";

export const meta = () => [{ title: "Agreed view - Line of Sight" }];

const byAgencies = (subject: Exercise): Exercise => {
  if (subject.reviewing !== "agencies" || subject.releasedAt === null) throw notFound();
  return subject;
};

const shown = ({ id, agency, state, waitsSince, settledAt, reason, version }: Part) => ({
  ...{ id, agency, state, reason, version },
  since: dateOf(settledAt ?? waitsSince),
});

export const loader = guarded("exercises.agree", answeredSampleFromUrl, async (guard) => {
  const { db, today, may } = guard;
  const subject = byAgencies(guard.subject);
  const cases = await listReviewedCases(db, subject, today);
  const questions = await questionsOf(db, subject);
  const stored = await listGridAnswers(
    db,
    cases.map(({ auditId }) => auditId),
  );
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    open: subject.state === "auditing",
    agencies: [...new Set(cases.flatMap(({ parts }) => parts.map(({ agency }) => agency)))],
    cases: cases.map(({ auditId, reference, parts, opened, chairIds }) => ({
      ...{ auditId, reference, opened },
      reads: may("exercises.read-agreed", accessOf(subject, { chairIds })),
      writes: may("exercises.write-agreed", accessOf(subject, { chairIds })),
      parts: parts.map(shown),
      agreed: isCaseComplete(questions, caseAnswersOf(questions, stored.get(auditId) ?? [])),
    })),
    nav: navOf({ ...guard, subject }),
  };
});

const refusals: Record<PartRefusal, string> = {
  gone: "Look at the parts again: someone changed them since you opened this page",
  "not-now": "Look at the parts again: someone changed them since you opened this page",
  "agreed-begun":
    "Put what changed in the agreed view instead: it is begun, so the parts stay as they are",
  "only-one": "Keep this part: a case needs at least one agency’s answers",
};

export const action = guarded(
  "exercises.agree",
  answeredSampleFromUrl,
  async (guard: Guarded<Exercise>) => {
    const { request, db, stamp, done } = guard;
    const subject = byAgencies(guard.subject);
    const form = await readForm(request, partForm);
    if (!form.ok) return refuse(form);
    const { intent, partId: id, version, reason } = form.value;
    const asked = { id, version, reason };
    const questions = await questionsOf(db, subject);
    const saved = await save(db, (tx) =>
      intent === "reopen"
        ? reopenPart(tx, stamp, subject, asked, questions)
        : leavePartOut(tx, stamp, subject, asked),
    );
    if (!saved.ok) return overtaken(form.typed, refusals.gone);
    if (saved.value) return overtaken(form.typed, refusals[saved.value], "reason");
    return done(
      paths.exercises.agreed(subject.id),
      intent === "reopen" ? "The part is open again" : "This case goes on without that part",
    );
  },
);

export default function Agreed() {
  const { id, title, state, open, agencies, cases, nav } = useLoaderData<typeof loader>();
  const outcome: FormOutcome | undefined = useActionData<typeof action>();
  const [asked] = useSearchParams();
  const partId = String(outcome?.typed.partId ?? asked.get("part") ?? "");
  const chosen = cases.find(({ parts }) => parts.some((part) => part.id === partId));
  const part = chosen?.parts.find((one) => one.id === partId);
  return (
    <>
      <BackLink to={paths.exercises.summary(id)}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={title}
          title="Agreed view"
          tag={
            <StateTag colour={exerciseStateColours[state]}>{exerciseStateNames[state]}</StateTag>
          }
        />
        <SampleNav id={id} current="agreed" {...nav} />
        <p className="govuk-body">
          Each agency answers on its own. Once all have committed their parts of a case, you read
          them side by side, and whoever chairs it writes one agreed view. Figures count that alone.
        </p>
        {part && chosen && open ? (
          <PartDeed id={id} reference={chosen.reference} part={part} outcome={outcome} />
        ) : null}
        <Table
          caption="Cases"
          hideCaption
          onNarrow="stack"
          compact
          rows={cases}
          rowKey={(row) => row.auditId}
          columns={[
            {
              header: "Case",
              rowHeader: true,
              nowrap: true,
              cell: (row) =>
                row.opened && row.reads ? (
                  <Link to={paths.exercises.agreedCase(id, row.auditId)}>{row.reference}</Link>
                ) : (
                  row.reference
                ),
            },
            ...agencies.map((agency) => ({
              header: agency,
              cell: (row: (typeof cases)[number]) => {
                const one = row.parts.find((p) => p.agency === agency);
                if (!one) return "No part";
                return (
                  <>
                    <StateTag colour={partStateColours[one.state]}>
                      {partStateNames[one.state]}
                    </StateTag>{" "}
                    <span className="los-findings__about">
                      {isPartOpen(one.state) ? "since " : "on "}
                      <span className="los-nowrap">{formatDate(one.since)}</span>
                      {one.reason ? `: ${one.reason}` : ""}
                    </span>{" "}
                    {open && !row.agreed ? (
                      <Link
                        to={paths.exercises.agreed(id, { part: one.id })}
                        hidden={`${agency}, ${row.reference}`}
                      >
                        {isPartOpen(one.state) ? "Go on without" : "Open again"}
                      </Link>
                    ) : null}
                  </>
                );
              },
            })),
            {
              header: "Agreed view",
              cell: (row) =>
                row.agreed ? (
                  <StateTag colour="green">Complete</StateTag>
                ) : row.opened && row.writes && open ? (
                  <Link to={paths.exercises.agreedCase(id, row.auditId)} hidden={row.reference}>
                    Write it
                  </Link>
                ) : row.opened ? (
                  open ? (
                    "Waits for the chair"
                  ) : (
                    "Not complete"
                  )
                ) : (
                  "Waits for the parts"
                ),
            },
          ]}
        />
      </main>
    </>
  );
}

type PartShown = ReturnType<typeof shown>;

function PartDeed({
  id,
  reference,
  part,
  outcome,
}: {
  id: string;
  reference: string;
  part: PartShown;
  outcome: FormOutcome | undefined;
}) {
  const form = useGovForm({ check: (entries) => parseForm(partForm, entries), outcome });
  const leave = isPartOpen(part.state);
  return (
    <section className="govuk-inset-text" aria-labelledby="part">
      <h2 className="govuk-heading-m" id="part">
        {leave ? "Go on without" : "Open again"} the part of {part.agency} in {reference}
      </h2>
      <p className="govuk-body">
        {leave
          ? "What they began stays, unread, and the report says that they did not take part in this case."
          : "They can change their answers and commit them again; until then nobody reads the parts of this case."}
      </p>
      <GovFormBody form={form} version={part.version} action={paths.exercises.agreed(id)}>
        <input type="hidden" name="intent" value={leave ? "leave-out" : "reopen"} />
        <input type="hidden" name="partId" value={part.id} />
        <TextArea {...form.field("reason")} label="Why" rows={2} />
        <ButtonGroup>
          <Button variant={leave ? "warning" : "secondary"}>
            {leave ? "Go on without it" : "Open it again"}
          </Button>
          <Link to={paths.exercises.agreed(id)}>Cancel</Link>
        </ButtonGroup>
      </GovFormBody>
    </section>
  );
}
