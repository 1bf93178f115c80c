/**
 * Everyone who is sent a message about an answer to a report can open what it leads to at that
 * moment, and nobody is told of what is no longer so.
 */
import { expect, it } from "vitest";
import { saveAgreed, saveSentBack } from "~db/operations/reports/response-agreement.server";
import { saveAnswer } from "~db/operations/reports/response-answers.server";
import { findResponseToAgree, tellOfUnagreed } from "~db/reports/agreeing.server";
import { addResponses } from "~db/reports/asking.server";
import { tellOfLate } from "~db/reports/late-responses.server";
import { tellResponders } from "~db/reports/responders.server";
import { addCycle, auditsOf } from "../../support/cycles";
import { describeDatabases } from "../../support/databases";
import { makeStage, openedOfResponses, type Stage } from "../../support/message-stage";
import { makeWorld, type WorldPerson } from "../../support/world";

const readOf = (stage: Stage, id: string) => async () => {
  const today = stage.clock.now().toISOString().slice(0, 10);
  const found = await findResponseToAgree(stage.world.db, id, { today, days: 5 });
  if (!found) throw new Error("The response is gone");
  return found;
};

const by = (stage: Stage, person: WorldPerson) => ({
  ...stage.stampOf(person),
  actorId: person.id,
});

describeDatabases("A message about an answer to a report", (makeDb) => {
  it("opens for everyone who is sent it, and says nothing that is done", async () => {
    const stage = await makeStage(await makeWorld(await makeDb()));
    const { world, clock, doing, nobody, openAll, opened, teamManager, serviceManager } = stage;
    const cycle = await addCycle(world, "2024-01", auditsOf(world.teams.willow, [0, 6, 3, 0]));
    const ask = { exerciseId: cycle.id, dueOn: "2024-04-16" };
    await doing((tx) => addResponses(tx, stage.stampOf(stage.qaLead), ask));
    await openAll();
    const { id } = await world.db.selectFrom("response").select("id").executeTakeFirstOrThrow();
    const read = readOf(stage, id);
    const move = async (day: string) => {
      clock.moveTo(`${day}T09:00:00.000Z`);
      await tellOfLate(world.db, nobody());
      await tellOfUnagreed(world.db, nobody());
      expect(await openAll()).toEqual([]);
    };
    const answer = async (noneNeededReason: string) => {
      const response = await read();
      await doing((tx) =>
        saveAnswer(tx, by(stage, teamManager), response, {
          ...{ version: response.version, actions: [], comment: "" },
          noneNeededReason,
        }),
      );
      expect(await openAll()).toEqual([]);
    };

    // Five working days late it goes to the service, and after five more to the QA lead.
    await move("2024-04-22");
    expect(opened.has("response-late")).toBe(false);
    await move("2024-04-23");
    const service = [serviceManager.name, stage.otherAuditor.name];
    expect([...(opened.get("response-late") ?? [])].toSorted()).toEqual(service.toSorted());
    expect(opened.has("response-late-lead")).toBe(false);
    await move("2024-04-30");
    expect(opened.get("response-late-lead")).toEqual(new Set([stage.qaLead.name]));

    await answer("All is well");
    const first = await read();
    const missing = { version: first.version, missing: "Say how you know", dueOn: "2024-05-10" };
    await doing((tx) => saveSentBack(tx, by(stage, serviceManager), first, missing));
    expect(await openAll()).toEqual([]);
    // Whoever answers for the team is told once of what came back, and not that a report is ready.
    const toTeam = () =>
      world.db
        .selectFrom("outbox")
        .select(["kind", "person_id"])
        .where("kind", "in", ["response-asked", "response-sent-back"])
        .execute();
    const before = await toTeam();
    await tellResponders(world.db, nobody());
    expect(await toTeam()).toEqual(before);
    await answer("Every audit was Good");
    // Nobody agrees it for five working days, over the bank holiday of 6 May.
    const told = () => [...(opened.get("response-to-agree") ?? [])];
    await move("2024-05-06");
    expect(told()).not.toContain(stage.qaLead.name);
    await move("2024-05-08");
    expect(told()).toContain(stage.qaLead.name);
    const second = await read();
    await doing((tx) => saveAgreed(tx, by(stage, serviceManager), second, second.version));
    expect(await openAll()).toEqual([]);
    await move("2024-06-10");

    expect(openedOfResponses.filter((kind) => !opened.has(kind))).toEqual([]);
  });
});
