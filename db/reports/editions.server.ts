/**
 * Owns the editions of reports: what was published, for whom, by whom and when.
 * Practice: an edition is added and never changed.
 */
import type { Access } from "~/rules/access/access";
import { councilWide } from "~/rules/access/access";
import type { Report } from "~/rules/reports/blocks";
import type { Audience } from "~/rules/reports/editions";
import type { Edition as PublishedCells } from "~/rules/reports/linked-figures";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";

export type EditionHead = {
  id: string;
  exerciseId: string;
  audience: Audience;
  number: number;
  title: string;
  why: string;
  publishedBy: string;
  /** UTC ISO instant. */
  publishedAt: string;
};

export type Edition = EditionHead & { report: Report; changes: string[]; access: Access };

const headQuery = (db: Db) =>
  db
    .selectFrom("report_edition as edition")
    .innerJoin("one_person as person", "person.record_id", "edition.published_by")
    .select(["edition.id", "edition.exercise_id as exerciseId", "edition.audience"])
    .select(["edition.number", "edition.title", "edition.why"])
    .select(["person.name as publishedBy", "edition.published_at as publishedAt"]);

const asHead = <Row extends { audience: string }>(row: Row) => ({
  ...row,
  audience: row.audience as Audience,
});

/** Every edition of one exercise, the latest first. */
export async function listEditions(db: Db, exerciseId: string): Promise<EditionHead[]> {
  const rows = await headQuery(db)
    .where("edition.exercise_id", "=", exerciseId)
    .orderBy("edition.published_at", "desc")
    .orderBy("edition.id")
    .execute();
  return rows.map(asHead);
}

/** The latest editions for one of these audiences, at most so many after the first `skip`. */
export async function listLatestEditions(
  db: Db,
  audiences: readonly Audience[],
  { limit, skip }: { limit: number; skip: number },
): Promise<EditionHead[]> {
  const rows = await headQuery(db)
    .where("edition.audience", "in", [...audiences])
    .orderBy("edition.published_at", "desc")
    .orderBy("edition.id")
    .limit(limit)
    .offset(skip)
    .execute();
  return rows.map(asHead);
}

/** One edition with all that it holds; null where there is none. */
export async function findEdition(db: Db, id: string): Promise<Edition | null> {
  const row = await headQuery(db)
    .select(["edition.content", "edition.changes"])
    .where("edition.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { content, changes, ...head } = row;
  return {
    ...asHead(head),
    report: JSON.parse(content) as Report,
    changes: JSON.parse(changes) as string[],
    access: councilWide,
  };
}

/** The latest edition of an exercise for an audience; null before the first. */
export async function findLastEdition(
  db: Db,
  exerciseId: string,
  audience: Audience,
): Promise<Edition | null> {
  const last = await db
    .selectFrom("report_edition")
    .select("id")
    .where("exercise_id", "=", exerciseId)
    .where("audience", "=", audience)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ? findEdition(db, last.id) : null;
}

/**
 * What every edition for publication of cycles from a month (YYYY-MM) on has shown and hidden, the
 * oldest first.
 */
export async function unscopedPublishedCells(db: Db, fromMonth: string): Promise<PublishedCells[]> {
  const rows = await db
    .selectFrom("report_edition as edition")
    .innerJoin("exercise", "exercise.id", "edition.exercise_id")
    .select("edition.cells")
    .where("edition.audience", "=", "publication")
    .where("exercise.month", ">=", fromMonth)
    .orderBy("edition.published_at")
    .orderBy("edition.id")
    .execute();
  return rows.map(({ cells }) => {
    const kept = JSON.parse(cells);
    return { ...kept, hidden: new Set<string>(kept.hidden) };
  });
}

const kept = (cells: PublishedCells | null): string =>
  cells === null ? "" : JSON.stringify({ ...cells, hidden: [...cells.hidden] });

/**
 * Adds an edition, whose number the caller found under the exercise's lock; two at once are refused
 * by the index.
 */
export async function addEdition(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  edition: {
    exerciseId: string;
    audience: Audience;
    number: number;
    title: string;
    report: Report;
    /** Of one for publication. */
    cells: PublishedCells | null;
    changes: readonly string[];
    why: string;
  },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("report_edition")
    .values({
      id,
      exercise_id: edition.exerciseId,
      audience: edition.audience,
      number: edition.number,
      title: edition.title,
      basis: edition.report.standing,
      content: JSON.stringify(edition.report),
      cells: kept(edition.cells),
      changes: JSON.stringify(edition.changes),
      why: edition.why,
      published_by: stamp.actorId,
      published_at: stamp.at,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `exercise:${edition.exerciseId}`,
    kind: "report.published",
    after: { editionId: id, audience: edition.audience, number: edition.number },
  });
  return id;
}
