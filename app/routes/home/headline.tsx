import type { HeadlineFigures } from "~/overviews/home/figures.server";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { GradeBarInWords } from "~/ui/charts/grade-bar";
import { Link } from "~/ui/link";

/** For those who read figures: where practice stands, and the report it comes from. */
export function Headline({
  figures,
  overdue,
}: {
  figures: HeadlineFigures;
  overdue: number | null;
}) {
  const { latest, sentence, mix } = figures;
  return (
    <section aria-labelledby="headline" className="govuk-!-margin-bottom-7">
      <h2 className="govuk-heading-m" id="headline">
        How practice stands
      </h2>
      <p className="govuk-body-l">{sentence}</p>
      <GradeBarInWords label="Overall grades" mix={mix} />
      <ul className="govuk-list govuk-list--bullet">
        <li>
          <Link to={paths.brief()}>Read the brief for leaders, on one page</Link>
        </li>
        <li>
          <Link to={paths.exercises.report(latest.id)}>
            Read the report of {formatMonth(latest.month)}
          </Link>
        </li>
        <li>
          <Link to={paths.trends()}>See how grades are moving</Link>
        </li>
        {overdue === null ? null : (
          <li>
            <Link to={paths.log.list({ overdue: "yes" })}>
              {counted(overdue, "action is overdue", "actions are overdue")}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}
