import { paths } from "~/paths";
import { SubNav } from "~/ui/page";

/** The pages of one thematic audit or dip sample, those this person may open. */
export function SampleNav({
  id,
  current,
  mayManage,
  mayReview,
}: {
  id: string;
  current: "summary" | "cases" | "grid" | "findings";
  mayManage: boolean;
  mayReview: boolean;
}) {
  const items = [
    { key: "summary", href: paths.exercises.summary(id), label: "Report", shown: true },
    { key: "cases", href: paths.exercises.cases(id), label: "Cases", shown: mayManage },
    { key: "grid", href: paths.exercises.grid(id), label: "Answers", shown: mayReview },
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
