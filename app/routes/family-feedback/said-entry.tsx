import type { YouSaidWords } from "~db/family-feedback/you-said.server";

/** One entry as everyone reads it. */
export function SaidEntry({
  entry: { said, did, changed },
  when,
  level = 2,
}: {
  entry: YouSaidWords;
  when: string | null;
  level?: 2 | 3;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  const part = (title: string, words: string, look: string) => (
    <div className={`los-you-said__part los-you-said__part--${look}`}>
      <Heading className="govuk-heading-m">{title}</Heading>
      <p className="govuk-body-l los-as-typed">{words}</p>
    </div>
  );
  return (
    <article className="los-you-said">
      {part("You said", said, "said")}
      {part("We did", did, "did")}
      {part("What is different now", changed, "changed")}
      {when ? <p className="govuk-body-s los-you-said__when">{when}</p> : null}
    </article>
  );
}
