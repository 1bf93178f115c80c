/**
 * Owns the lists of observations: made by someone, of someone, of the people someone manages; and
 * what waits.
 * Practice: by day and never by person; nobody's are counted but on their own page and for whoever
 * supervises them.
 */
import { sql } from "kysely";
import type { Scope } from "~/rules/access/permission";
import {
  countedObservations,
  type ObservationKind,
  type ObservationState,
} from "~/rules/observations/observations";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll, inScope } from "../core/scope.server";
import { placeNow } from "./places.server";

export type ObservationRow = {
  id: string;
  kind: ObservationKind;
  observedOn: string;
  about: string;
  observerId: string;
  observerName: string;
  teamName: string;
  state: ObservationState;
  feedbackOn: string | null;
  begunAt: string;
  sharedAt: string | null;
  /** By name; never more of them than are shown. */
  observed: {
    id: string;
    name: string;
    readAt: string | null;
    response: string;
    /** Whether they still can read it, and have not said so. */
    toRead: boolean;
  }[];
};

const rows = (db: Db) =>
  db
    .selectFrom("observation")
    .innerJoin("one_person as observer", "observer.record_id", "observation.observer_id")
    .innerJoin("team", "team.id", "observation.team_id")
    .select(["observation.id", "observation.kind", "observation.observed_on as observedOn"])
    .select("observer.id as observerId")
    .select(["observation.about", "observer.name as observerName", "team.name as teamName"])
    .select(["observation.state", "observation.feedback_on as feedbackOn"])
    .select(["observation.begun_at as begunAt", "observation.shared_at as sharedAt"])
    .orderBy("observation.observed_on", "desc")
    .orderBy("observation.id", "desc");

async function withObserved(
  db: Db,
  found: Omit<ObservationRow, "observed">[],
): Promise<ObservationRow[]> {
  if (found.length === 0) return [];
  const parts = await db
    .selectFrom("observation_person as part")
    .innerJoin("one_person as person", "person.record_id", "part.person_id")
    .select(["part.observation_id as of", "person.id", "person.name", "part.read_at as readAt"])
    .select(["part.response", "person.active"])
    .where(
      "part.observation_id",
      "in",
      found.map(({ id }) => id),
    )
    .orderBy("person.name_folded")
    .execute();
  return found.map((row) => ({
    ...row,
    observed: parts
      .filter(({ of }) => of === row.id)
      .map(({ of: _, active, ...one }) => ({
        ...one,
        toRead: active === 1 && one.readAt === null,
      })),
  }));
}

export type PageOf = { limit: number; offset: number };

/** What someone observed, drafts and withdrawn ones too, the latest first. */
export const listMade = async (db: Db, personId: string, page: PageOf): Promise<ObservationRow[]> =>
  withObserved(
    db,
    await rows(db)
      .where("observation.observer_id", "in", recordsOf(personId))
      .limit(page.limit)
      .offset(page.offset)
      .execute(),
  );

/** What was shared of someone, the latest first. */
export const listOfPerson = async (
  db: Db,
  personId: string,
  page: PageOf,
): Promise<ObservationRow[]> =>
  withObserved(
    db,
    await rows(db)
      .where("observation.id", "in", (eb) =>
        eb
          .selectFrom("observation_person")
          .select("observation_person.observation_id")
          .where("observation_person.person_id", "in", recordsOf(personId)),
      )
      .where("observation.state", "in", countedObservations)
      .limit(page.limit)
      .offset(page.offset)
      .execute(),
  );

/** What was shared of the people within reach, the latest first. */
export const listInReach = async (db: Db, scope: Scope, page: PageOf): Promise<ObservationRow[]> =>
  withObserved(
    db,
    await rows(db)
      .where("observation.state", "in", countedObservations)
      .$if(!scope.everything, (query) =>
        query.where((eb) =>
          eb.exists(
            eb
              .selectFrom("observation_person as part")
              .innerJoin("one_person as person", "person.record_id", "part.person_id")
              .innerJoin("team as place", (join) => join.on("place.id", "=", placeNow))
              .select("part.person_id")
              .whereRef("part.observation_id", "=", "observation.id")
              .where((inner) =>
                inScope(inner as never, scope, {
                  team: sql.ref("place.id"),
                  service: sql.ref("place.service_id"),
                }),
              ),
          ),
        ),
      )
      .limit(page.limit)
      .offset(page.offset)
      .execute(),
  );

