import { paths } from "~/paths";
import type { ExerciseState } from "~/rules/exercises/exercises";
import type { SampleSubject } from "~/rules/samples/records";
import { ExerciseNav } from "~/ui/exercise-nav";
import { SubNav } from "~/ui/page";

/** The pages of one thematic audit or dip sample, those this person may open. */
export function SampleNav({
  id,
  current,
  mayManage,
  mayReview,
  mayAgree,
  outside,
  graded,
  state,
  subject,
}: {
  id: string;
  current: "summary" | "cases" | "reviewers" | "grid" | "agreed" | "findings";
  mayManage: boolean;
  mayReview: boolean;
  /** Of one reviewed by agencies, for whoever leads it. */
  mayAgree: boolean;
  /** Of another agency: the report is not theirs to read. */
  outside: boolean;
  /** Its cases are audited and graded, not answered for. */
  graded: boolean;
  state: ExerciseState;
  /** What it is of. */
  subject: SampleSubject;
}) {
  if (graded) return mayManage ? <GradedNav id={id} state={state} current={current} /> : null;
  const items = [
    { key: "summary", href: paths.exercises.summary(id), label: "Report", shown: !outside },
    {
      key: "cases",
      href: paths.exercises.cases(id),
      label: subject === "case" ? "Cases" : "Records",
      shown: mayManage,
    },
    {
      key: "reviewers",
      href: paths.exercises.reviewers(id),
      label: "Reviewers",
      shown: mayManage,
    },
    { key: "grid", href: paths.exercises.grid(id), label: "Answers", shown: mayReview },
    { key: "agreed", href: paths.exercises.agreed(id), label: "Agreed view", shown: mayAgree },
    { key: "findings", href: paths.exercises.findings(id), label: "Findings", shown: mayManage },
  ].filter(({ shown }) => shown);
  if (items.length < 2) return null;
  return (
    <SubNav
      label="This exercise"
      items={items.map(({ key, href, label }) => ({ href, label, current: key === current }))}
    />
  );
}

function GradedNav({ id, state, current }: { id: string; state: ExerciseState; current: string }) {
  const page = current === "cases" || current === "findings" ? current : "report";
  return <ExerciseNav exerciseId={id} kind="thematic" state={state} page={page} />;
}
