/**
 * Everyone who is sent a message can open what it leads to at that moment: every kind of message
 * but those of messages-of-moderation.test.ts, in a council with deputies, deputies of deputies, leavers and people who are implicated.
 */
import { expect, it } from "vitest";
import { paths } from "~/paths";
import { type MessageKind, messageKinds } from "~/rules/messages/messages";
import type { AccessWhat } from "~/rules/people/access-changes";
import { findAudit, openAudit, saveWithdrawal } from "~db/audits/audits.server";
import { remindAuditors } from "~db/audits/messages.server";
import { saveChoices } from "~db/caseload/mappings.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { findExercise } from "~db/exercises/exercises.server";
import { declareConflict, withdrawDeclared } from "~db/independence/declared-conflicts.server";
import { noticeConflicts } from "~db/independence/independence.server";
import { addAction, type NewAction, saveMove } from "~db/learning-log/actions.server";
import { addMessage } from "~db/messages/outbox.server";
import { gatherDigests } from "~db/messages/outbox-digest.server";
import type { PanelDecision } from "~db/moderation/decisions.server";
import { findModeratedAudit } from "~db/moderation/moderations.server";
import {
  answerCorrection,
  listCorrections,
  sendCorrection,
} from "~db/operations/audits/corrections.server";
import { submitAudit } from "~db/operations/audits/submission.server";
import { escalateLateConcerns, saveAcknowledgement } from "~db/operations/concerns/deeds.server";
import { addConcern } from "~db/operations/concerns/raising.server";
import { extendAudits } from "~db/operations/exercises/audit-window.server";
import { addReminders } from "~db/operations/learning-log/reminders.server";
import { saveCommitment } from "~db/operations/moderation/grading.server";
import { saveModerator } from "~db/operations/moderation/moderator-change.server";
import { namePanelMember } from "~db/operations/moderation/panel-deeds.server";
import {
  confirmAccess,
  confirmOnServer,
  refuseAccess,
} from "~db/operations/people/access-settling.server";
import { answerTeamRequest } from "~db/operations/people/team-asking.server";
import { tellOfClosedCases } from "~db/operations/re-audits/deeds.server";
import { releaseExercise, saveAuditors } from "~db/operations/sampling/allocation.server";
import { addDecline } from "~db/operations/sampling/declines.server";
import { proposeAccess } from "~db/people/access-changes.server";
import { endDeputy, listDeputies } from "~db/people/deputy-terms.server";
import {
  addShownLink,
  choosePassword,
  findOpenLink,
  inviteToChoosePassword,
  sendLink,
} from "~db/people/password-links.server";
import { addNote, workOnNotes } from "~db/people/sign-in-notes.server";
import { listTeamRequests } from "~db/people/team-requests.server";
import { addResponses } from "~db/reports/asking.server";
import { testClock } from "../../support/clock";
import { describeDatabases } from "../../support/databases";
import { stage as stageFile } from "../../support/imports";
import { testPost } from "../../support/mail";
import {
  makeStage,
  openedOfModeration,
  openedOfObservations,
  openedOfResponses,
  openedOfSamples,
  openedOfSessions,
  openedOfThanks,
  openedOfWeeks,
  type Stage,
} from "../../support/message-stage";
import { addSelected } from "../../support/moderated";
import { finalWith, recordAs, takeAs } from "../../support/panel";
import { completeAnswers } from "../../support/small-tool";
import { makeWorld, type WorldPerson, worldMorning } from "../../support/world";

const weak = {
  "area.assessment.grade": "inadequate",
  "overall.grade": "inadequate",
  "prompt.weak-area-no-action": "Agreed in supervision",
};

