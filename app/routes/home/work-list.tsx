import { sentenceCase } from "~/rules/core/words";
import { ageOfWork, type MoreWork, type WorkGroup, type WorkItem } from "~/rules/home/work-list";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { StateTag } from "~/ui/tags";
import { TaskList } from "~/ui/task-list";

/** So many of a group are in view at once; the rest folds away, and says how many it is. */
const inView = 8;

/** What waits, the most urgent first; each row says verb first what to do, and by when. */
export function WorkList({
  groups,
  more,
  today,
}: {
  groups: WorkGroup[];
  more: MoreWork[];
  today: string;
}) {
  return (
    <>
      {groups.map(({ key, title, items }) => (
        <section key={key} aria-labelledby={`work-${key}`}>
          <h2 className="govuk-heading-m" id={`work-${key}`}>
            {title} <span className="govuk-!-font-weight-regular">({items.length})</span>
          </h2>
          <WorkItems id={`work-${key}`} items={items} today={today} />
        </section>
      ))}
      <MoreToDo more={more} />
    </>
  );
}

/** What the lists leave out, each with the way to the rest. */
export function MoreToDo({ more }: { more: MoreWork[] }) {
  if (more.length === 0) return null;
  return (
    <ul className="govuk-list">
      {more.map(({ words, href }) => (
        <li key={words}>
          <Link to={href}>{words}</Link>
        </li>
      ))}
    </ul>
  );
}

/** One list of work: each row with its date, or its age, in words. */
export function WorkItems({ id, items, today }: { id: string; items: WorkItem[]; today: string }) {
  const rest = items.slice(inView);
  return (
    <>
      <Tasks id={id} items={items.slice(0, inView)} today={today} />
      {rest.length > 0 ? (
        <Details summary={`${rest.length} more, less urgent`}>
          <Tasks id={`${id}-more`} items={rest} today={today} />
        </Details>
      ) : null}
    </>
  );
}

function Tasks({ id, items, today }: { id: string; items: WorkItem[]; today: string }) {
  return (
    <TaskList
      id={id}
      tasks={items.map((item) => ({
        title: item.title,
        href: item.href,
        hint: `${item.context}. ${sentenceCase(ageOfWork(item, today))}`,
        status: item.tag ? <StateTag colour={item.tag.colour}>{item.tag.text}</StateTag> : null,
      }))}
    />
  );
}
