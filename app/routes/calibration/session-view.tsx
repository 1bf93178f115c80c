import type { SerializeFrom } from "@remix-run/node";
import { Details } from "~/ui/notices";
import { GradeTag } from "~/ui/tags";
import { AlphaDrawing } from "./alpha-drawing";
import type { Session } from "./session.server";
import { SpreadPicture } from "./spread-picture";

/** The picture, what agreement means, and part by part the reasons and what was agreed. */
export function SessionView({
  session,
  learnt,
}: {
  session: SerializeFrom<Session>;
  learnt: string;
}) {
  const { parts, anyMine, alpha, interval, alphaWords, meaning } = session;
  return (
    <>
      <SpreadPicture parts={parts} anyMine={anyMine} />
      <div className="los-agreed-parts">
        <section aria-labelledby="how-far">
          <h2 className="govuk-heading-m" id="how-far">
            How far you agree
          </h2>
          {alpha === null ? null : (
            <>
              <p className="govuk-body-s govuk-!-margin-bottom-1">
                Krippendorff’s alpha <strong>{alphaWords}</strong>
                {interval ? ", with its 95% interval" : ""}
              </p>
              <AlphaDrawing alpha={alpha} interval={interval} words={alphaWords} />
            </>
          )}
          <p className="govuk-body-s">{meaning}</p>
        </section>
        {learnt ? (
          <section aria-labelledby="learnt">
            <h2 className="govuk-heading-m" id="learnt">
              What was learnt
            </h2>
            <p className="govuk-body-s los-prose">{learnt}</p>
          </section>
        ) : null}
      </div>
      <h2 className="govuk-heading-m">Reasons, and what was agreed</h2>
      <div className="los-agreed-parts los-agreed-parts--many">
        {parts.map((part) => (
          <section key={part.code} aria-labelledby={`part-${part.code}`}>
            <h3 className="govuk-heading-s govuk-!-margin-bottom-1" id={`part-${part.code}`}>
              {part.name}
              <span className="govuk-!-font-weight-regular">, {part.apart}</span>
            </h3>
            {part.isAgreed ? (
              <p className="govuk-body-s govuk-!-margin-bottom-1">
                {part.agreed ? "Agreed: " : ""}
                <strong>{part.agreedWords}</strong>
                {part.text ? `. ${part.text}` : ""}
              </p>
            ) : null}
            <Details
              summary={
                <>
                  Reasons<span className="govuk-visually-hidden"> for {part.name}</span> (
                  {part.reasons.length})
                </>
              }
            >
              <ul className="govuk-list govuk-list--spaced">
                {part.reasons.map(({ judgement, reason, mine }, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two may give the same reason
                  <li key={at}>
                    <GradeTag judgement={judgement} /> {reason}
                    {mine ? <strong> (yours)</strong> : null}
                  </li>
                ))}
              </ul>
            </Details>
          </section>
        ))}
      </div>
    </>
  );
}
