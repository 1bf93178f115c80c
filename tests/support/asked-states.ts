/** Questions that the demonstration asks nobody: made here through the pages that lead to them. */
import { paths } from "~/paths";
import { planCalibration } from "~db/calibration/deeds.server";
import { newId } from "~db/core/ids.server";
import { type Db, transact } from "~db/core/open.server";
import { findDraft } from "~db/tools/drafts.server";
import { postedAsShown } from "./revealed";
import type { Web } from "./web";

const lead = { as: "qa-lead@demo.example" };
const file = [
  "Reference,Cohort,Team,Worker,Opened",
  "ASKED-1,CIN,Team of the walk,Una Walker,13/01/2024",
  "ASKED-2,CIN,Willow,Una Wallker,13/01/2024",
].join("\n");

/** The addresses of a file's names, of a team that waits, and of a draft to publish. */
export async function addAsked(db: Db, web: Web): Promise<string[]> {
  const form = new FormData();
  form.set("file", new File([file], "asked.csv"));
  const here = (await web.post(paths.caseload.import(), form, lead)).location ?? "";
  const names = await web.get(`${here}/names`, lead);
  const held = (name: string) => names.html.one(`input[name="${name}"]`).attribute("value") ?? "";
  await web.post(
    `${here}/names`,
    { version: held("version"), "key.0": held("key.0"), "choice.0": "waiting" },
    lead,
  );
  const workers = await web.get(`${here}/names?kind=worker`, lead);
  const ofWorker = workers.html
    .all("main form")
    .find((one) => one.all("textarea, input").length > 3);
  if (ofWorker) {
    const chosen = { ...postedAsShown(ofWorker), "choice.0": ["nobody"] };
    await web.post(`${here}/names?kind=worker`, chosen, lead);
  }
  const named = await db
    .selectFrom("caseload_mapping")
    .select(["id", "kind", "choice"])
    .where("choice", "in", ["waiting", "nobody"])
    .execute();
  return [
    `${here}/names?kind=worker`,
    ...named.map(({ id, choice }) =>
      choice === "waiting" ? paths.people.teamAsked(id) : paths.caseload.name(id),
    ),
    ...(await addDrafts(db, web)),
    ...(await beginMeeting(db, web)),
    ...(await addCalibrationDraft(db)),
  ];
}

/** Drafts of every tool with other words about it: their prompts, and publishing them. */
async function addDrafts(db: Db, web: Web): Promise<string[]> {
  const tools = await db.selectFrom("tool").select("id").execute();
  const drafts = tools.map(async ({ id }) => {
    await web.post(paths.tools.one(id), { intent: "start" }, lead);
    const about = paths.tools.about(id);
    const form = (await web.get(about, lead)).html
      .all("main form")
      .find((one) => one.all("textarea").length > 0);
    if (form) await web.post(about, { ...postedAsShown(form), about: "Of the walk" }, lead);
    const draft = await findDraft(db, id);
    const areas = draft?.definition.areas ?? [];
    const prompts = areas.flatMap((area) =>
      area.prompts.map((prompt) => paths.tools.prompt(id, area.code, prompt.code)),
    );
    return [paths.tools.publish(id), ...prompts.slice(0, 1)];
  });
  return (await Promise.all(drafts)).flat();
}

/** The panel meets: what is written then, and a case to decide on. */
async function beginMeeting(db: Db, web: Web): Promise<string[]> {
  const planned = db.selectFrom("panel_meeting").where("state", "=", "planned");
  const { id, version } = await planned.select(["id", "version"]).executeTakeFirstOrThrow();
  const begin = { intent: "begin", version: String(version) };
  await web.post(paths.moderation.meeting(id), begin, lead);
  return [
    paths.moderation.writeMinutes(id),
    paths.moderation.decideInMeeting(id, 1),
    paths.moderation.takeInMeeting(id),
  ];
}

/** A calibration that is not given out yet, of which everything can be changed. */
async function addCalibrationDraft(db: Db): Promise<string[]> {
  const { id: leadId } = await db
    .selectFrom("person")
    .select("id")
    .where("email", "=", lead.as)
    .executeTakeFirstOrThrow();
  const { id: toolVersionId } = await db
    .selectFrom("tool_version")
    .select("id")
    .where("state", "=", "published")
    .limit(1)
    .executeTakeFirstOrThrow();
  const raters = await db
    .selectFrom("role_grant")
    .select("person_id")
    .distinct()
    .where("role", "=", "auditor")
    .limit(3)
    .execute();
  const id = newId();
  const at = new Date().toISOString();
  await transact(db, (tx) =>
    planCalibration(tx, { actorId: leadId, at, systemAt: at }, id, {
      kind: "calibration",
      title: "A calibration of the walk",
      caseId: null,
      narrative: "Made up for this test.",
      toolVersionId,
      dueOn: "2024-06-01",
      raters: raters.map(({ person_id }) => person_id),
    }),
  );
  return [paths.calibration.edit(id)];
}
