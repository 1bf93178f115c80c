/**
 * Owns audits that were submitted and selected, for tests of moderation; what the moderator must
 * not see carries the marks below, so that a page that gives it away is found by its text.
 */

import { paths } from "~/paths";
import { fieldNames } from "~/rules/audits/content";
import { newId } from "~db/core/ids.server";
import { formOf } from "./form";
import type { FormValues, Web } from "./web";
import type { World, WorldPerson } from "./world";

/** In every reason, overall judgement and consistency answer of the auditor. */
export const hidden = "HIDDEN-FROM-THE-MODERATOR";
export const areaCodes = ["contact", "assessment", "plo"];

/** What an audit still needs of voices to be submitted again. */
export const voicesHeard = {
  "voice.child.status": "obtained",
  "voice.child.said": "I like my worker",
  "voice.parent-1.status": "declined",
  "voice.parent-1.reason": "Did not want to be called",
  "voice.practitioner.status": "obtained",
  "voice.practitioner.said": "Proud of the plan",
};

type Grades = Record<string, string>;
const usual: Grades = {
  contact: "good",
  assessment: "inadequate",
  plo: "good",
  overall: "requires-improvement",
};

/** A submitted audit with judgements, answers, a voice and a finding. */
export async function addSubmitted(
  world: World,
  more: {
    grades?: Grades;
    auditor?: WorldPerson;
    state?: string;
    origin?: "drawn" | "re-audit";
    exerciseId?: string;
  } = {},
) {
  const { db, people } = world;
  const auditor = more.auditor ?? people.auditor;
  const grades = { ...usual, ...more.grades };
  const audit = await world.addAudit({
    ...(more.exerciseId ? { exercise_id: more.exerciseId } : {}),
    auditor_id: auditor.id,
    state: more.state ?? "submitted",
    origin: more.origin ?? "drawn",
    submitted_at: "2024-04-12T09:00:00.000Z",
  });
  await world.addAnswers(audit.id, {
    ...Object.fromEntries(
      areaCodes.flatMap((code) => [
        [fieldNames.commentary(code), `Commentary on ${code}`],
        [fieldNames.areaPrompt(code, "timely"), "partly"],
        [fieldNames.areaPromptNote(code, "timely"), `Note on ${code}`],
        [fieldNames.grade(code), grades[code] ?? ""],
        [fieldNames.rationale(code), `${hidden} rationale of ${code}`],
      ]),
    ),
    [fieldNames.overallGrade]: grades.overall ?? "",
    [fieldNames.overallRationale]: `${hidden} overall rationale`,
    [fieldNames.promptReason("overall-above-lowest")]: `${hidden} consistency`,
  });
  await db
    .insertInto("judgement")
    .values(
      Object.entries(grades).map(([area, judgement]) => ({
        audit_id: audit.id,
        area,
        source: "auditor" as const,
        round: 1,
        judgement,
        reason: `${hidden} reason for ${area}`,
        team_id: audit.team_id,
        service_id: audit.service_id,
        made_by: auditor.id,
        made_at: "2024-04-12T09:00:00.000Z",
      })),
    )
    .execute();
  await db
    .insertInto("voice")
    .values({
      audit_id: audit.id,
      key: "child",
      kind: "child",
      label: "",
      status: "obtained",
      reason: "",
      said: "I like my worker",
      method: "In person",
      held_on: "2024-04-02",
      not_shared: 0,
    })
    .execute();
  await db
    .insertInto("finding")
    .values({
      id: newId(),
      exercise_id: audit.exercise_id,
      audit_id: audit.id,
      kind: "strength",
      area: "assessment",
      theme: "analysis",
      text: "A careful chronology",
      case_count: null,
      made_by: auditor.id,
      made_at: "2024-04-12T09:00:00.000Z",
    })
    .execute();
  return audit;
}

