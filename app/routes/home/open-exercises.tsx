import { paths } from "~/paths";
import { Link } from "~/ui/link";
import { ProgressBar } from "~/ui/progress-bar";

type Open = { id: string; title: string; words: string; count: number; of: number };

/** One line an open exercise: where it stands, at a glance. */
export function OpenExercises({ exercises }: { exercises: Open[] }) {
  if (exercises.length === 0) return null;
  return (
    <section aria-labelledby="open-exercises">
      <h2 className="govuk-heading-m" id="open-exercises">
        Under way
      </h2>
      <ul className="govuk-list">
        {exercises.map(({ id, title, words, count, of }) => (
          <li key={id} className="govuk-!-margin-bottom-4">
            <Link to={paths.exercises.one(id)}>{title}</Link>
            <ProgressBar words={words} count={count} of={of} />
          </li>
        ))}
      </ul>
    </section>
  );
}
