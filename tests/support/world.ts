/**
 * Owns a small council for tests: one service, two teams, one person a role, a tool, a released
 * core cycle; cases and audits are added as a test needs them.
 *
 *   const world = await makeWorld(await makeDb());
 *   const audit = await world.addAudit({ state: "started" });
 *   const web = await startWeb(world.db);
 *   await web.get(paths.audits.one(audit.id), { as: world.people.auditor.email });
 *
 * Everyone's password is the one of the demonstration; times stand at testClock's start.
 */
import { hash } from "@node-rs/argon2";
import type { Insertable } from "kysely";
import type { Role } from "~/rules/access/people";
import { fold, foldNumber, lowered } from "~/rules/core/folding";
import type { ToolDefinition } from "~/rules/tools/tools";
import type { Stamp } from "~db/core/events.server";
import { newId } from "~db/core/ids.server";
import type { Db } from "~db/core/open.server";
import type { AuditTable, CaseRecordTable, ExerciseTable } from "~db/core/schema";
import { smallTool } from "./small-tool";

export const worldMorning = "2024-04-15T08:00:00.000Z";
const password = "line-of-sight-demo";

export type WorldPerson = { id: string; name: string; email: string };
type Insert<T> = Partial<Insertable<T>>;

/** The core tool without questions: what auditors fill in. */
export const worldTool: ToolDefinition = {
  ...smallTool,
  questions: [],
  themes: [{ code: "analysis", name: "Analysis and professional curiosity" }],
};