/** The same, selected for this moderator because it was graded Inadequate. */
export async function addSelected(
  world: World,
  moderator: WorldPerson | null,
  more: Parameters<typeof addSubmitted>[1] = {},
) {
  const audit = await addSubmitted(world, { state: "selected", ...more });
  const moderationId = newId();
  await world.db
    .insertInto("moderation")
    .values({
      id: moderationId,
      audit_id: audit.id,
      exercise_id: audit.exercise_id,
      round: 1,
      reason: "inadequate",
      reason_note: "",
      probability: 1,
      selected_at: "2024-04-12T09:00:00.000Z",
      moderator_id: moderator?.id ?? null,
      state: "selected",
      committed_at: null,
      quality: "{}",
      feedback: "",
      outcome: null,
      decision_reason: "",
      decided_by: null,
      decided_at: null,
      feedback_read_at: null,
    })
    .execute();
  if (moderator) {
    await world.db
      .insertInto("moderation_holder")
      .values({
        moderation_id: moderationId,
        person_id: moderator.id,
        given_at: "2024-04-12T09:00:00.000Z",
      })
      .execute();
  }
  return { ...audit, moderationId };
}

/** What a moderator types into the grading page: complete, and lower than the auditor in one area. */
export const gradingTyped = {
  "areas.contact.grade": "good",
  "areas.contact.reason": "My reason for contact",
  "areas.assessment.grade": "requires-improvement",
  "areas.assessment.reason": "My reason for assessment",
  "areas.plo.grade": "requires-improvement",
  "areas.plo.reason": "My reason for PLO",
  "overall.grade": "requires-improvement",
  "overall.reason": "My overall reason",
  "quality.evidence-complete.answer": "met",
  "quality.evidence-complete.note": "",
  "quality.voices-heard.answer": "partly",
  "quality.voices-heard.note": "The father was not asked",
  "quality.actions-right.answer": "met",
  "quality.actions-right.note": "",
};

/** What the panel types to make it final, against the usual grades of the auditor above. */
export const decisionTyped = {
  decision: "final",
  accept: "yes",
  "areas.contact.grade": "good",
  "areas.contact.reason": "",
  "areas.assessment.grade": "requires-improvement",
  "areas.assessment.reason": "The panel found analysis",
  "areas.plo.grade": "good",
  "areas.plo.reason": "",
  "overall.grade": "requires-improvement",
  "overall.reason": "",
  "quality.conclusion-follows.answer": "met",
  "quality.conclusion-follows.note": "",
  "quality.judgement-explained.answer": "not-met",
  "quality.judgement-explained.note": "Say how the evidence was weighed",
  feedback: "A careful audit; weigh impact more",
  "themes.0.kind": "development",
  "themes.0.text": "Fathers are left out",
};

/** The page of grading that a field stands on. */
export function gradingPageOf(auditId: string, field: string): string {
  const [part, code = ""] = field.split(".");
  if (part === "areas") return paths.moderation.gradeArea(auditId, code);
  return part === "overall"
    ? paths.moderation.gradeOverall(auditId)
    : paths.moderation.quality(auditId);
}

/**
 * Posts the pages of grading that `typed` has fields of, one by one, or the page that commits; each
 * as it stands with what is typed in it. Gives the last answer, or the first that refuses.
 */
export async function postModeration(
  web: Web,
  page: "grade" | "commit",
  auditId: string,
  typed: FormValues,
  as: string,
) {
  const send = async (path: string, fields: FormValues) =>
    web.post(path, { ...formOf((await web.get(path, { as })).html), ...fields }, { as });
  if (page === "commit") return send(paths.moderation.commit(auditId), typed);
  const byPage = new Map<string, FormValues>();
  for (const [field, value] of Object.entries(typed)) {
    if (!field.includes(".")) continue;
    const at = gradingPageOf(auditId, field);
    byPage.set(at, { ...byPage.get(at), [field]: value });
  }
  let answer: Awaited<ReturnType<typeof send>> | undefined;
  for (const [path, fields] of byPage) {
    answer = await send(path, fields);
    if (answer.status >= 400) return answer;
  }
  if (!answer) throw new Error("Nothing was typed");
  return answer;
}
