import { dueInWords, formatDate } from "~/rules/dates";
import type { WorkGroup, WorkItem } from "~/rules/work-list";
import { StateTag } from "~/ui/tags";
import { TaskList } from "~/ui/task-list";

/** What waits, overdue first; each row says verb first what to do, and by when. */
export function WorkList({ groups, today }: { groups: WorkGroup[]; today: string }) {
  return groups.map(({ key, title, items }) => (
    <section key={key} aria-labelledby={`work-${key}`}>
      <h2 className="govuk-heading-m" id={`work-${key}`}>
        {title} <span className="govuk-!-font-weight-regular">({items.length})</span>
      </h2>
      <WorkItems id={`work-${key}`} items={items} today={today} />
    </section>
  ));
}

/** One list of work: each row with its date in words. */
export function WorkItems({ id, items, today }: { id: string; items: WorkItem[]; today: string }) {
  return (
    <TaskList
      id={id}
      tasks={items.map((item) => ({
        title: item.title,
        href: item.href,
        hint: item.dueOn
          ? `${item.context}. ${inSentence(dueInWords(item.dueOn, today))}, ${formatDate(item.dueOn)}`
          : item.context,
        status: item.tag ? <StateTag colour={item.tag.colour}>{item.tag.text}</StateTag> : null,
      }))}
    />
  );
}

const inSentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