export async function makeWorld(db: Db, tool: ToolDefinition = worldTool) {
  const passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1, parallelism: 1 });
  const serviceId = newId();
  const otherServiceId = newId();
  await db
    .insertInto("service")
    .values([
      { id: serviceId, name: "Safeguarding", position: 1 },
      { id: otherServiceId, name: "Corporate parenting", position: 2 },
    ])
    .execute();

  async function addTeam(name: string, service = serviceId) {
    const team = { id: newId(), name };
    await db
      .insertInto("team")
      .values({
        ...team,
        name_folded: lowered(name),
        service_id: service,
        holds_cases: 1,
        position: 1,
      })
      .execute();
    return team;
  }
  const teams = {
    willow: await addTeam("Willow"),
    rowan: await addTeam("Rowan"),
    care: await addTeam("Care and Leaving Care", otherServiceId),
  };

  async function addPerson(
    name: string,
    role: Role,
    where: { teamId?: string; serviceId?: string; worksIn?: string; agency?: string } = {},
  ): Promise<WorldPerson> {
    const person = {
      id: newId(),
      name,
      email: `${lowered(name).replace(/ /g, ".")}@world.example`,
    };
    await db
      .insertInto("person")
      .values({
        ...person,
        name_folded: fold(name),
        email_folded: lowered(person.email),
        job_title: "",
        active: 1,
        team_id: where.worksIn ?? where.teamId ?? null,
        agency: where.agency ?? "",
      })
      .execute();
    // No one is new, unless a test withdraws this.
    await db
      .insertInto("register_entry")
      .values({
        ...{ id: newId(), person_id: person.id, kind: "trained", on_date: "2024-01-15" },
        ...{ note: "", calibration_id: null, recorded_by: null, recorded_at: worldMorning },
      })
      .execute();
    await db
      .insertInto("role_grant")
      .values({
        id: newId(),
        person_id: person.id,
        role,
        reach: where.teamId ? "team" : where.serviceId ? "service" : "all",
        team_id: where.teamId ?? null,
        service_id: where.serviceId ?? null,
      })
      .execute();
    await db
      .insertInto("auth_account")
      .values({
        person_id: person.id,
        password_hash: passwordHash,
        must_change: 0,
        password_changed_at: worldMorning,
        signed_in_at: worldMorning,
      })
      .execute();
    return person;
  }
  const people = {
    qaLead: await addPerson("Quinn Ashby", "qa-lead"),
    auditor: await addPerson("Alex Morley", "auditor", { worksIn: teams.rowan.id }),
    otherAuditor: await addPerson("Sam Okafor", "auditor", { worksIn: teams.care.id }),
    moderator: await addPerson("Mo Lindqvist", "moderator"),
    worker: await addPerson("Wren Castle", "practitioner", { worksIn: teams.willow.id }),
    otherWorker: await addPerson("Ivo Marsh", "practitioner", { worksIn: teams.rowan.id }),
    teamManager: await addPerson("Toni Vale", "team-manager", { teamId: teams.willow.id }),
    otherTeamManager: await addPerson("Rae Holt", "team-manager", { teamId: teams.rowan.id }),
    serviceManager: await addPerson("Sol Hart", "service-manager", { serviceId }),
    leader: await addPerson("Dale Fenn", "leader"),
    partner: await addPerson("Sidney Groves", "partner", { agency: "Police" }),
    scrutiny: await addPerson("Robin Ferris", "scrutiny"),
    administrator: await addPerson("Ade Marsh", "administrator"),
  };

  const toolId = newId();
  const toolVersionId = newId();
  await db
    .insertInto("tool")
    .values({ id: toolId, kind: "core", name: tool.name, shared: 1, position: 1 })
    .execute();
  await db
    .insertInto("tool_version")
    .values({
      id: toolVersionId,
      tool_id: toolId,
      major: 2,
      minor: 0,
      state: "published",
      definition: JSON.stringify(tool),
      published_at: worldMorning,
    })
    .execute();

  async function addExercise(more: Insert<ExerciseTable> = {}) {
    const values = {
      id: newId(),
      kind: "core",
      graded: "kind" in more && more.kind !== "core" ? (0 as const) : (1 as const),
      title: "March 2024 core audit cycle",
      month: "2024-03",
      service_id: null,
      lead_id: people.qaLead.id,
      tool_version_id: toolVersionId,
      state: "auditing",
      size: 4,
      moderated: 1 as const,
      trigger_kind: null,
      trigger_text: "",
      prompted_by_id: null,
      rationale: "",
      lines_of_enquiry: "",
      methodology: "",
      next_steps: "",
      narrative: "",
      audits_due_on: "2024-04-19",
      moderation_due_on: "2024-05-03",
      responses_due_on: "2024-05-17",
      moderation_seed: "a seed of the tests",
      released_at: "2024-03-18T09:00:00.000Z",
      window_closed_at: null,
      closed_at: null,
      ...more,
    };
    await db.insertInto("exercise").values(values).execute();
    return values;
  }
  const exercise = await addExercise();

  let cases = 1000;
  async function addCase(more: Insert<CaseRecordTable> = {}) {
    cases += 1;
    const reference = `DB-${cases}`;
    const values = {
      id: newId(),
      reference,
      reference_folded: lowered(reference),
      reference_key: foldNumber(more.reference ?? reference),
      family_reference: null,
      cohort: "child-in-need",
      team_id: teams.willow.id,
      worker_id: people.worker.id,
      supervisor_id: people.teamManager.id,
      reviewing_officer_id: null,
      age: 9,
      unborn: 0 as const,
      sensitive: 0 as const,
      opened_on: "2023-05-02",
      closed_on: null,
      last_audited_on: null,
      ...more,
    };
    await db.insertInto("case_record").values(values).execute();
    return values;
  }

  /** An audit of a new case, allocated to the auditor unless told otherwise. */
  async function addAudit(more: Insert<AuditTable> = {}) {
    const values = {
      id: newId(),
      exercise_id: exercise.id,
      team_id: teams.willow.id,
      service_id: serviceId,
      cohort: "child-in-need",
      worker_id: people.worker.id,
      auditor_id: people.auditor.id,
      override_reason: null,
      state: "allocated",
      round: 1,
      due_on: "2024-04-19",
      origin: "drawn" as const,
      origin_reason: null,
      previous_audit_id: null,
      started_at: null,
      submitted_at: null,
      final_at: null,
      ...more,
      case_id: more.case_id ?? (await addCase()).id,
    };
    await db.insertInto("audit").values(values).execute();
    return values;
  }

  /** Answers as they would be after one save of the auditor's. */
  async function addAnswers(auditId: string, answers: Record<string, string>) {
    await db
      .insertInto("answer")
      .values(
        Object.entries(answers).map(([field, value]) => ({
          audit_id: auditId,
          field,
          value,
          version: 1,
          save_id: "before the test",
          saved_by: people.auditor.id,
          saved_at: worldMorning,
        })),
      )
      .execute();
  }

  const stampOf = (person: WorldPerson, at = worldMorning): Stamp & { actorId: string } => ({
    actorId: person.id,
    at,
    systemAt: at,
  });

  return {
    db,
    serviceId,
    otherServiceId,
    teams,
    people,
    tool,
    toolVersionId,
    exercise,
    addTeam,
    addPerson,
    addExercise,
    addCase,
    addAudit,
    addAnswers,
    stampOf,
  };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;
