import { SummaryList } from "~/ui/summary-list";

type Reflection = {
  proudOf: string;
  doDifferently: string;
  childWouldSay: string;
  raiseGrade: string;
  correction: string;
  comment: string;
};

/** The practitioner's own words, as they wrote them. */
export function ReflectionText({ reflection }: { reflection: Reflection }) {
  const parts: [string, string][] = [
    ["Proud of", reflection.proudOf],
    ["Would do differently", reflection.doDifferently],
    ["What the child would say", reflection.childWouldSay],
    ["What would raise the grade", reflection.raiseGrade],
    ["Factual correction", reflection.correction],
    ["Comment on the final audit", reflection.comment],
  ];
  return (
    <SummaryList
      rows={parts.flatMap(([key, text]) =>
        text ? [{ key, value: <span className="los-as-written">{text}</span> }] : [],
      )}
    />
  );
}
