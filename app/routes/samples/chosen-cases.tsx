import { parseForm } from "~/forms/fields";
import { removeCaseForm } from "~/forms/samples";
import { paths } from "~/paths";
import { type Cohort, cohortNames } from "~/rules/caseload/caseload";
import { plural } from "~/rules/core/words";
import { countedSubjects, isOfCases, type SampleOf, subjectWords } from "~/rules/samples/records";
import { Button, ButtonGroup } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { Table } from "~/ui/table";

type ChosenCase = {
  auditId: string;
  reference: string;
  cohort: Cohort | null;
  teamName: string;
  origin: string;
  reason: string | null;
  version: number;
  conflicts: { name: string; conflicts: { kind: string; message: string }[] }[];
};

const tiesInWords = (ofCases: boolean): string =>
  ofCases
    ? "That is shown, not blocked: share the cases out so that nobody reviews their own work alone."
    : "Nobody is given a record of their own work, or of work they supervised; other ties are shown.";

const origins: Record<string, string> = { drawn: "Drawn at random", chosen: "Chosen by hand" };

/** The cases as they stand, with every conflict of a reviewer in view. */
export function ChosenCases({
  exercise,
  cases,
  open,
  removing,
  lastDraw,
  outcome,
  nav: { graded },
}: {
  exercise: { id: string; size: number; state: string; of: SampleOf };
  nav: { graded: boolean };
  cases: ChosenCase[];
  open: boolean;
  removing: string | null;
  lastDraw: { by: string; at: string; size: number } | null;
  outcome: FormOutcome | undefined;
}) {
  const { many } = subjectWords[exercise.of.subject];
  const ofCases = isOfCases(exercise.of);
  if (cases.length === 0) {
    return (
      <EmptyState title={`No ${many} yet`}>
        The plan is for {exercise.size}.{" "}
        {ofCases
          ? "Draw them at random by cohort, or choose them by hand."
          : "List what there is, then draw from the list at random or choose by hand."}
      </EmptyState>
    );
  }
  const conflicted = cases.filter((one) => one.conflicts.length > 0).length;
  const auditId = String(outcome?.typed.auditId ?? removing ?? "");
  const toRemove = open ? cases.find((one) => one.auditId === auditId) : undefined;
  const mayRemove = exercise.state === "drawn";
  return (
    <>
      {toRemove ? <RemoveCase id={exercise.id} one={toRemove} outcome={outcome} /> : null}
      <Table
        caption={`${cases.length} of ${exercise.size} planned`}
        captionSize="m"
        onNarrow="lines"
        rows={cases}
        rowKey={(row) => row.auditId}
        columns={[
          {
            header: ofCases ? "Case" : "Record",
            cell: (row) => row.reference,
            rowHeader: true,
            nowrap: true,
          },
          ...(ofCases
            ? [
                {
                  header: "Cohort",
                  cell: (row: ChosenCase) => (row.cohort ? cohortNames[row.cohort] : ""),
                },
              ]
            : []),
          { header: "Team", cell: (row) => row.teamName },
          {
            header: "How it came in",
            cell: (row) => (
              <>
                {origins[row.origin] ?? "Added"}
                {row.reason ? `: ${row.reason}` : ""}
              </>
            ),
          },
          ...(graded
            ? []
            : [
                {
                  header: "Reviewers’ ties to it",
                  cell: (row: ChosenCase) =>
                    row.conflicts.length === 0 ? (
                      "No ties"
                    ) : (
                      <ul className="govuk-list govuk-!-margin-bottom-0 govuk-!-font-size-16">
                        {row.conflicts.map(({ name, conflicts }) => (
                          <li key={name}>
                            <strong>{name}</strong>: {conflicts.map((c) => c.message).join(" ")}
                          </li>
                        ))}
                      </ul>
                    ),
                },
              ]),
          ...(mayRemove
            ? [
                {
                  header: "Take out",
                  hideHeader: true,
                  nowrap: true,
                  cell: (row: ChosenCase) => (
                    <Link
                      to={paths.exercises.cases(exercise.id, { remove: row.auditId })}
                      hidden={row.reference}
                    >
                      Take out
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
        compact
      />
      <p className="govuk-hint">
        {graded
          ? "Ties of auditors are weighed when the cases are allocated. "
          : conflicted > 0
            ? `${conflicted} of ${countedSubjects(cases.length, exercise.of)} ${plural(conflicted, "is", "are")} tied to a reviewer. ${tiesInWords(ofCases)} `
            : `No reviewer is tied to any of these ${many}. `}
        {lastDraw ? (
          <>
            Last drawn by {lastDraw.by} on {lastDraw.at}:{" "}
            {countedSubjects(lastDraw.size, exercise.of)}.{" "}
            <Link to={paths.exercises.draw(exercise.id)}>See the draw, or verify it</Link>
          </>
        ) : null}
      </p>
    </>
  );
}

type RemoveProps = { id: string; one: ChosenCase; outcome: FormOutcome | undefined };

function RemoveCase({ id, one, outcome }: RemoveProps) {
  const form = useGovForm({ check: (entries) => parseForm(removeCaseForm, entries), outcome });
  return (
    <section className="govuk-inset-text" aria-labelledby="remove">
      <h2 className="govuk-heading-m" id="remove">
        Take out {one.reference}
      </h2>
      <GovFormBody form={form} version={one.version} action={paths.exercises.cases(id)}>
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="auditId" value={one.auditId} />
        <TextArea
          {...form.field("removeReason")}
          label="Why it is taken out"
          hint="Kept in the history of the exercise"
          rows={2}
        />
        <ButtonGroup>
          <Button>Take it out</Button>
          <Link to={paths.exercises.cases(id)}>Keep it in</Link>
        </ButtonGroup>
      </GovFormBody>
    </section>
  );
}
