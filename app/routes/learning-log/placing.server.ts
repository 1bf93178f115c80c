import type { Actor } from "~/rules/access/people";
import { may, mayEver, scopeOf } from "~/rules/access/permission";
import { counted } from "~/rules/core/words";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import { learningReference } from "~/rules/learning-log/learning";
import type { ActionSource } from "~/rules/learning-log/learning-log";
import { meetingInWords } from "~/rules/moderation/meetings";
import { type Guarded, notFound } from "~/server/guard.server";
import { listServices, listTeamsToChoose } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { findLearning } from "~db/learning-log/learning.server";
import { findMeeting } from "~db/moderation/meetings.server";

/** Whoever verifies an action answers for the people who own it: their reach is that of this form. */
export const reachOf = (actor: Actor) => scopeOf(actor, "learning-log.verify");

/** Whose action it can be: the whole council, a service or a team, within the person's reach. */
export async function listPlaces(db: Db, actor: Actor) {
  const reach = reachOf(actor);
  const services = (await listServices(db)).filter(
    ({ id }) => reach.everything || reach.serviceIds.includes(id),
  );
  const teams = (await listTeamsToChoose(db)).filter(
    (team) =>
      reach.everything ||
      reach.serviceIds.includes(team.serviceId) ||
      reach.teamIds.includes(team.id),
  );
  return [
    ...(reach.everything
      ? [{ value: "council", label: "The whole council", teamId: null, serviceId: null }]
      : []),
    ...services.map(({ id, name }) => ({
      value: `service-${id}`,
      label: `${name} (the whole service)`,
      teamId: null,
      serviceId: id,
    })),
    ...teams.map(({ id, name, serviceId }) => ({
      value: `team-${id}`,
      label: name,
      teamId: id,
      serviceId,
    })),
  ];
}

/** The exercise that the address presets; throws 404 when there is none to see. */
export async function exerciseOf(request: Request, db: Db, actor: Actor) {
  const id = new URL(request.url).searchParams.get("exercise");
  if (!id) return null;
  const exercise = mayEver(actor, "programme.read") ? await findExercise(db, id) : null;
  if (!exercise) throw notFound();
  return exercise;
}

/** Where an action of an exercise of this kind came from. */
export const sourceOf = (kind: ExerciseKind | undefined): ActionSource =>
  kind === "thematic" || kind === "dip-sample" ? kind : "other";

/** The learning that the address presets, where it stands by itself; null for any other. */
export async function learningOf({ request, db, actor }: Guarded<unknown>) {
  const id = new URL(request.url).searchParams.get("learning");
  if (!id || !mayEver(actor, "learning-log.read-learning")) return null;
  const learning = await findLearning(db, id);
  return learning?.mergedInto ? null : learning;
}

/** Why an action is raised, where the address names a learning, or a theme of signed-off minutes. */
export async function presetOf(
  guard: Guarded<unknown>,
): Promise<{ why: string; area?: string; theme?: string } | null> {
  const learning = await learningOf(guard);
  if (!learning) return themeOf(guard);
  const { area, theme, what, reference } = learning;
  return {
    why: `${what} (${learningReference(reference)})`,
    ...(area ? { area } : {}),
    ...(theme ? { theme } : {}),
  };
}

/** Why an action is raised, where the address names a theme of signed-off minutes that may be read. */
async function themeOf({ request, db, actor }: Guarded<unknown>): Promise<{ why: string } | null> {
  const asked = new URL(request.url).searchParams;
  const meeting = await findMeeting(db, asked.get("meeting") ?? "");
  const theme = meeting?.themes[Number(asked.get("theme") ?? "0")];
  if (!meeting || !theme || meeting.state !== "closed") return null;
  if (!may("moderation.read-meeting", actor, meeting.access)) return null;
  const cases = theme.cases === null ? "" : `, seen in ${counted(theme.cases, "case")}`;
  return { why: `${theme.text} (theme of ${meetingInWords(meeting.meetsOn)}${cases})` };
}
