import { SummaryList } from "../summary-list";

type Reflection = Partial<
  Record<"proudOf" | "doDifferently" | "childWouldSay" | "raiseGrade" | "comment", string>
>;

/** The practitioner's own words, as they wrote them. */
export function ReflectionText({ reflection }: { reflection: Reflection }) {
  const parts: [string, string | undefined][] = [
    ["Proud of", reflection.proudOf],
    ["Would do differently", reflection.doDifferently],
    ["What the child would say", reflection.childWouldSay],
    ["What would raise the grade", reflection.raiseGrade],
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
