/** An action as tests add it: one of a team, on its way, but for what a test says otherwise. */
import { transact } from "~db/core/open.server";
import { addAction, type NewAction } from "~db/learning-log/actions.server";
import type { World, WorldPerson } from "./world";

export const addTeamAction = (
  { db, teams, stampOf }: World,
  by: WorldPerson,
  more: Partial<NewAction> & Pick<NewAction, "ownerId">,
) =>
  transact(db, (tx) =>
    addAction(tx, stampOf(by), {
      what: "Hold a family network meeting",
      why: "The father was left out",
      area: null,
      theme: null,
      level: "team",
      successMeasure: "A family plan on file",
      ownerRole: "",
      teamId: teams.willow.id,
      serviceId: null,
      dueOn: "2024-04-30",
      duePrecision: "day",
      source: "other",
      exerciseId: null,
      auditId: null,
      responseId: null,
      findingId: null,
      ...more,
    }),
  );
