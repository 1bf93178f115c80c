/** Who is given a moderation by itself: nobody who has read, and last whoever could have. */
import { expect, it } from "vitest";
import { transact } from "~db/core/open.server";
import { shareOutModerations } from "~db/moderation/moderators.server";
import { describeDatabases } from "../../support/databases";
import { addSelected } from "../../support/moderated";
import { makeWorld, type World, type WorldPerson } from "../../support/world";

describeDatabases("Moderators given by themselves", (makeDb) => {
  /** One moderator who has read the grades, one who leads quality too, and one who is neither. */
  async function start() {
    const world = await makeWorld(await makeDb());
    const { qaLead, moderator: reader } = world.people;
    // Last in every order but the one that is asked for here.
    const plain = await world.addPerson("Zola Archer", "moderator");
    const audit = await addSelected(world, null);
    await world.db
      .insertInto("exercise_member")
      .values(
        [reader, qaLead, plain].map(({ id }) => ({
          ...{ exercise_id: world.exercise.id, person_id: id, part: "moderator" },
          ...{ role_text: "", expected: 2, maximum: 5 },
        })),
      )
      .execute();
    await read(world, audit.id, reader);
    return { world, reader, plain, audit };
  }

  const read = ({ db }: World, auditId: string, who: WorldPerson) =>
    db
      .insertInto("grades_read")
      .values({
        ...{ audit_id: auditId, round: 1, person_id: who.id },
        ...{ where_read: "audit", read_at: "2024-04-12T10:00:00.000Z" },
      })
      .execute();

  async function given({ db, stampOf, people, exercise }: World): Promise<string | null> {
    await transact(db, (tx) => shareOutModerations(tx, stampOf(people.qaLead), exercise.id));
    const row = await db
      .selectFrom("moderation")
      .leftJoin("person", "person.id", "moderation.moderator_id")
      .select("person.name")
      .executeTakeFirstOrThrow();
    return row.name;
  }

  it("are those whose roles could not open the audit, while there is one", async () => {
    const { world, plain } = await start();
    expect(await given(world)).toBe(plain.name);
  });

  it("are those whose roles could open it, where nobody else is free", async () => {
    const { world, plain, audit } = await start();
    await read(world, audit.id, plain);
    expect(await given(world)).toBe(world.people.qaLead.name);
  });

  it("are never those who have read its grades: it waits for the lead instead", async () => {
    const { world, plain, audit } = await start();
    await read(world, audit.id, plain);
    await read(world, audit.id, world.people.qaLead);
    expect(await given(world)).toBeNull();
  });
});
