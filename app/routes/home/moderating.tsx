import { paths } from "~/paths";
import { dueInWords } from "~/rules/core/dates";
import type { Figure } from "~/rules/reports/figure";
import { figureInWords } from "~/rules/reports/figure-words";
import { Link } from "~/ui/link";

type Cycle = { title: string; dueOn: string | null; submitted: Figure; graded: Figure };

/** How much of each cycle is done in which the reader moderates, and of their own part in it. */
export function Moderating({ cycles, today }: { cycles: readonly Cycle[]; today: string }) {
  if (cycles.length === 0) return null;
  return (
    <section aria-labelledby="your-moderation">
      <h2 className="govuk-heading-m" id="your-moderation">
        Your moderation
      </h2>
      <ul className="govuk-list govuk-list--spaced">
        {cycles.map(({ title, dueOn, submitted, graded }) => (
          <li key={title}>
            <strong>{title}</strong>
            <br />
            Audits in: {figureInWords(submitted, "none yet")}
            <br />
            Yours graded: {figureInWords(graded, "none yet")}
            {dueOn ? <>, {dueInWords(dueOn, today)}</> : null}
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        <Link to={paths.moderation.queue()}>What to grade, and what the panel has to decide</Link>
      </p>
    </section>
  );
}
