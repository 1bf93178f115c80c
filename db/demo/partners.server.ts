/**
 * Owns the demonstration's people of other agencies, and a small thematic audit that three agencies
 * are in the middle of: some parts committed, one case agreed, the rest waiting. All of it is invented.
 */

import { fieldNames } from "~/rules/audits/content";
import { addWorkingDays } from "~/rules/core/dates";
import { fold, lowered } from "~/rules/core/folding";
import { councilAgency } from "~/rules/samples/reviewing";
import type { Book } from "./book.server";
import { openOn } from "./caseload.server";
import { choose, idAt, inOrder } from "./chance";
import { at, officeTime } from "./clock";
import { addExercise } from "./exercise-rows.server";
import type { DemoCase } from "./families";
import type { Staff } from "./people.server";
import { addTool } from "./tools.server";
import { domesticAbuse } from "./words/exercises-agencies";

const since = "2024-03-18T10:00:00.000Z";
const key = "domestic-abuse-2024-04";
const releasedOn = "2024-04-03";

const partners = [
  { name: "Corin Blythe", email: "partner", agency: "Police", job: "Detective sergeant" },
  { name: "Anwen Tolley", email: "anwen.tolley", agency: "Health", job: "Named nurse" },
] as const;

/** Adds both people; the first has the account of the role. */
function addPeople(book: Book, passwordHash: string): string[] {
  return partners.map(({ name, email, agency, job }) => {
    const id = idAt(since, "person", name);
    const address = `${email}@demo.example`;
    book.add("person", {
      ...{ id, name, name_folded: fold(name), staff_number: null, staff_number_key: null },
      ...{ email: address, email_folded: lowered(address), job_title: job, active: 1 },
      ...{ team_id: null, manager_id: null, agency },
    });
    book.add("role_grant", {
      ...{ id: idAt(since, "grant", name), person_id: id, role: "partner", reach: "all" },
      ...{ service_id: null, team_id: null },
    });
    if (email === "partner") {
      book.add("auth_account", {
        ...{ person_id: id, password_hash: passwordHash, must_change: 0, locked_until: null },
        ...{ password_changed_at: book.systemAt, signed_in_at: book.systemAt },
      });
    }
    book.tell(since, null, {
      stream: `person:${id}`,
      kind: "person.added",
      after: { name, jobTitle: job, agency },
    });
    return id;
  });
}

/** So many of the five cases each agency has committed; the next is started. */
const committedOf: Record<string, number> = { [councilAgency]: 4, Health: 3, Police: 1 };

export function addPartners(
  book: Book,
  passwordHash: string,
  staff: Staff,
  cases: readonly DemoCase[],
): void {
  const [police = "", health = ""] = addPeople(book, passwordHash);
  const lead = staff.account("qa-lead");
  const own = staff.account("team-manager");
  const plannedAt = at("2024-03-20", "14:10");
  const releasedAt = at(releasedOn, "09:30");
  const exerciseId = idAt(plannedAt, "exercise", key);
  const [tool] = addTool(
    book,
    { kind: "thematic", key, name: domesticAbuse.title, shared: false, position: 0 },
    [{ major: 1, at: plannedAt, definition: domesticAbuse.tool }],
  );
  addExercise(
    book,
    {
      ...{ id: exerciseId, kind: "thematic", title: domesticAbuse.title, month: "2024-04" },
      ...{ lead_id: lead.id, tool_version_id: tool?.versionId ?? null, state: "auditing", size: 5 },
      ...{ trigger_kind: "review", trigger_text: domesticAbuse.trigger },
      ...{ rationale: domesticAbuse.rationale, methodology: domesticAbuse.methodology },
      lines_of_enquiry: domesticAbuse.linesOfEnquiry.join("\n"),
      ...{ audits_due_on: "2024-04-24", released_at: releasedAt, reviewing: "agencies" },
    },
    plannedAt,
  );
  const reviewers = [
    { id: own.id, agency: "", role: "Team manager" },
    { id: police, agency: "Police", role: "Public protection" },
    { id: health, agency: "Health", role: "Safeguarding in health" },
  ];
  for (const { id, agency, role } of reviewers) {
    book.add("exercise_member", {
      ...{ exercise_id: exerciseId, person_id: id, part: "reviewer", role_text: role, agency },
      ...{ expected: 0, maximum: 0 },
    });
  }
  casesFor(staff, cases).forEach((one, n) => {
    const auditId = idAt(releasedAt, "audit", key, one.reference);
    const team = staff.teamById(one.teamId);
    const startedAt = at(addWorkingDays(releasedOn, 1), officeTime(n * 7));
    book.add("audit", {
      ...{ id: auditId, exercise_id: exerciseId, case_id: one.id, team_id: team.id },
      ...{ service_id: team.serviceId, cohort: one.cohort, worker_id: one.workerId },
      ...{ auditor_id: null, override_reason: null, state: "started", round: 1 },
      ...{ due_on: "2024-04-24", origin: "chosen", previous_audit_id: null },
      origin_reason: "Police attended at the home in the last six months.",
      ...{ started_at: startedAt, submitted_at: null, final_at: null },
    });
    book.tell(releasedAt, lead.id, { stream: `audit:${auditId}`, kind: "audit.chosen" });
    for (const { id: by, agency } of reviewers) {
      addPart(book, { exerciseId, auditId, n, by, agency: agency || councilAgency });
    }
    if (n === 0) addAgreed(book, auditId, lead.id);
  });
}

