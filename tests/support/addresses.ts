/**
 * Every address there is, from the built application itself, with who may go there by the policy;
 * and the records of a database that an address can name, each with what the policy needs to know
 * of it, read from the tables as they stand and not by the code under test.
 */
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { Access } from "~/rules/access/access";
import { type Capability, policy } from "~/rules/access/policy";
import { hasReport, isReleased } from "~/rules/exercises/exercises";
import type { Db } from "~db/core/open.server";

export type Address = {
  id: string;
  /** As in routes.ts, with a slash in front: "/audits/:auditId". */
  pattern: string;
  params: string[];
  /** The capability asked for; null where anyone may; undefined where there is none. */
  loader: Capability | null | undefined;
  action: Capability | null | undefined;
};

/** Every address of the built application. */
export async function listAddresses(): Promise<Address[]> {
  const file = pathToFileURL("build-test/server/index.js").href;
  const build: ServerBuild = await import(/* @vite-ignore */ file);
  const asks = (made: unknown) => {
    if (!made) return undefined;
    const { capability } = made as { capability?: string };
    return capability && capability in policy ? (capability as Capability) : null;
  };
  return Object.entries(build.routes).flatMap(([id, route]) => {
    if (!route || id === "root" || route.path?.includes("*")) return [];
    const pattern = `/${route.path ?? ""}`;
    const params = [...pattern.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
    const { loader, action } = route.module;
    return [{ id, pattern, params, loader: asks(loader), action: asks(action) }];
  });
}

export type Named = { params: Record<string, string>; access: Access };

export const wholeCouncil: Access = { teamId: null, serviceId: null, people: {} };

/** Meetings of the panel, once for each of their cases, with who is of them. */
async function meetingsOf(db: Db): Promise<Named[]> {
  const meetings = await db.selectFrom("panel_meeting").select(["id", "chair_id"]).execute();
  const members = await db.selectFrom("panel_meeting_member").selectAll().execute();
  const cases = await db.selectFrom("panel_meeting_case").selectAll().execute();
  return meetings.flatMap(({ id, chair_id }) => {
    const panel = members.filter((one) => one.meeting_id === id).map((one) => one.person_id);
    const access = { ...wholeCouncil, people: { panel, lead: [chair_id] } };
    const numbers = cases.filter((one) => one.meeting_id === id).map(({ number }) => number);
    return (numbers.length > 0 ? numbers : [1]).map(
      (number): Named => ({ params: { meetingId: id, number: String(number) }, access }),
    );
  });
}

/** Calibrations, with who grades them. */
async function calibrationsOf(db: Db): Promise<Named[]> {
  const raters = await db.selectFrom("calibration_rater").selectAll().execute();
  return (await db.selectFrom("calibration").select("id").execute()).map(({ id }) => ({
    params: { calibrationId: id, part: "overall" },
    access: {
      ...wholeCouncil,
      people: {
        rater: raters.filter((one) => one.calibration_id === id).map((one) => one.person_id),
      },
    },
  }));
}

/** Of each address's records some, in as many states as there are: what its parameters stand for. */
export async function findRecords(db: Db) {
  const exercises = await db.selectFrom("exercise").selectAll().orderBy("id").execute();
  const members = await db.selectFrom("exercise_member").selectAll().execute();
  const audits = await db.selectFrom("audit").selectAll().orderBy("id").execute();
  const moderations = await db.selectFrom("moderation").selectAll().execute();
  const teams = await db.selectFrom("team").selectAll().execute();
  const serviceOf = new Map(teams.map((team) => [team.id, team.service_id]));
  const exerciseOf = new Map(exercises.map((one) => [one.id, one]));
  const council = (rows: { id: string }[], name: string): Named[] =>
    rows.map(({ id }) => ({ params: { [name]: id }, access: wholeCouncil }));
  const within = (teamId: string | null, people: Access["people"] = {}): Access => ({
    teamId,
    serviceId: teamId === null ? null : (serviceOf.get(teamId) ?? null),
    people,
  });
  const slots = await db.selectFrom("practice_week_slot").selectAll().execute();
  const observations = await db.selectFrom("observation").selectAll().execute();
  const observed = await db.selectFrom("observation_person").selectAll().execute();
  const reviewersOf = (id: string) =>
    members.filter((one) => one.exercise_id === id).map((one) => one.person_id);

  const auditRecords = audits.map((audit): Named => {
    const exercise = exerciseOf.get(audit.exercise_id);
    const own = moderations.filter((one) => one.audit_id === audit.id);
    const released = exercise && isReleased(exercise.state as Parameters<typeof isReleased>[0]);
    return {
      params: { auditId: audit.id, exerciseId: audit.exercise_id },
      access: {
        teamId: audit.team_id,
        serviceId: audit.service_id,
        people: {
          auditor: released ? [audit.auditor_id] : [],
          worker: [audit.worker_id],
          lead: [exercise?.lead_id ?? null],
          reviewer: reviewersOf(audit.exercise_id),
          partner: exercise?.state === "auditing" ? reviewersOf(exercise.id) : [],
          moderator: own.map((one) => one.moderator_id),
        },
        blind: own.flatMap((one) =>
          one.committed_at === null && one.moderator_id ? [one.moderator_id] : [],
        ),
      },
    };
  });
  const partnersOf = (exercise: { id: string; state: string }) =>
    exercise.state === "auditing" ? reviewersOf(exercise.id) : [];
  const exerciseRecords = exercises.map((exercise): Named => {
    const open = exercise.state !== "closed" && hasReport(exercise.state as never);
    const waiting = moderations.filter(
      (one) => one.exercise_id === exercise.id && one.committed_at === null && one.moderator_id,
    );
    return {
      params: { exerciseId: exercise.id, file: "report.csv" },
      access: {
        teamId: null,
        serviceId: exercise.service_id,
        people: {
          lead: [exercise.lead_id],
          reviewer: reviewersOf(exercise.id),
          partner: partnersOf(exercise),
        },
        blind: open ? waiting.map((one) => one.moderator_id ?? "") : [],
      },
    };
  });
  const cases = await db.selectFrom("case_record").selectAll().orderBy("id").limit(400).execute();
  const concerns = await db.selectFrom("concern").selectAll().execute();
  const bypasses = await db.selectFrom("concern_bypass").selectAll().execute();
  const actions = await db.selectFrom("action").selectAll().execute();
  const responses = await db.selectFrom("response").selectAll().execute();
  const changes = await db.selectFrom("access_change").select("bundle_id").execute();
  const versions = await db.selectFrom("tool_version").selectAll().execute();
  const areaOf = (definition: string) => JSON.parse(definition).areas?.[0];

  return {
    auditId: auditRecords,
    exerciseId: exerciseRecords,
    caseId: cases.map(
      (one): Named => ({
        params: { caseId: one.id },
        access: within(one.team_id, { worker: [one.worker_id] }),
      }),
    ),
    concernId: concerns.map(
      (one): Named => ({
        params: { concernId: one.id },
        access: {
          teamId: one.team_id,
          serviceId: one.service_id,
          people: {
            raiser: [one.raised_by],
            bypassed: bypasses.filter((by) => by.concern_id === one.id).map((by) => by.person_id),
          },
        },
      }),
    ),
    actionId: actions.map(
      (one): Named => ({
        params: { actionId: one.id },
        access: {
          ...within(one.team_id),
          ...(one.service_id ? { serviceId: one.service_id } : {}),
          people: { owner: [one.owner_id], doer: [one.completed_by], raiser: [one.raised_by] },
        },
      }),
    ),
    meeting: ["group", "board"].map(
      (meeting): Named => ({ params: { meeting, file: "report.txt" }, access: wholeCouncil }),
    ),
    recordKind: (await db.selectFrom("learning").select("id").limit(20).execute()).map(
      ({ id }): Named => ({
        params: { recordKind: "learning", recordId: id },
        access: wholeCouncil,
      }),
    ),
    attachmentId: (await db.selectFrom("attachment").select(["id", "added_by"]).execute()).map(
      (one): Named => ({
        params: { attachmentId: one.id },
        access: { ...wholeCouncil, people: { owner: [one.added_by] } },
      }),
    ),
    minutesId: council(await db.selectFrom("log_minutes").select("id").execute(), "minutesId"),
    learningId: council(await db.selectFrom("learning").select("id").execute(), "learningId"),
    // Of audits that are final and exercises that are over alone; each page says who reads it.
    findingId: council(
      await db
        .selectFrom("finding")
        .innerJoin("exercise", "exercise.id", "finding.exercise_id")
        .select("finding.id")
        .where("finding.audit_id", "is", null)
        .where("exercise.state", "=", "closed")
        .execute(),
      "findingId",
    ),
    strengthId: (
      await db
        .selectFrom("finding")
        .innerJoin("audit", "audit.id", "finding.audit_id")
        .select(["finding.id", "finding.audit_id"])
        .where("finding.kind", "=", "strength")
        .where("audit.state", "=", "final")
        .where("finding.id", "not in", (eb) => eb.selectFrom("good_practice").select("finding_id"))
        .orderBy("finding.id")
        .execute()
    ).flatMap(({ id, audit_id }): Named[] => {
      const of = auditRecords.find(({ params }) => params.auditId === audit_id);
      return of ? [{ params: { strengthId: id }, access: of.access }] : [];
    }),
    logImportId: council(
      await db.selectFrom("log_import").select("id").where("state", "=", "read").execute(),
      "logImportId",
    ),
    thanksId: (await db.selectFrom("good_practice").selectAll().execute()).map(
      (one): Named => ({
        params: { thanksId: one.id },
        access: {
          ...within(one.team_id, { worker: [one.worker_id], raiser: [one.given_by] }),
          serviceId: one.service_id,
        },
      }),
    ),
    sourceId: (await db.selectFrom("learning_source").selectAll().execute()).map(
      (one): Named => ({
        params: { sourceId: one.id },
        access: {
          ...within(one.team_id),
          ...(one.service_id ? { serviceId: one.service_id } : {}),
          people: { raiser: [one.entered_by] },
        },
      }),
    ),
    responseId: responses.map(
      (one): Named => ({
        params: { responseId: one.id },
        access: within(one.team_id, { doer: [one.answered_by, one.answered_for] }),
      }),
    ),
    teamId: teams.map(({ id }): Named => ({ params: { teamId: id }, access: within(id) })),
    declaredId: (
      await db.selectFrom("declared_conflict").select(["id", "person_id"]).execute()
    ).map(
      (one): Named => ({
        params: { declaredId: one.id },
        access: { ...wholeCouncil, people: { self: [one.person_id] } },
      }),
    ),
    plannedId: (
      await db
        .selectFrom("planned_exercise")
        .selectAll()
        .where("exercise_id", "is", null)
        .where("removed_at", "is", null)
        .execute()
    ).map(
      (one): Named => ({
        params: { plannedId: one.id },
        access: { ...wholeCouncil, serviceId: one.service_id, people: { lead: [one.owner_id] } },
      }),
    ),
    secret: [{ params: { secret: "none" }, access: wholeCouncil }] as Named[],
    meetingId: await meetingsOf(db),
    weekId: slots.map(
      (one): Named => ({
        params: { weekId: one.week_id, slotId: one.id },
        access: { ...wholeCouncil, people: { doer: [one.by_id] } },
      }),
    ),
    observationId: observations.map(
      (one): Named => ({
        params: { observationId: one.id },
        access: within(one.team_id, {
          raiser: [one.observer_id],
          worker: observed.filter((of) => of.observation_id === one.id).map((of) => of.person_id),
        }),
      }),
    ),
    formVersionId: council(
      await db.selectFrom("feedback_form_version").select("id").execute(),
      "formVersionId",
    ),
    invitationId: (
      await db.selectFrom("feedback_invitation").select(["id", "caller_id"]).execute()
    ).map(
      (one): Named => ({
        params: { invitationId: one.id },
        access: { ...wholeCouncil, people: { owner: [one.caller_id] } },
      }),
    ),
    entryId: council(await db.selectFrom("you_said").select("id").execute(), "entryId"),
    sessionId: council(await db.selectFrom("feedback_session").select("id").execute(), "sessionId"),
    calibrationId: await calibrationsOf(db),
    doubleId: (await db.selectFrom("double_audit").selectAll().execute()).map(
      (one): Named => ({
        params: { doubleId: one.id },
        access: { ...wholeCouncil, people: { auditor: [one.peer_id] } },
      }),
    ),
    tokenId: (await db.selectFrom("feed_token").select(["id", "person_id"]).execute()).map(
      (one): Named => ({
        params: { tokenId: one.id },
        access: { ...wholeCouncil, people: { self: [one.person_id] } },
      }),
    ),
    // Those for staff are there for nobody else, which tests of their own see to.
    editionId: (
      await db
        .selectFrom("report_edition")
        .select("id")
        .where("audience", "=", "publication")
        .execute()
    ).map(
      ({ id }): Named => ({ params: { editionId: id, file: "report.csv" }, access: wholeCouncil }),
    ),
    reAuditId: council(await db.selectFrom("re_audit").select("id").execute(), "reAuditId"),
    importId: council(await db.selectFrom("caseload_import").select("id").execute(), "importId"),
    mappingId: council(await db.selectFrom("caseload_mapping").select("id").execute(), "mappingId"),
    personId: (await db.selectFrom("person").select("id").execute()).map(
      ({ id }): Named => ({
        params: { personId: id, exemptionId: "none" },
        access: { ...wholeCouncil, people: { self: [id] } },
      }),
    ),
    serviceId: council(await db.selectFrom("service").select("id").execute(), "serviceId"),
    bundleId: changes.map(
      (one): Named => ({
        params: { bundleId: one.bundle_id },
        access: wholeCouncil,
      }),
    ),
    area: [{ params: { area: "assessment" }, access: wholeCouncil }] as Named[],
    file: ["good-or-above.csv", "report.csv"].map((file) => ({
      params: { file },
      access: wholeCouncil,
    })) as Named[],
    guide: [{ params: { guide: "auditor" }, access: wholeCouncil }] as Named[],
    toolId: versions.map((one): Named => {
      const area = areaOf(one.definition);
      return {
        params: {
          toolId: one.tool_id,
          versionId: one.id,
          ...(area ? { area: area.code, prompt: area.prompts?.[0]?.code ?? "none" } : {}),
        },
        access: wholeCouncil,
      };
    }),
  } satisfies Record<string, Named[]>;
}

export type Records = Awaited<ReturnType<typeof findRecords>>;

/** The records that an address names, with its first parameter; more of one combined. */
export function recordsOf({ pattern, params }: Address, records: Records): Named[] {
  const [first = "", second] = params;
  if (first === "") return [];
  const subject = params.includes("auditId") ? "auditId" : first;
  const found: Named[] | undefined = records[subject as keyof Records];
  if (!found) throw new Error(`Say in tests/support/addresses.ts what ${pattern} may name`);
  if (first !== "exerciseId" || second !== "teamId") return found;
  return records.teamId.flatMap((team) =>
    found.map(({ params: exercise }) => ({ ...team, params: { ...team.params, ...exercise } })),
  );
}

/** The address of a record, whatever of its parameters the record does not name being its area. */
export const addressOf = ({ pattern }: Address, params: Record<string, string>): string =>
  pattern.replace(/:(\w+)/g, (_, name: string) => params[name] ?? "assessment");
