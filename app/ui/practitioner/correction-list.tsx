import { paths } from "~/paths";
import type { ShownCorrection } from "~/rules/audits/corrections";
import { Link } from "../link";
import { StateTag } from "../tags";

const colours = { accepted: "green", "in-part": "yellow", declined: "grey" } as const;

/** Factual corrections, each with what was answered; the way to answer for whoever does. */
export function CorrectionList({
  auditId,
  corrections,
  isFinal,
}: {
  auditId: string;
  corrections: ShownCorrection[];
  isFinal: boolean;
}) {
  return (
    <ol className="los-corrections">
      {corrections.map((one) => (
        <li key={one.id} className="los-corrections__item">
          <p className="govuk-body los-as-written">{one.text}</p>
          <p className="govuk-body-s los-corrections__by">
            {one.by}, {one.sent}
          </p>
          {one.answer ? (
            <div className="los-corrections__answer">
              <p className="govuk-body">
                <StateTag colour={colours[one.answer.code]}>{one.answer.name}</StateTag>
              </p>
              <p className="govuk-body los-as-written">{one.answer.words}</p>
              <p className="govuk-body-s los-corrections__by">
                {one.answer.by}, {one.answer.at}
              </p>
            </div>
          ) : (
            <p className="govuk-body">
              <StateTag colour="orange">Not answered</StateTag>{" "}
              {one.mayAnswer ? (
                <Link to={paths.audits.correction(auditId, one.id)} hidden={`that ${one.by} sent`}>
                  Answer this correction
                </Link>
              ) : isFinal ? (
                "The audit became final without an answer."
              ) : null}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
