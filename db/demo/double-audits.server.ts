/**
 * Owns the demonstration's double audits, invented like everything else in it: some audits of a
 * closed cycle, drawn by the real draw and graded again by peers without a conflict of interest.
 */
import {
  doubleDrawAlgorithm,
  doubleFingerprint,
  doubleMachine,
  drawDoubleAudits,
  goesToLead,
  shareOutDoubles,
} from "~/rules/calibration/double-audits";
import { moderatorConflicts } from "~/rules/moderation/moderators";
import { isGrade, type Judgement } from "~/rules/tools/grades";
import type { DemoAudit } from "./audit-rows.server";
import type { Book } from "./book.server";
import { choose, idAt, roll } from "./chance";
import { at, officeTime } from "./clock";
import { interestsOf } from "./families";
import { step } from "./figures";
import type { PlacedPerson, Staff } from "./people.server";
import { secondReasons } from "./words/double-audits";

export const doubledMonth = "2024-01";
const drawnOn = "2024-03-21";
const drawnAt = at(drawnOn, "10:25");
const dueOn = "2024-04-12";
const days = ["2024-04-03", "2024-04-05", "2024-04-09", "2024-04-10"];
const percent = 15;
const seed = `demo-borough-double-audits-${doubledMonth}`;

/** Every auditor who moderates nothing, with whether they could grade an audit again. */
function peersOf(staff: Staff, audit: DemoAudit) {
  const facts = {
    auditorId: audit.auditor.id,
    readers: [],
    caseFacts: interestsOf(staff, audit.case),
  };
  return staff.people
    .filter((person) => person.isAuditor && person.established && !person.isModerator)
    .filter((person) => ![...staff.accounts.values()].includes(person))
    .map((person) => ({
      id: person.id,
      free: moderatorConflicts(person, facts, drawnOn).length === 0,
      couldOpen: person.services.length > 0,
    }));
}

/** Mostly what the first auditor gave; now and then one step off, and never one that escalates. */
function secondOf(audit: DemoAudit, area: string, first: Judgement): Judgement {
  if (!isGrade(first)) return first;
  const chance = roll(10, "second", audit.key, area);
  const second = chance < 2 ? step(first, 1) : chance < 3 ? step(first, -1) : first;
  return goesToLead([second]) ? "requires-improvement" : second;
}

export function addDoubleAudits(book: Book, staff: Staff, audits: readonly DemoAudit[]): void {
  const [{ exerciseId } = { exerciseId: "" }] = audits;
  const lead = staff.account("qa-lead").id;
  const auditIds = audits.map(({ id }) => id).sort();
  const drawId = idAt(drawnAt, "double-draw", doubledMonth);
  const drawn = drawDoubleAudits({ seed, auditIds, percent });
  book.add("double_draw", {
    ...{ id: drawId, exercise_id: exerciseId, seed, algorithm: doubleDrawAlgorithm },
    ...{ fingerprint: doubleFingerprint(auditIds), drawn_from: JSON.stringify(auditIds) },
    ...{ percent, due_on: dueOn, drawn_by: lead, drawn_at: drawnAt },
  });
  book.tell(drawnAt, lead, {
    stream: `exercise:${exerciseId}`,
    kind: "double-audit.drawn",
    after: { drawId, percent, drawn: drawn.length, dueOn },
  });
  const byId = new Map(audits.map((audit) => [audit.id, audit]));
  const of = drawn.flatMap((id) => byId.get(id) ?? []);
  const pairs = shareOutDoubles({
    auditIds: drawn,
    loads: new Map(),
    peers: new Map(of.map((audit) => [audit.id, peersOf(staff, audit)])),
  });
  for (const [n, audit] of of.entries()) {
    const peerId = pairs.find(({ auditId }) => auditId === audit.id)?.peerId;
    const peer = staff.people.find(({ id }) => id === peerId);
    if (!peer) throw new Error("Nobody is free to grade an audit again");
    addDouble(book, { audit, peer, lead, drawId, n });
  }
}

function addDouble(
  book: Book,
  one: { audit: DemoAudit; peer: PlacedPerson; lead: string; drawId: string; n: number },
): void {
  const { audit, peer, lead, drawId, n } = one;
  const id = idAt(drawnAt, "double-audit", audit.key);
  const stream = `double-audit:${id}` as const;
  const submittedAt = at(days[n % days.length] ?? dueOn, officeTime(audit.index));
  book.add("double_audit", {
    ...{ id, draw_id: drawId, audit_id: audit.id, peer_id: peer.id, waits_since: drawnAt },
    ...{ state: doubleMachine.moves.submit.to, submitted_at: submittedAt, version: 3 },
  });
  const { areas, overall } = audit.grades;
  const grades = Object.entries<Judgement>({ ...areas, overall }).map(([area, first]) => {
    const judgement = secondOf(audit, area, first);
    const reason = choose(secondReasons[judgement], "second-reason", audit.key, area);
    return { area, judgement, reason };
  });
  book.add("double_grade", ...grades.map((grade) => ({ ...grade, double_audit_id: id })));
  book.tell(drawnAt, lead, { stream, kind: "double-audit.given", after: { peerId: peer.id } });
  book.tell(submittedAt, peer.id, { stream, kind: "double-audit.graded", after: { grades } });
}
