import { Button } from "~/ui/button";
import { Link } from "~/ui/link";

export type Part = { id: string; name: string; done: boolean | null };

/** The sections of the page, how far each is, and the way to keep what was typed. */
export function Contents({ parts, formId }: { parts: Part[]; formId: string }) {
  const toDo = parts.filter((part) => part.done !== null);
  const done = toDo.filter((part) => part.done).length;
  return (
    <>
      <h2 className="govuk-heading-s">
        {done} of {toDo.length} parts graded
      </h2>
      <ul className="los-contents">
        {parts.map((part) => (
          <li className="los-contents__item" key={part.id}>
            <Link to={`#${part.id}`}>{part.name}</Link>
            {part.done === null ? null : (
              <span
                className={`los-contents__state${part.done ? " los-contents__state--done" : ""}`}
              >
                {part.done ? "Done" : "To do"}
              </span>
            )}
          </li>
        ))}
      </ul>
      <Button variant="secondary" name="intent" value="save" form={formId} formNoValidate>
        Save draft
      </Button>
    </>
  );
}
