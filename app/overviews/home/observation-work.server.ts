/** Owns what observations ask of one person: to finish what they observed, and to read what is of them. */
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { andList } from "~/rules/core/words";
import type { WorkItem } from "~/rules/home/work-list";
import { observationKindNames } from "~/rules/observations/observations";
import { listToFinish, listToRead, type ObservationRow } from "~db/observations/lists.server";
import { type Asker, tag } from "./asker.server";

const ofWhom = ({ observed, teamName }: ObservationRow): string =>
  observed.length > 0 ? andList(observed.map(({ name }) => name)) : teamName;

/** Of one shared, what is left: feedback to be given, or to close it once everyone who can has read it. */
function toFinish(one: ObservationRow): WorkItem[] {
  const { id, state, kind, observedOn, feedbackOn, begunAt, sharedAt } = one;
  const of = `the observation of ${ofWhom(one)} of ${formatDate(observedOn)}`;
  const about = { id: `observation-${id}`, context: observationKindNames[kind], dueOn: null };
  if (state === "draft")
    return [
      {
        ...about,
        title: `Finish and share ${of}`,
        href: paths.observations.write(id),
        since: begunAt,
        tag: tag("Draft", "yellow"),
      },
    ];
  const shared = { ...about, since: sharedAt ?? begunAt, href: paths.observations.one(id) };
  if (feedbackOn === null)
    return [
      { ...shared, title: `Say when feedback was given on ${of}`, tag: tag("Shared", "blue") },
    ];
  const isRead = !one.observed.some(({ toRead }) => toRead);
  return isRead
    ? [{ ...shared, title: `Read what came back, and close ${of}`, tag: tag("Answered", "green") }]
    : [];
}

export async function observing({ db, actor, whose }: Asker): Promise<WorkItem[]> {
  // What someone saw is theirs to write, and what is of them is theirs to read.
  if (whose) return [];
  const [finish, read] = await Promise.all([listToFinish(db, actor.id), listToRead(db, actor.id)]);
  return [
    ...read.map((one) => ({
      id: `observation-${one.id}`,
      title: `Read the observation of your practice of ${formatDate(one.observedOn)}, and answer it`,
      href: paths.observations.one(one.id),
      context: `${observationKindNames[one.kind]}, by ${one.observerName}`,
      ...{ dueOn: null, since: one.sharedAt ?? one.begunAt },
      tag: tag("New", "blue"),
    })),
    ...finish.flatMap(toFinish),
  ];
}
