import type { FoundIn } from "~/overviews/learning-log/learning.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { learningSourceNames } from "~/rules/learning-log/learning";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import type { SourceFound } from "~db/learning-log/learning-evidence.server";

/** So many exercises, and so many findings of one, are in view; the others fold. */
const inView = { exercises: 4, findings: 3 };

const kindNames = { strength: "Strength", development: "To develop" };

type Found = FoundIn["findings"][number];

/** What a learning rests on: findings by exercise, then other sources. */
export function Evidence({
  exercises,
  sources,
}: {
  exercises: readonly FoundIn[];
  sources: readonly (SourceFound & { evidenceId: string })[];
}) {
  const folded = exercises.slice(inView.exercises);
  return (
    <>
      {exercises.slice(0, inView.exercises).map((exercise) => (
        <FoundInExercise key={exercise.exerciseId} exercise={exercise} />
      ))}
      {folded.length > 0 ? (
        <Details summary={counted(folded.length, "more exercise")}>
          {folded.map((exercise) => (
            <FoundInExercise key={exercise.exerciseId} exercise={exercise} />
          ))}
        </Details>
      ) : null}
      {sources.length > 0 ? (
        <>
          <h3 className="govuk-heading-s">Other sources</h3>
          <ul className="los-findings">
            {sources.map((source) => (
              <li key={source.id}>
                <p className="govuk-body govuk-!-margin-bottom-1 los-as-typed">
                  {source.says === null ? (
                    "Entered for a part of the council that your role does not reach."
                  ) : (
                    <Link to={paths.learning.source(source.id)}>{source.says}</Link>
                  )}
                </p>
                <p className="los-findings__about">
                  {[
                    learningSourceNames[source.kind],
                    source.sourceReference,
                    formatDate(source.saidOn),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** Findings in the same words, as auditors choose them from a list, stand once. */
function inSameWords(findings: readonly Found[]): Found[][] {
  const groups = new Map<string, Found[]>();
  for (const one of findings) {
    const key = `${one.kind} ${one.text}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function FoundInExercise({ exercise }: { exercise: FoundIn }) {
  const { title, href, findings } = exercise;
  const read = findings.filter(({ text }) => text !== null);
  const kept = findings.length - read.length;
  const groups = inSameWords(read);
  const [shown, folded] = [groups.slice(0, inView.findings), groups.slice(inView.findings)];
  const list = (of: Found[][]) => of.map((group) => <Finding key={group[0]?.id} group={group} />);
  return (
    <>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-1">
        {href ? <Link to={href}>{title}</Link> : title}
      </h3>
      <ul className="los-findings">
        {list(shown)}
        {kept > 0 ? (
          <li>
            <p className="los-findings__about">
              {counted(kept, read.length > 0 ? "more finding" : "finding")}, of work that your role
              does not open
            </p>
          </li>
        ) : null}
      </ul>
      {folded.length > 0 ? (
        <Details summary={`More of ${title}`}>
          <ul className="los-findings">{list(folded)}</ul>
        </Details>
      ) : null}
    </>
  );
}

function Finding({ group }: { group: Found[] }) {
  const [first] = group;
  if (!first) return null;
  const { text, kind, caseCount } = first;
  return (
    <li>
      <p className="govuk-body govuk-!-margin-bottom-1 los-as-typed">{text}</p>
      <p className="los-findings__about">
        {kindNames[kind]}
        {caseCount === null ? "" : ` · in ${counted(caseCount, "case")}`}
        {group.map(({ audit }) =>
          audit ? (
            <span key={audit.id}>
              {" · "}
              <Link to={paths.audits.read(audit.id)}>Audit of {audit.caseReference}</Link>
            </span>
          ) : null,
        )}
      </p>
    </li>
  );
}