async function submit({ world, doing, stampOf, auditor }: Stage, auditId: string) {
  const stamp = { ...stampOf(auditor), actorId: auditor.id };
  await doing((tx) => openAudit(tx, stamp, auditId));
  await world.addAnswers(auditId, { ...completeAnswers, ...weak });
  await doing(async (tx) => {
    const locked = await openAudit(tx, stamp, auditId);
    const audit = await findAudit(tx, auditId);
    if (!audit || !locked) throw new Error("The audit is closed");
    expect(await submitAudit(tx, stamp, audit, locked, world.tool)).toEqual({ ok: true });
  });
}

/** The panel's answer to a selected audit: Inadequate, as its auditor found, or back to them. */
async function answer(stage: Stage, auditId: string, returned: boolean, overall = "inadequate") {
  const { world, doing, stampOf, moderator } = stage;
  const { db } = world;
  const subject = async () => {
    const found = await findModeratedAudit(db, auditId);
    if (!found) throw new Error("This audit is not moderated");
    return found;
  };
  const reason = "As seen";
  const made = { judgement: "inadequate" as const, reason };
  const areas = { contact: made, assessment: made, plo: made };
  const first = await subject();
  const { version } = first.moderation;
  const grading = { areas, overall: { grade: "inadequate" as const, reason } };
  await doing((tx) =>
    saveCommitment(tx, stampOf(moderator), first, { version, changes: 0, grading, quality: {} }),
  );
  const decision: PanelDecision = returned
    ? {
        kind: "returned",
        outcome: "returned",
        quality: {},
        feedback: "",
        themes: [],
        whatToMend: "Hear the father",
        dueOn: "2024-04-26",
      }
    : finalWith(overall as "inadequate", areas);
  await doing((tx) => recordAs(tx, stampOf(stage.qaLead), auditId, decision, [moderator.id]));
  expect(await stage.openAll()).toEqual([]);
  return doing((tx) => takeAs(tx, stampOf(moderator), auditId));
}

const actionOf = (stage: Stage, more: Partial<NewAction>): NewAction => ({
  what: "See the child alone",
  why: "",
  area: null,
  theme: null,
  level: "team",
  successMeasure: "",
  ownerId: null,
  ownerRole: "",
  teamId: stage.world.teams.willow.id,
  serviceId: stage.world.serviceId,
  dueOn: "2024-04-19",
  duePrecision: "day",
  source: "other",
  exerciseId: null,
  auditId: null,
  responseId: null,
  findingId: null,
  ...more,
});

/** Completes an action, has it verified, and opens another again. */
async function moveActions(stage: Stage, ownerId: string, level: NewAction["level"]) {
  const { doing, stampOf, teamManager, worker, qaLead, openAll } = stage;
  const facts = actionOf(stage, { ownerId, level });
  const id = await doing((tx) => addAction(tx, stampOf(teamManager), facts));
  expect(await openAll()).toEqual([]);
  const open = {
    ...facts,
    id,
    status: "open" as const,
    completedOn: null,
    completedBy: null,
    evidence: "",
    verifiedBy: null,
    verifiedOn: null,
    impact: "",
    howKnown: "",
    supervisionOn: null,
    supersededById: null,
    closingReason: "",
  };
  const completed = {
    ...open,
    status: "completed" as const,
    completedBy: ownerId,
    evidence: "Seen",
  };
  const move = (
    by: WorldPerson,
    before: typeof open | typeof completed,
    action: object,
    version: number,
  ) =>
    doing((tx) =>
      saveMove(
        tx,
        stampOf(by),
        before as never,
        { ok: true, action: action as never, update: { kind: "completed", text: "Said" } },
        version,
      ),
    );
  await move(worker, open, completed, 1);
  expect(await openAll()).toEqual([]);
  await move(qaLead, completed, { ...open, evidence: "Seen" }, 2);
  expect(await openAll()).toEqual([]);
  await move(worker, open, completed, 3);
  expect(await openAll()).toEqual([]);
  await move(qaLead, completed, { ...completed, status: "verified", verifiedBy: qaLead.id }, 4);
  expect(await openAll()).toEqual([]);
  // Another that ends without being verified.
  const other = await doing((tx) => addAction(tx, stampOf(teamManager), facts));
  expect(await openAll()).toEqual([]);
  const ended = {
    ...open,
    id: other,
    status: "not-achieved",
    evidence: "Seen",
    closingReason: "No money",
  };
  await move(qaLead, { ...open, id: other }, ended, 1);
  expect(await openAll()).toEqual([]);
}

