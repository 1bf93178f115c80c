import { paths } from "~/paths";
import { type Cohort, cohortNames, cohorts } from "~/rules/caseload/caseload";
import { formatDate, formatMonth } from "~/rules/core/dates";
import type { ExerciseKind, ExerciseState } from "~/rules/exercises/exercises";
import { countedSubjects, type SampleOf } from "~/rules/samples/records";
import { Link } from "~/ui/link";
import { SummaryList } from "~/ui/summary-list";

/** Why and how: what prompted it, the method, and who reviewed. */
export function ReportPlan(props: {
  exercise: {
    id: string;
    kind: ExerciseKind;
    month: string;
    state: ExerciseState;
    size: number;
    rationale: string;
    triggerText: string;
    linesOfEnquiry: string;
    methodology: string;
    auditsDueOn: string | null;
    of: SampleOf;
  };
  trigger: string | null;
  reviewers: string[];
  /** With which tool and by how many, where it is graded. */
  graded: string | null;
  mix: (Cohort | null)[];
  tests: { id: string; reference: string; question: string; readable: boolean } | null;
  /** Whether the chain of what led to what is drawn beneath. */
  chained: boolean;
  questions: string[];
  tallies: unknown[];
  mayManage: boolean;
}) {
  const { exercise, trigger, reviewers, mix, chained, tests } = props;
  const { state } = exercise;
  const change =
    props.mayManage && (state === "planned" || state === "drawn")
      ? {
          href: props.graded
            ? paths.exercises.edit(exercise.id)
            : paths.exercises.samplePlan(exercise.id),
          hidden: "the plan",
        }
      : undefined;
  const lines = exercise.linesOfEnquiry.split("\n").filter((line) => line.trim() !== "");
  const prompt = [trigger, exercise.triggerText].filter(Boolean).join(": ");
  const mixed = cohorts.flatMap((cohort) => {
    const count = mix.filter((one) => one === cohort).length;
    return count > 0 ? [`${cohortNames[cohort].toLowerCase()} ${count}`] : [];
  });
  const rows = [
    { key: "Month", value: formatMonth(exercise.month), change },
    { key: "Rationale", value: exercise.rationale },
    ...(prompt || !chained ? [{ key: "Prompted by", value: prompt || "Not said" }] : []),
    ...(tests
      ? [
          {
            key: "Tests again",
            value: (
              <>
                Whether action{" "}
                {tests.readable ? (
                  <Link to={paths.log.one(tests.id)}>{tests.reference}</Link>
                ) : (
                  tests.reference
                )}{" "}
                changed practice: {tests.question}
              </>
            ),
          },
        ]
      : []),
    ...(lines.length > 0
      ? [
          {
            key: "Key lines of enquiry",
            value: (
              <ul className="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    {
      key: exercise.kind === "thematic" ? "Cohort and method" : "Method",
      value: (
        <>
          {exercise.methodology}
          {mix.length > 0 ? (
            <span className="los-block">
              {[countedSubjects(mix.length, exercise.of), mixed.join(", ")]
                .filter(Boolean)
                .join(": ")}
            </span>
          ) : null}
        </>
      ),
    },
    ...(props.graded ? [{ key: "Audited", value: props.graded }] : []),
    ...(reviewers.length > 0 ? [{ key: "Reviewers", value: reviewers.join(", ") }] : []),
    ...(state !== "closed" && exercise.auditsDueOn
      ? [{ key: "To be reviewed by", value: formatDate(exercise.auditsDueOn) }]
      : []),
    ...(props.tallies.length === 0 && props.questions.length > 0
      ? [
          {
            key: "Questions",
            value: (
              <ol className="govuk-list govuk-list--number govuk-!-margin-bottom-0">
                {props.questions.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ol>
            ),
          },
        ]
      : []),
  ];
  return <SummaryList rows={rows} />;
}