/** Children on a plan or in need of one service, one of a family, none of the reviewer’s own team. */
function casesFor(staff: Staff, cases: readonly DemoCase[]): DemoCase[] {
  const rowan = staff.team("Rowan").id;
  const families = new Set<string | null>();
  return inOrder(openOn(cases, releasedOn), key)
    .filter(({ teamId, cohort, sensitive }) => {
      const fits = cohort === "child-protection" || cohort === "child-in-need";
      return teamId === rowan && fits && !sensitive;
    })
    .filter(({ familyReference }) => {
      if (families.has(familyReference)) return false;
      families.add(familyReference);
      return true;
    })
    .slice(0, 5);
}

type PartOf = { exerciseId: string; auditId: string; n: number; by: string; agency: string };

function addPart(book: Book, { exerciseId, auditId, n, by, agency }: PartOf): void {
  const releasedAt = at(releasedOn, "09:30");
  const id = idAt(releasedAt, "part", auditId, agency);
  const committed = n < (committedOf[agency] ?? 0);
  const started = n === committedOf[agency];
  const savedAt = at(addWorkingDays(releasedOn, 2 + n), officeTime(n * 13));
  book.add("review_part", {
    ...{ id, exercise_id: exerciseId, audit_id: auditId, agency, person_id: null },
    ...{ state: committed ? "committed" : started ? "started" : "waiting", reason: "" },
    ...{ waits_since: releasedAt, version: 1 },
    ...{ settled_at: committed ? savedAt : null, settled_by: committed ? by : null },
  });
  const { questions } = domesticAbuse.tool;
  for (const { code } of committed ? questions : started ? questions.slice(0, 2) : []) {
    const field = fieldNames.inPart(id, fieldNames.question(code));
    const value = choose(["met", "met", "partly", "not-met"], "answer", id, code);
    addAnswer(book, { auditId, field, value, by, savedAt });
  }
  const note = domesticAbuse.notes[agency];
  const [first] = questions;
  if (committed && note && first) {
    const field = fieldNames.inPart(id, fieldNames.questionNote(first.code));
    addAnswer(book, { auditId, field, value: note, by, savedAt });
  }
  if (committed) {
    const stream = `audit:${auditId}` as const;
    book.tell(savedAt, by, { stream, kind: "part.committed", after: { agency } });
  }
}

function addAgreed(book: Book, auditId: string, by: string): void {
  const savedAt = at("2024-04-12", "11:40");
  for (const { code } of domesticAbuse.tool.questions) {
    const value = choose(["met", "partly", "not-met"], "agreed", auditId, code);
    addAnswer(book, { auditId, field: fieldNames.question(code), value, by, savedAt });
  }
}

type NewAnswer = { auditId: string; field: string; value: string; by: string; savedAt: string };

function addAnswer(book: Book, { auditId, field, value, by, savedAt }: NewAnswer): void {
  book.add("answer", {
    ...{ audit_id: auditId, field, value, version: 1, saved_by: by, saved_at: savedAt },
    save_id: idAt(savedAt, "save", auditId, field),
  });
}