/** Access that waits: confirmed, refused, and confirmed on the server where nobody else could. */
async function changeAccess(stage: Stage) {
  const { doing, stampOf, nobody, openAll, administrator, qaLead, leader, otherWorker } = stage;
  const propose = (personId: string, what: AccessWhat) =>
    doing((tx) => proposeAccess(tx, stampOf(administrator), [{ personId, what }]));
  const role = { role: "auditor", reach: "all" } as const;
  const given = await propose(otherWorker.id, { kind: "grant", grant: role });
  const address = await propose(otherWorker.id, { kind: "email", email: "new@world.example" });
  expect(await openAll()).toEqual([]);
  await doing((tx) => confirmAccess(tx, stampOf(qaLead), given));
  await doing((tx) => refuseAccess(tx, stampOf(leader), address, "Not theirs"));
  expect(await openAll()).toEqual([]);
  // About a leader and the QA lead, proposed by the administrator: nobody else is left.
  const what = { kind: "deputy", deputyId: qaLead.id, fromOn: "2024-04-22" } as const;
  const lent = await propose(leader.id, { ...what, toOn: "2024-04-30" });
  const { confirmed } = await doing((tx) => confirmOnServer(tx, nobody(), lent));
  expect(confirmed).toBe(1);
  expect(await openAll()).toEqual([]);
}

/** Teams that an import asks for: one is added, one is not. */
async function askForTeams(stage: Stage) {
  const { world, doing, stampOf, openAll, administrator, qaLead } = stage;
  const file = await stageFile(
    world,
    ...["Birch", "Larch"].map((team, n) => `TM-${n},CIN,${team},,,,7,2024-01-02,`),
  );
  const asked = ["Birch", "Larch"].map((name) => ({
    ...{ kind: "team" as const, key: name.toLowerCase(), name, number: "" },
    ...{ choice: "waiting" as const, teamId: null, personId: null, askedImportId: file.id },
  }));
  await doing((tx) => saveChoices(tx, stampOf(qaLead), asked));
  const requests = await listTeamRequests(world.db, { importId: file.id });
  for (const [at, answer] of [{ teamId: world.teams.willow.id }, { why: "No" }].entries()) {
    const request = requests[at];
    if (!request) throw new Error("Nothing was asked for");
    await doing((tx) => answerTeamRequest(tx, stampOf(administrator), request, answer));
  }
  expect(await openAll()).toEqual([]);
}

