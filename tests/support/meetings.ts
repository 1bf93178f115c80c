/** Owns audits that wait for the panel, agreed on or not, and a meeting on them, for tests. */
import { paths } from "~/paths";
import { transact } from "~db/core/open.server";
import { planMeeting } from "~db/moderation/meetings.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import { addSelected } from "./moderated";
import { moderatedAudit } from "./panel";
import type { World, WorldPerson } from "./world";

const made = <J extends string>(judgement: J) => ({ judgement, reason: `Seen as ${judgement}` });

/** Committed by this moderator: the same grades as the auditor's, or better ones. */
export async function addCommitted(
  world: World,
  moderator: WorldPerson,
  { agrees, auditor }: { agrees: boolean; auditor?: WorldPerson },
) {
  const audit = await addSelected(world, moderator, auditor ? { auditor } : {});
  const subject = await moderatedAudit(world.db, audit.id);
  await transact(world.db, (tx) =>
    saveCommitment(tx, world.stampOf(moderator), subject, {
      version: subject.moderation.version,
      changes: 0,
      grading: {
        areas: {
          contact: made("good"),
          assessment: agrees ? made("inadequate") : made("good"),
          plo: made("good"),
        },
        overall: { grade: agrees ? "requires-improvement" : "good", reason: "As seen" },
      },
      quality: {},
    }),
  );
  return audit;
}

/** A meeting for today, with this chair and these members beside. */
export const addMeeting = (
  world: World,
  chair: WorldPerson,
  members: readonly WorldPerson[],
  meetsOn = "2024-04-15",
): Promise<string> =>
  transact(world.db, (tx) =>
    planMeeting(tx, world.stampOf(world.people.qaLead), world.exercise.id, {
      meetsOn,
      startsAt: "14:00",
      place: "Room 2",
      chairId: chair.id,
      memberIds: members.map(({ id }) => id),
    }),
  );

/** Every address of a meeting that can be opened, and of its first cases. */
export const pagesOf = (id: string): string[] => [
  paths.moderation.meetings(),
  paths.moderation.meeting(id),
  paths.moderation.takeInMeeting(id),
  paths.moderation.minutes(id),
  ...[1, 2, 3].flatMap((number) => [
    paths.moderation.meetingCase(id, number),
    paths.moderation.decideInMeeting(id, number),
  ]),
];