/** Someone whom a manager supervises, and the day of their last observation. */
export type Supervised = {
  id: string;
  name: string;
  teamName: string;
  lastOn: string | null;
};

/** The people of the teams within reach, by team and name whatever was observed of them. */
export const listSupervised = (db: Db, scope: Scope): Promise<Supervised[]> =>
  db
    .selectFrom("person")
    .innerJoin("team", "team.id", "person.team_id")
    .innerJoin("service", "service.id", "team.service_id")
    .select(["person.id", "person.name", "team.name as teamName"])
    .select((eb) =>
      eb
        .selectFrom("observation_person as part")
        .innerJoin("observation", "observation.id", "part.observation_id")
        .select((of) => of.fn.max("observation.observed_on").as("last"))
        .where("part.person_id", "in", recordsOf(eb.ref("person.id") as never))
        .where("observation.state", "in", countedObservations)
        .as("lastOn"),
    )
    .where("person.active", "=", 1)
    .where("person.same_as_id", "is", null)
    .where((eb) =>
      inScope(eb as never, scope, {
        team: sql.ref("team.id"),
        service: sql.ref("team.service_id"),
      }),
    )
    .orderBy("service.position")
    .orderBy("team.name")
    .orderBy("person.name_folded")
    .limit(500)
    .execute();

/** How many were shared of one person since a day (YYYY-MM-DD): for them and their manager. */
export async function countOfPerson(db: Db, personId: string, since: string): Promise<number> {
  const { count } = await db
    .selectFrom("observation")
    .select(countAll.as("count"))
    .where("observation.id", "in", (eb) =>
      eb
        .selectFrom("observation_person")
        .select("observation_person.observation_id")
        .where("observation_person.person_id", "in", recordsOf(personId)),
    )
    .where("state", "in", countedObservations)
    .where("observed_on", ">=", since)
    .executeTakeFirstOrThrow();
  return count;
}

/** What someone who observed still has to do: drafts, and feedback not given; the oldest first. */
export const listToFinish = async (db: Db, personId: string): Promise<ObservationRow[]> =>
  withObserved(
    db,
    await rows(db)
      .clearOrderBy()
      .where("observation.observer_id", "in", recordsOf(personId))
      .where("observation.state", "in", ["draft", "shared"])
      .orderBy("observation.begun_at")
      .limit(50)
      .execute(),
  );

/** What was shared with someone and they have not said they read, the oldest first. */
export const listToRead = async (db: Db, personId: string): Promise<ObservationRow[]> =>
  withObserved(
    db,
    await rows(db)
      .clearOrderBy()
      .where("observation.id", "in", (eb) =>
        eb
          .selectFrom("observation_person")
          .select("observation_person.observation_id")
          .where("observation_person.person_id", "in", recordsOf(personId))
          .where("observation_person.read_at", "is", null),
      )
      .where("observation.state", "in", countedObservations)
      .orderBy("observation.shared_at")
      .limit(50)
      .execute(),
  );

/**
 * Drafts begun before an instant, and shared ones that someone observed has not read since; the oldest
 * first. Whoever has left reads nothing any more.
 */
export async function unscopedObservationsWaiting(
  db: Db,
  before: { begun: string; shared: string; limit: number },
): Promise<ObservationRow[]> {
  const [drafts, unread] = await Promise.all([
    rows(db)
      .clearOrderBy()
      .where("observation.state", "=", "draft")
      .where("observation.begun_at", "<", before.begun)
      .orderBy("observation.begun_at")
      .limit(before.limit)
      .execute(),
    rows(db)
      .clearOrderBy()
      .where("observation.state", "=", "shared")
      .where("observation.shared_at", "<", before.shared)
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom("observation_person as part")
            .innerJoin("one_person as person", "person.record_id", "part.person_id")
            .select("part.person_id")
            .whereRef("part.observation_id", "=", "observation.id")
            .where("person.active", "=", 1)
            .where("part.read_at", "is", null),
        ),
      )
      .orderBy("observation.begun_at")
      .limit(before.limit)
      .execute(),
  ]);
  return withObserved(db, [...drafts, ...unread]);
}
