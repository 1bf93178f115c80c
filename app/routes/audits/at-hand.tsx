import { insideSentence } from "~/rules/core/words";
import type { Judgement } from "~/rules/tools/grades";
import { Details } from "~/ui/notices";
import { GradeTag } from "~/ui/tags";
import type { WritingFrame } from "./writing.server";

/** What was found the last time and what was promised to the child, folded until it is wanted. */
export function AtHand({ frame, open = false }: { frame: WritingFrame; open?: boolean }) {
  const { lastAudit, openActions } = frame;
  return (
    <>
      {lastAudit ? (
        <Details summary={`Last audit: ${lastAudit.month}`} open={open}>
          <LastAudit last={lastAudit} />
        </Details>
      ) : null}
      {openActions.length > 0 ? (
        <Details summary={`Open actions for this child: ${openActions.length}`} open={open}>
          <ul className="govuk-list los-at-hand">
            {openActions.map(({ id, what, facts }) => (
              <li key={id}>
                <span className="los-as-written">{what}</span>
                <span className="los-at-hand__facts">{facts}</span>
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </>
  );
}

type Graded = NonNullable<WritingFrame["lastAudit"]>["grades"];

/** Grade by grade, overall's first, each with the areas that had it: short enough for the column. */
function gradesTogether(grades: Graded) {
  const areasOf = (judgement: Judgement) =>
    grades
      .filter((one) => one.judgement === judgement)
      .map(({ area }, index) => (area === null ? "Overall" : index ? insideSentence(area) : area))
      .join(", ");
  return [...new Set(grades.map(({ judgement }) => judgement))].map((judgement) => ({
    judgement,
    areas: areasOf(judgement),
  }));
}

const kinds = { strength: "Strengths", development: "Areas for development" } as const;

function LastAudit({ last }: { last: NonNullable<WritingFrame["lastAudit"]> }) {
  if (!last.isFinal)
    return (
      <p className="govuk-body-s">It is not final yet, so its grades and findings are not shown.</p>
    );
  return (
    <>
      <dl className="los-at-hand__grades">
        {gradesTogether(last.grades).map(({ judgement, areas }) => (
          <div key={judgement}>
            <dt>
              <GradeTag judgement={judgement} />
            </dt>
            <dd>{areas}</dd>
          </div>
        ))}
      </dl>
      {(["strength", "development"] as const).map((kind) => {
        const found = last.findings.filter((finding) => finding.kind === kind);
        return found.length === 0 ? null : (
          <div key={kind}>
            <p className="govuk-body-s govuk-!-font-weight-bold govuk-!-margin-bottom-1">
              {kinds[kind]}
            </p>
            <ul className="govuk-list govuk-list--bullet los-at-hand">
              {found.map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}
