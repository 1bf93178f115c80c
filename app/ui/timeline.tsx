import type { ReactNode } from "react";

export type TimelineItem = {
  id: string;
  title: ReactNode;
  /** Who and when, in words: "Sam Okafor, 5 April 2024 at 14:05". */
  meta: ReactNode;
  /** The same instant for machines. */
  at?: string;
  body?: ReactNode;
};

/** What happened to a record, in the order given. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="los-timeline">
      {items.map(({ id, title, meta, at, body }) => (
        <li key={id} className="los-timeline__item">
          <p className="los-timeline__title">{title}</p>
          <p className="los-timeline__meta">{at ? <time dateTime={at}>{meta}</time> : meta}</p>
          {body ? <div className="los-timeline__body">{body}</div> : null}
        </li>
      ))}
    </ol>
  );
}
