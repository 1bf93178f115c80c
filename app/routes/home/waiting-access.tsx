import { paths } from "~/paths";
import { Link } from "~/ui/link";
import { StateTag } from "~/ui/tags";
import { TaskList } from "~/ui/task-list";

type Waiting = {
  bundleId: string;
  href: string;
  title: string;
  context: string;
  mine: boolean;
  who: string;
};

const shown = 5;

/** Changes of access that wait: those the reader may confirm first, then those they proposed. */
export function WaitingAccess({ waiting }: { waiting: readonly Waiting[] }) {
  if (waiting.length === 0) return null;
  const ordered = [...waiting.filter(({ mine }) => mine), ...waiting.filter(({ mine }) => !mine)];
  return (
    <section aria-labelledby="waiting-access">
      <h2 className="govuk-heading-m" id="waiting-access">
        Access that waits for a second person{" "}
        <span className="govuk-!-font-weight-regular">({waiting.length})</span>
      </h2>
      <TaskList
        id="waiting-access"
        tasks={ordered.slice(0, shown).map(({ href, title, context, mine, who }) => ({
          title,
          href,
          hint: mine ? context : `${context}. ${who}`,
          status: mine ? <StateTag colour="blue">For you</StateTag> : "",
        }))}
      />
      {waiting.length > shown ? (
        <p className="govuk-body">
          <Link to={paths.access.list()}>See all {waiting.length}</Link>
        </p>
      ) : null}
    </section>
  );
}
