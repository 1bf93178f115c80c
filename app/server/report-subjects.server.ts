/** Owns finding what a report's URL names, for the guard: null answers 404. */
import type { Access } from "~/rules/access/access";
import { mayEver } from "~/rules/access/permission";
import { hasReport } from "~/rules/exercises/exercises";
import { listTeams, type Team } from "~db/access/people.server";
import { listPanel } from "~db/audits/blind.server";
import { findSettings } from "~db/core/settings.server";
import { type Exercise, findExercise } from "~db/exercises/exercises.server";
import { findResponseToAgree } from "~db/reports/agreeing.server";
import { type Edition, findEdition } from "~db/reports/editions.server";
import { listAbove } from "~db/reports/responders.server";
import { findResponse, type TeamResponse } from "~db/reports/responses.server";
import type { Find, Finding } from "./guard.server";

/** A core cycle with grades to report; until it is closed they are kept from whoever could moderate. */
export const cycleFromUrl: Find<Exercise> = async ({ db, params }) => {
  const exercise = params.exerciseId ? await findExercise(db, params.exerciseId) : null;
  if (exercise?.kind !== "core" || !hasReport(exercise.state)) return null;
  const blind =
    exercise.state === "closed" ? [] : await listPanel(db, exercise.id, "could-be-asked");
  return { ...exercise, access: { ...exercise.access, blind } };
};

export type TeamSubject = { team: Team; access: Access };

/** A team with its service: what the reach of a role is measured by. */
export const teamFromUrl: Find<TeamSubject> = async ({ db, params }) => {
  const team = (await listTeams(db)).find(({ id }) => id === params.teamId);
  return team ? { team, access: { teamId: team.id, serviceId: team.serviceId, people: {} } } : null;
};

/** A team's report of a closed cycle. */
export const teamReportFromUrl = async (finding: Finding) => {
  const subject = await teamFromUrl(finding);
  const cycle = await cycleFromUrl(finding);
  if (!subject || cycle?.state !== "closed") return null;
  const { team, access } = subject;
  const above = await listAbove(finding.db, { teamId: team.id, serviceId: team.serviceId });
  return { team, cycle, access: { ...access, people: { above } } };
};

/** A published edition; one for staff is there for nobody else. */
export const editionFromUrl: Find<Edition> = async ({ db, actor, params }) => {
  const edition = params.editionId ? await findEdition(db, params.editionId) : null;
  if (edition?.audience === "staff" && !mayEver(actor, "reports.read-staff-edition")) return null;
  return edition;
};

export const responseFromUrl: Find<TeamResponse> = async ({ db, params }) =>
  params.responseId ? findResponse(db, params.responseId) : null;

/** The same, with whoever may agree it where its service does not. */
export const responseToAgreeFromUrl: Find<TeamResponse> = async ({ db, params, today }) => {
  if (!params.responseId) return null;
  const days = (await findSettings(db))["responses.patience-working-days"];
  return findResponseToAgree(db, params.responseId, { today, days });
};