describeDatabases("What a message leads to", (makeDb) => {
  it("opens for everyone who is sent it, in the moment they are", async () => {
    const world = await makeWorld(await makeDb());
    const stage = await makeStage(world);
    const { db, teams, exercise } = world;
    const { clock, doing, stampOf, nobody, openAll, opened } = stage;
    const { qaLead, auditor, otherAuditor, moderator, worker } = stage;
    const { teamManager, otherTeamManager, serviceManager, administrator } = stage;
    // The deputies were named; the leaver's is told, and leads to nothing but their own account.
    expect(await openAll()).toEqual([`deputy-arranged ${stage.leaver.name}: no-address`]);

    // An exercise goes out, with reviewers in another.
    const member = { role_text: "", expected: 5, maximum: 5 };
    await db
      .insertInto("exercise_member")
      .values({ ...member, exercise_id: exercise.id, person_id: moderator.id, part: "moderator" })
      .execute();
    const planned = await world.addExercise({ state: "drawn", released_at: null });
    const sample = await world.addExercise({
      kind: "dip-sample",
      state: "drawn",
      released_at: null,
      lead_id: serviceManager.id,
      service_id: world.serviceId,
    });
    await db
      .insertInto("exercise_member")
      .values(
        [otherTeamManager, otherAuditor].map(({ id }) => ({
          ...member,
          exercise_id: sample.id,
          person_id: id,
          part: "reviewer" as const,
        })),
      )
      .execute();
    await world.addAudit({ exercise_id: planned.id });
    await world.addAudit({ exercise_id: sample.id, auditor_id: null });
    for (const { id } of [planned, sample]) {
      const found = await findExercise(db, id);
      if (found) await doing((tx) => releaseExercise(tx, stampOf(qaLead), found));
    }
    expect(await openAll()).toEqual([]);

    // Declared in advance, and withdrawn.
    const tie = { id: newId(), personId: moderator.id, caseId: null, workerId: worker.id };
    await doing((tx) => declareConflict(tx, stampOf(moderator), { ...tie, note: "Related" }));
    await doing((tx) => withdrawDeclared(tx, stampOf(qaLead), tie, "Not the same person"));
    expect(await openAll()).toEqual([]);

    // What becomes of an audit before it is written.
    const first = await world.addAudit();
    const of = { id: first.id, auditorId: auditor.id, overrideReason: null, version: 1 };
    const change = [{ audit: of, auditorId: otherAuditor.id, overrideReason: null }];
    await doing((tx) => saveAuditors(tx, stampOf(qaLead), exercise.id, change, "Away"));
    const open = { id: first.id, state: "allocated" as const, dueOn: "2024-04-19", version: 2 };
    const later = { dueOn: "2024-04-26", reason: "Leave" };
    await doing((tx) => extendAudits(tx, stampOf(qaLead), exercise.id, [open], later));
    await doing((tx) =>
      remindAuditors(tx, stampOf(qaLead), [
        { id: first.id, auditorId: otherAuditor.id, dueOn: "2024-04-26" },
      ]),
    );
    expect(await openAll()).toEqual([]);
    const withdrawal = { auditId: first.id, version: 3, reason: "Record restricted" };
    await doing((tx) => saveWithdrawal(tx, stampOf(qaLead), withdrawal));
    const declined = await world.addAudit();
    const audit = await findAudit(db, declined.id);
    if (!audit) throw new Error("The audit is gone");
    const tell = { personId: qaLead.id, link: paths.exercises.one(exercise.id) };
    const decline = { audit, reason: "conflict" as const, note: "A neighbour", tell };
    await doing((tx) => addDecline(tx, stampOf(auditor), decline));
    expect(await openAll()).toEqual([]);

    // Conflicts that come up: what is not begun goes back, what is under way is the lead's to settle.
    const unbegun = await world.addAudit();
    const begun = await world.addAudit({ state: "started", started_at: worldMorning });
    const tied = await addSelected(world, moderator);
    for (const [caseId, officer] of [
      [unbegun.case_id, auditor],
      [begun.case_id, auditor],
      [tied.case_id, moderator],
    ] as const) {
      await db
        .updateTable("case_record")
        .set({ reviewing_officer_id: officer.id })
        .where("id", "=", caseId)
        .execute();
    }
    for (const auditId of [unbegun.id, begun.id, tied.id]) {
      await doing((tx) => noticeConflicts(tx, nobody(), "opened", { auditIds: [auditId] }));
    }
    expect(await openAll()).toEqual([]);

    // Written, Inadequate overall, corrected; returned; decided, and to be audited again.
    const written = await world.addAudit();
    await submit(stage, written.id);
    const subject = { id: written.id, round: 1 };
    const correct = (text: string) =>
      doing((tx) => sendCorrection(tx, stampOf(worker), subject, text));
    await correct("The visit was on the 3rd.");
    expect(await openAll()).toEqual([]);
    const [sent] = await listCorrections(db, written.id);
    if (!sent) throw new Error("Nothing was sent");
    const answered = { answer: "declined", words: "It was not" } as const;
    await doing((tx) => answerCorrection(tx, stampOf(auditor), sent, answered));
    // Its auditor audits no more: the QA lead is told of the next one.
    const held = db.deleteFrom("role_grant").where("person_id", "=", auditor.id);
    const grants = await db
      .selectFrom("role_grant")
      .selectAll()
      .where("person_id", "=", auditor.id)
      .execute();
    await held.execute();
    await correct("Nor was the review.");
    expect(await openAll()).toEqual([]);
    await db.insertInto("role_grant").values(grants).execute();
    const inadequate = { overall: "inadequate" };
    const back = await addSelected(world, moderator, { grades: inadequate });
    await answer(stage, back.id, true);
    expect(await openAll()).toEqual([]);
    const decided = await addSelected(world, moderator, { grades: inadequate });
    await answer(stage, decided.id, false);
    // A colleague is asked to join a panel; a decision is taken, and asked again for a fact.
    const joint = await addSelected(world, moderator, { grades: inadequate });
    await doing((tx) =>
      namePanelMember(tx, stampOf(qaLead), {
        moderationId: joint.moderationId,
        auditId: joint.id,
        personId: otherAuditor.id,
      }),
    );
    await db
      .updateTable("audit")
      .set({ corrections_until: "2024-04-22" })
      .where("id", "=", joint.id)
      .execute();
    await answer(stage, joint.id, false);
    expect(await openAll()).toEqual([]);
    await doing((tx) => sendCorrection(tx, stampOf(worker), { id: joint.id, round: 1 }, "No"));
    expect(await openAll()).toEqual([]);
    const [wrong] = await listCorrections(db, joint.id);
    if (!wrong) throw new Error("Nothing was sent");
    const yes = { answer: "accepted", words: "Right" } as const;
    await doing((tx) => answerCorrection(tx, stampOf(auditor), wrong, yes));
    expect(await openAll()).toEqual([]);
    const changed = await addSelected(world, moderator, { grades: { overall: "good" } });
    await answer(stage, changed.id, false);
    const same = { contact: "inadequate", assessment: "inadequate", plo: "inadequate" };
    const confirmed = await addSelected(world, moderator, { grades: { ...same, ...inadequate } });
    await answer(stage, confirmed.id, false);
    expect(await openAll()).toEqual([]);
    await db
      .updateTable("case_record")
      .set({ closed_on: "2024-04-12" })
      .where("id", "=", decided.case_id)
      .execute();
    await tellOfClosedCases(db, nobody());
    const moderated = await addSelected(world, null);
    await doing((tx) =>
      saveModerator(tx, stampOf(qaLead), {
        moderationId: moderated.moderationId,
        auditId: moderated.id,
        notBlind: false,
        version: 1,
        fromId: null,
        toId: moderator.id,
        reason: "Free",
      }),
    );
    expect(await openAll()).toEqual([]);

    // A report to answer; actions of everyone who may own one.
    const tally = { exercise_id: exercise.id, service_id: world.serviceId, count: 1 };
    const elm = await world.addTeam("Elm");
    await db.deleteFrom("tally").execute();
    await db
      .insertInto("tally")
      .values(
        [teams.willow, elm].map((team) => ({
          ...tally,
          basis: "final" as const,
          team_id: team.id,
          cohort: "child-in-need",
          area: "overall",
          judgement: "good",
        })),
      )
      .execute();
    const asked = { exerciseId: exercise.id, dueOn: "2024-04-19" };
    await doing((tx) => addResponses(tx, stampOf(qaLead), asked));
    for (const { id } of [worker, teamManager, serviceManager, auditor, moderator, qaLead]) {
      await moveActions(stage, id, id === worker.id ? "child" : "team");
    }
    await moveActions(stage, teamManager.id, "strategic");

    // What is due soon, today and late.
    await world.addAudit();
    const due = { audits_due_on: "2024-04-19", moderation_due_on: "2024-04-19" };
    await db.updateTable("exercise").set(due).execute();
    for (const { id } of [worker, teamManager, auditor, qaLead]) {
      await doing((tx) => addAction(tx, stampOf(moderator), actionOf(stage, { ownerId: id })));
    }
    for (const day of ["2024-04-17", "2024-04-19", "2024-04-22"]) {
      clock.moveTo(`${day}T08:00:00.000Z`);
      const ofActions = { daysBefore: [2], againDays: 7, escalateAfterDays: 3 };
      await addReminders(db, nobody(), { beforeDays: 2, againDays: 7 } as never, ofActions);
      expect(await openAll()).toEqual([]);
    }

    // Concerns: one for the line, one that leaves out the team manager, one that nobody answers.
    const raise = async (bypassed: string[]) => {
      const id = newId();
      const { case_id: caseId, id: auditId, ...about } = await world.addAudit();
      const place = { teamId: about.team_id, serviceId: about.service_id };
      const what = { what: "A bruise", spokenTo: "Toni Vale", spokenAt: clock.now() };
      const concern = { id, caseId, auditId, exerciseId: about.exercise_id, ...place, ...what };
      const stamp = { ...stampOf(auditor), actorId: auditor.id };
      await doing((tx) => addConcern(tx, stamp, { ...concern, bypassed }));
      expect(await openAll()).toEqual([]);
      return id;
    };
    const plain = await raise([]);
    const passedOver = await raise([teamManager.id, otherAuditor.id]);
    const line = [stage.laterLeaver, teamManager, serviceManager].map(({ id }) => id);
    const late = await raise(line);
    await db
      .updateTable("person")
      .set({ active: 0 })
      .where("id", "=", stage.laterLeaver.id)
      .execute();
    clock.moveTo("2024-04-22T17:00:00.000Z");
    await escalateLateConcerns(db, nobody());
    expect(await openAll()).toEqual([]);
    const [term] = await listDeputies(db, serviceManager.id, "2024-04-22");
    if (!term) throw new Error("The service manager has a deputy");
    await doing((tx) => endDeputy(tx, stampOf(administrator), term));
    expect(await openAll()).toEqual([]);
    for (const id of [plain, passedOver, late]) {
      const by = id === late ? stage.leader : serviceManager;
      const stamp = { ...stampOf(by), actorId: by.id };
      await doing((tx) => saveAcknowledgement(tx, stamp, { id, done: "Visited" }));
      const gone =
        id === late ? [] : [`concern-acknowledged ${stage.laterLeaver.name}: no-address`];
      expect(await openAll()).toEqual(gone);
    }

    await changeAccess(stage);

    // A summary, and a message to try the mail with.
    await db
      .insertInto("message_choice")
      .values({ person_id: worker.id, choice: "digest" })
      .execute();
    await doing((tx) =>
      addAction(tx, stampOf(teamManager), actionOf(stage, { ownerId: worker.id })),
    );
    clock.moveTo("2024-04-23T08:00:00.000Z");
    await gatherDigests(db, nobody(), 8);
    const self = { to: administrator.id, kind: "test", key: "x", link: paths.account() } as const;
    await doing((tx) => addMessage(tx, stampOf(administrator), self));
    // Links to choose a password, asked for, sent and used; who has no account yet is invited.
    const newcomer = await world.addPerson("Nia Reed", "practitioner");
    const { password_hash } = await db
      .selectFrom("auth_account")
      .select("password_hash")
      .where("person_id", "=", worker.id)
      .executeTakeFirstOrThrow();
    await db.deleteFrom("auth_account").where("person_id", "=", newcomer.id).execute();
    await doing((tx) => inviteToChoosePassword(tx, stampOf(administrator), [newcomer.id]));
    await db
      .updateTable("auth_account")
      .set({ password_hash })
      .where("person_id", "=", newcomer.id)
      .execute();
    await doing((tx) => sendLink(tx, nobody(), auditor.id));
    await doing((tx) => sendLink(tx, stampOf(administrator), otherAuditor.id));
    const at = clock.now().toISOString();
    await addNote(db, { kind: "throttled", email: qaLead.email, at, systemAt: at });
    await workOnNotes(db, clock.system());
    const shown = { personId: worker.id, purpose: "reset", digest: "of a token" } as const;
    await doing((tx) => addShownLink(tx, stampOf(administrator), shown));
    const link = await findOpenLink(db, shown.digest, clock.system());
    if (!link) throw new Error("The link works");
    await doing((tx) => choosePassword(tx, stampOf(worker), link, password_hash));
    expect(await openAll()).toEqual([]);

    await askForTeams(stage);

    // Every kind was sent and opened, here or in the two tests beside it.
    const all = Object.keys(messageKinds) as MessageKind[];
    const elsewhere: readonly MessageKind[] = [
      ...openedOfModeration,
      ...openedOfObservations,
      ...openedOfResponses,
      ...openedOfSessions,
      ...openedOfWeeks,
      ...openedOfThanks,
      ...openedOfSamples,
    ];
    expect(all.filter((kind) => !elsewhere.includes(kind) && !opened.has(kind))).toEqual([]);
    const got = (person: WorldPerson) =>
      all.filter((kind) => opened.get(kind)?.has(person.name)).toSorted();
    // A deputy's deputy, and that of a leaver, hears of being one and of nothing else.
    expect(got(stage.otherDeputysDeputy)).toEqual(["deputy-named"]);
    expect(got(stage.deputysDeputy)).toEqual(["deputy-named"]);
    expect([...(opened.get("concern-late") ?? [])].sort()).toEqual(
      [qaLead, moderator, stage.leader, stage.otherLeader].map(({ name }) => name).sort(),
    );
  }, 240_000);

  it("is sent to nobody who could not open it by then", async () => {
    const world = await makeWorld(await makeDb());
    const { people, db } = world;
    const clock = testClock();
    const post = testPost(db, { clock });
    await db
      .insertInto("deputy")
      .values({
        id: newId(),
        person_id: people.teamManager.id,
        deputy_id: people.otherTeamManager.id,
        from_on: "2024-04-15",
        to_on: "2024-04-15",
        named_by: people.teamManager.id,
        named_at: "2024-04-12T08:00:00.000Z",
      })
      .execute();
    const { id, case_id, exercise_id, team_id, service_id } = await world.addAudit();
    const stamp = { ...world.stampOf(people.auditor), actorId: people.auditor.id };
    const place = { caseId: case_id, auditId: id, exerciseId: exercise_id, teamId: team_id };
    await transact(db, (tx) =>
      addConcern(tx, stamp, {
        id: newId(),
        ...place,
        serviceId: service_id,
        what: "A bruise",
        spokenTo: "Toni Vale",
        spokenAt: clock.now(),
        bypassed: [],
      }),
    );
    // No mail server until the next day: the deputy is no longer one, the service manager left.
    post.failWith({ code: "ECONNECTION" });
    await post.send();
    clock.advance({ days: 1 });
    await db.deleteFrom("role_grant").where("person_id", "=", people.serviceManager.id).execute();
    post.failWith(null);
    await post.send();
    expect(post.mails.map(({ to }) => to)).toEqual([people.teamManager.email]);
    const rows = await db
      .selectFrom("outbox")
      .select(["person_id", "state", "problem"])
      .where("person_id", "<>", people.teamManager.id)
      .execute();
    expect(rows.map(({ state }) => state)).toEqual(["dropped", "dropped"]);
    expect(rows[0]?.problem).toContain("can’t open");
  });
});
