/** Owns what the control room shows: the state of a graded exercise and its audits, as one person may see them. */
import { auditStates, isLate } from "~/rules/audits/audits";
import {
  closedInWords,
  progressInWords,
  stepsOf,
  submittedOf,
} from "~/rules/audits/exercise-progress";
import { dueInWords, formatDate, formatMonth } from "~/rules/core/dates";
import { asksTeams, isReleased } from "~/rules/exercises/exercises";
import { versionInWords } from "~/rules/tools/versions";
import { listTeams } from "~db/access/people.server";
import {
  type Exercise,
  findToolVersion,
  listMembers,
  type Member,
} from "~db/exercises/exercises.server";
import { countAudits } from "~db/exercises/programme.server";
import { gatherAttention } from "~db/overviews/attention/attention.server";
import {
  countRoom,
  findMarks,
  listRoom,
  type RoomAudit,
  type RoomFilter,
} from "~db/overviews/control-room.server";
import { countLoads } from "~db/sampling/loads.server";
import type { AskerOf } from "../asker";

const perPage = 30;

/** The control room as its page needs it, filtered and paged as the address asks. */
export async function findRoom(asker: AskerOf<Exercise>, asked: URLSearchParams) {
  const { subject, db, actor, today } = asker;
  const { chosen, filter } = readFilter(asked, today);
  const found = await countRoom(db, subject.id, filter);
  const pages = Math.max(1, Math.ceil(found / perPage));
  const page = Math.min(pages, Math.max(1, Number(asked.get("page")) || 1));
  const range = { limit: perPage, offset: (page - 1) * perPage };
  const audits = await listRoom(db, subject.id, actor.id, filter, range);
  const marks = await findMarks(db, subject.id, actor.id);
  const shown = audits.filter((one) => one.grade !== null && one.standing === "provisional");
  const members = await listMembers(db, subject.id);
  const room = {
    ...(await findProgress(asker)),
    ...(await findPeople(asker, members)),
    attention: await gatherAttention(db, actor, { exerciseId: subject.id, today }),
    marks: { ...marks, escalated: marks.escalated.count },
    chosen,
    found,
    page,
    pages,
    teams: (await listTeams(db))
      .filter((team) => team.holdsCases)
      .map(({ id, name }) => ({ value: id, label: name })),
    audits: audits.map((audit) => auditInRoom(audit, subject, today)),
    may: mayInRoom(asker),
  };
  return {
    room,
    /** Provisional grades that the room shows: whoever shows it keeps that they were read. */
    provisional: [
      ...shown.map(({ id: auditId, round }) => ({ auditId, round })),
      ...marks.escalated.provisional,
    ],
  };
}

export type Room = Awaited<ReturnType<typeof findRoom>>["room"];

/** What the address chooses, and the same as the list is read with. */
function readFilter(asked: URLSearchParams, today: string) {
  const state = auditStates.find((one) => one === asked.get("state"));
  const chosen = {
    state,
    team: asked.get("team") ?? "",
    auditor: asked.get("auditor") ?? "",
    late: asked.get("late") === "yes" ? "yes" : "",
  };
  const filter: RoomFilter = {
    state,
    teamId: chosen.team || undefined,
    auditorId: chosen.auditor || undefined,
    lateOn: chosen.late ? today : undefined,
  };
  return { chosen, filter };
}

/** What the cycle is, and how far it has come. */
async function findProgress({ subject, db, today }: AskerOf<Exercise>) {
  const counts = (await countAudits(db, [subject.id], today)).get(subject.id);
  if (!counts) throw new Error("An exercise has no counts");
  const tool = subject.toolVersionId ? await findToolVersion(db, subject.toolVersionId) : null;
  return {
    id: subject.id,
    kind: subject.kind,
    title: subject.title,
    state: subject.state,
    month: formatMonth(subject.month),
    size: subject.size,
    steps: stepsOf(subject.state, counts, asksTeams(subject.kind)),
    progress: progressInWords(counts),
    submitted: submittedOf(counts),
    total: counts.total,
    closedWords: closedInWords(counts, asksTeams(subject.kind)),
    late: counts.late,
    unallocated:
      subject.state === "drawn" ? await countRoom(db, subject.id, { unallocated: true }) : 0,
    facts: [
      ...datesOf(subject, counts.total, today),
      ...(tool
        ? [{ key: "Audit tool", value: `${tool.definition.name}, version ${versionInWords(tool)}` }]
        : []),
    ],
  };
}

/** The dates of the plan; the one that is next says how far away it is. */
function datesOf(subject: Exercise, audits: number, today: string) {
  const askedOfNobody = subject.state === "closed" && audits === 0;
  const dueNow: Record<string, number> = { auditing: 0, moderating: 1 };
  const dates = [
    { key: "Audits due", on: subject.auditsDueOn },
    { key: "Moderation due", on: subject.moderationDueOn },
    { key: "Responses due", on: askedOfNobody ? null : subject.responsesDueOn },
  ];
  return dates.flatMap(({ key, on }, at) => {
    if (on === null) return [];
    const far = dueNow[subject.state] === at ? ` (${dueInWords(on, today)})` : "";
    return { key, value: `${formatDate(on)}${far}` };
  });
}

/** Who audits and moderates, and how much each auditor has. */
async function findPeople({ subject, db }: AskerOf<Exercise>, members: readonly Member[]) {
  const auditors = members.filter((member) => member.part === "auditor");
  const loads = await countLoads(db, subject.id);
  return {
    capacity: {
      auditors: auditors.length,
      maximum: auditors.reduce((sum, member) => sum + member.maximum, 0),
      moderators: members.filter((member) => member.part === "moderator").length,
    },
    loads: auditors.map((member) => ({
      id: member.personId,
      name: member.name,
      load: loads.get(member.personId) ?? 0,
      expected: member.expected,
      maximum: member.maximum,
    })),
    auditors: auditors.map((member) => ({ value: member.personId, label: member.name })),
  };
}

/** A row of the room. */
const auditInRoom = (audit: RoomAudit, { state }: Exercise, today: string) => ({
  id: audit.id,
  reference: audit.reference,
  teamName: audit.teamName,
  cohort: audit.cohort,
  auditorName: audit.auditorName,
  state: audit.state,
  due:
    audit.dueOn === null
      ? null
      : {
          on: formatDate(audit.dueOn),
          late: isLate(audit, today) ? dueInWords(audit.dueOn, today) : null,
        },
  grade: audit.grade,
  standing: audit.standing,
  blind: audit.blind,
  kept: audit.kept,
  concern: audit.concern,
  swapped: audit.swapped,
  reAudit: audit.reAudit,
  overrideReason: audit.overrideReason,
  overridden: audit.overridden,
  movable: isReleased(state) && (audit.state === "allocated" || audit.state === "started"),
  readable: audit.standing !== "none" && !audit.blind,
});

const mayInRoom = ({ subject, may }: AskerOf<Exercise>) => ({
  manage: may("exercises.manage", subject.access),
  draw: may("sampling.draw", subject.access),
  allocate: may("sampling.allocate"),
  declared: may("conflicts.withdraw"),
  withdraw: may("audits.withdraw"),
});
