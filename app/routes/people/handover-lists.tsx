import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { Link } from "~/ui/link";
import type { listHandover } from "~db/overviews/leaving.server";

/** Whose hand-over leads to the pages where each is done, and is come back to. */
type Of = { personId: string };
type HeldWork = Awaited<ReturnType<typeof listHandover>>;

/** All of one cycle at once: the page that opens checks conflicts and the maximum. */
export function Audits({ personId, audits }: Of & { audits: HeldWork["audits"] }) {
  const cycles = [...new Map(audits.map((one) => [one.exerciseId, one.title])).entries()];
  if (cycles.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Audits</h2>
      <p className="govuk-body">
        Whoever takes them is checked for conflicts of interest and for how many they may have. What
        was written goes along.
      </p>
      <ul className="govuk-list">
        {cycles.map(([exerciseId, title]) => {
          const own = audits.filter((one) => one.exerciseId === exerciseId);
          return (
            <li key={exerciseId}>
              <Link
                to={paths.exercises.reallocate(
                  exerciseId,
                  own.map(({ id }) => id),
                  personId,
                )}
              >
                Give {counted(own.length, "audit", "audits")} of {title} to someone else
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function Moderations({
  personId,
  moderations,
}: Of & { moderations: HeldWork["moderations"] }) {
  if (moderations.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Moderations</h2>
      <ul className="govuk-list">
        {moderations.map(({ id, reference, exerciseId, title }) => (
          <li key={id}>
            <Link to={paths.exercises.moderator(exerciseId, id, { handover: personId })}>
              Choose another moderator for case {reference}
            </Link>
            , {title}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The QA lead answers them once their auditor has left. */
export function Corrections({
  personId,
  corrections,
  mayAnswer,
}: Of & {
  corrections: HeldWork["corrections"];
  mayAnswer: boolean;
}) {
  if (corrections.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Factual corrections to answer</h2>
      {mayAnswer ? null : (
        <p className="govuk-body">
          They are the auditor’s to answer. Once they are no longer active, you answer them.
        </p>
      )}
      <ul className="govuk-list">
        {corrections.map(({ id, auditId, reference }) => (
          <li key={id}>
            {mayAnswer ? (
              <Link to={paths.audits.correction(auditId, id, { handover: personId })}>
                Answer a correction to the audit of case {reference}
              </Link>
            ) : (
              `A correction to the audit of case ${reference}`
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Those of their concerns that the reader may acknowledge instead. */
export function Concerns({
  personId,
  concerns,
}: Of & { concerns: { id: string; title: string }[] }) {
  if (concerns.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">Safeguarding concerns</h2>
      <p className="govuk-body">They were told of these, and nobody has acknowledged them yet.</p>
      <ul className="govuk-list">
        {concerns.map(({ id, title }) => (
          <li key={id}>
            <Link to={paths.concerns.one(id, { handover: personId })}>{title}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
