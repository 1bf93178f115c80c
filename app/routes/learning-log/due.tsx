import { dueInWords } from "~/rules/core/dates";
import { type DuePrecision, dueByInWords } from "~/rules/core/due";
import { type ActionStatus, isOverdue, isUnfinished } from "~/rules/learning-log/learning-log";

type Dated = { dueOn: string | null; duePrecision: DuePrecision; status: ActionStatus };

/** When an action is due, and how far off that is while it is still to be done. */
export function DueDate({ action, today }: { action: Dated; today: string }) {
  const shown = <Unbroken words={dueByInWords(action)} />;
  if (action.dueOn === null || !isUnfinished(action.status)) return shown;
  const far = dueInWords(action.dueOn, today);
  return (
    <>
      {shown}{" "}
      {isOverdue(action, today) ? (
        <strong className="los-overdue los-next-line">{far}</strong>
      ) : (
        <span className="los-next-line">{far}</span>
      )}
    </>
  );
}

/** Keeps a date on one line; the words before a month alone may stand on the line above. */
function Unbroken({ words }: { words: string }) {
  const [, before = "", date = words] = /^(By the end of )(.+)$/.exec(words) ?? [];
  return (
    <>
      {before}
      <span className="los-nowrap">{date}</span>
    </>
  );
}
