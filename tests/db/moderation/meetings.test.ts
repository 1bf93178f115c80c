import { expect, it } from "vitest";
import { transact } from "~db/core/open.server";
import { closeModeration } from "~db/operations/exercises/closing.server";
import { meetingsStandingStill } from "~db/overviews/attention/meetings.server";
import { describeDatabases } from "../../support/databases";
import { addMeeting } from "../../support/meetings";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

const seenBy = async ({ db }: World, reader: WorldPerson, today: string) =>
  (
    await meetingsStandingStill(db, {
      readerId: reader.id,
      reader: { id: reader.id } as never,
      exerciseId: null,
      today,
    })
  ).map(({ kind, meant }) => ({ kind, meant }));

describeDatabases("A meeting of the panel that nobody held", (makeDb) => {
  it("waits for its chair, and never for people who are not there", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people } = world;
    const { moderator, qaLead } = people;
    const other = await world.addPerson("Quill Other", "qa-lead");
    await addMeeting(world, moderator, [qaLead], "2024-04-15");
    const meant = { kind: "panel-meeting", meant: moderator.name };
    expect(await seenBy(world, moderator, "2024-04-16")).toEqual([meant]);
    expect(await seenBy(world, qaLead, "2024-04-16")).toEqual([]);
    expect(await seenBy(world, qaLead, "2024-04-22")).toEqual([meant]);
    // Whoever chairs it is of the panel no more: the lead's at once, and theirs no longer.
    await db.deleteFrom("role_grant").where("person_id", "=", moderator.id).execute();
    const nobodys = { kind: "panel-meeting", meant: null };
    expect(await seenBy(world, moderator, "2024-04-16")).toEqual([]);
    expect(await seenBy(world, qaLead, "2024-04-16")).toEqual([nobodys]);
    expect(await seenBy(world, other, "2024-04-30")).toEqual([]);
    await db.updateTable("person").set({ active: 0 }).where("id", "=", qaLead.id).execute();
    expect(await seenBy(world, other, "2024-04-16")).toEqual([nobodys]);
  });

  it("is cancelled, and its members told, when moderation of its cycle is closed before", async () => {
    const world = await makeWorld(await makeDb());
    const { db, people, stampOf } = world;
    const id = await addMeeting(world, people.qaLead, [people.moderator], "2024-04-22");
    await db
      .updateTable("exercise")
      .set({ moderated: 1, state: "moderating" })
      .where("id", "=", world.exercise.id)
      .execute();
    const { version } = await db
      .selectFrom("exercise")
      .select("version")
      .where("id", "=", world.exercise.id)
      .executeTakeFirstOrThrow();
    const exercise = { id: world.exercise.id, version, state: "moderating" } as const;
    await transact(db, (tx) => closeModeration(tx, stampOf(people.qaLead), exercise, "2024-05-20"));
    const meeting = await db
      .selectFrom("panel_meeting")
      .select(["state", "cancelled_reason"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(meeting.state).toBe("cancelled");
    expect(meeting.cancelled_reason).toContain("closed");
    const told = await db
      .selectFrom("outbox")
      .select("person_id")
      .where("kind", "=", "panel-meeting-cancelled")
      .execute();
    // Who closes it knows.
    expect(told).toEqual([{ person_id: people.moderator.id }]);
    expect(await seenBy(world, people.qaLead, "2024-06-01")).toEqual([]);
  });
});
