import { paths } from "~/paths";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";

type One = { id: string; raised: string; due: string; readable: boolean };

/** What already waits about the same case: another concern may still be needed. */
export function Waiting({ concerns }: { concerns: One[] }) {
  if (concerns.length === 0) return null;
  return (
    <InsetText>
      <p className="govuk-body">
        {concerns.length === 1
          ? "A concern about this case is already waiting to be acknowledged. Send another if yours is about something else or adds to it."
          : `${concerns.length} concerns about this case are already waiting to be acknowledged. Send another if yours is about something else or adds to them.`}
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {concerns.map(({ id, raised, due, readable }) => (
          <li key={id}>
            Raised by {raised}, to be acknowledged by {due}
            {readable ? (
              <>
                {" "}
                <Link to={paths.concerns.one(id)}>Read it</Link>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </InsetText>
  );
}
