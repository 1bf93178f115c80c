/** Saves what is typed into an audit's form while it is being typed: the one answer to autosaving. */
import { redirect } from "@remix-run/node";
import { type AutosaveBody, autosaveBody, checkTyped, fieldsOfAudit } from "~/forms/autosave";
import { paths } from "~/paths";
import { type PostedAnswer, type StoredAnswer, saveIdOf } from "~/rules/answer-merge";
import { auditStateNames, isOpenToAuditor } from "~/rules/audits";
import { timeInLondon } from "~/rules/dates";
import type { SaveAnswer } from "~/rules/save-queue";
import { type Guarded, guarded } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { listAnswers, saveAnswers } from "~db/answers.server";
import { type Audit, openAudit } from "~db/audits.server";
import { transact } from "~db/open.server";
import { listTeams } from "~db/people.server";
import { contestedWords, findTool } from "./writing.server";

/** The address is for saving only. */
export const loader = guarded("audits.write", auditFromUrl, async ({ subject }) =>
  redirect(paths.audits.one(subject.id)),
);

/** A script reads it, so it is no page's data but a plain answer. */
const json = (body: object, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });

const closed = (state: Audit["state"]) =>
  json(
    {
      reason: "closed",
      because: `This audit is ${auditStateNames[state].toLowerCase()}, so what it says can’t be changed any more.`,
    },
    409,
  );

export const action = guarded("audits.write", auditFromUrl, async (guard) => {
  const { db, subject, stamp, actor, request } = guard;
  if (!isOpenToAuditor(subject.state)) return closed(subject.state);
  const tool = await findTool(guard);
  const body = autosaveBody.safeParse(await request.json().catch(() => null));
  if (!body.success) return json({ reason: "unreadable" }, 400);
  const teams = await listTeams(db);
  const { visit, number, changes } = body.data;
  const fields = fieldsOfAudit(tool, teams, Object.keys(changes));
  const refused: Record<string, string> = {};
  const answers: PostedAnswer[] = [];
  for (const [field, { value, version, digest }] of Object.entries(changes)) {
    const known = fields.get(field);
    const checked = known ? checkTyped(known, value) : { message: "This is no longer asked" };
    if ("message" in checked) refused[field] = checked.message;
    else answers.push({ field, value: checked.value, base: { version, digest }, choice: null });
  }
  const by = { ...stamp, actorId: actor.id };
  const save = { auditId: subject.id, saveId: saveIdOf(visit, number), answers };
  if (answers.length > 0) {
    const done = await transact(db, async (tx) => {
      if (!(await openAudit(tx, by, subject.id))) return null;
      return saveAnswers(tx, by, save);
    });
    if (!done) return closed(subject.state);
    return answerOf(guard, body.data, answers, refused, done.contested);
  }
  return answerOf(guard, body.data, answers, refused, []);
});

/** What became of each field sent, and what the page shows that is not what stands here. */
async function answerOf(
  guard: Guarded<Audit>,
  { changes, versions }: AutosaveBody,
  answers: readonly PostedAnswer[],
  refused: Record<string, string>,
  contested: readonly StoredAnswer[],
) {
  const held = new Map(
    (await listAnswers(guard.db, guard.subject.id)).map((one) => [one.field, one]),
  );
  const answer: SaveAnswer = {
    saved: {},
    taken: {},
    contested: Object.fromEntries(
      contested.map((theirs) => [theirs.field, contestedWords(guard, theirs)]),
    ),
    refused,
    savedAt: answers.length > 0 ? `Saved ${timeInLondon(guard.now)}` : null,
  };
  for (const { field, value } of answers) {
    const now = held.get(field) ?? { value: "", version: 0 };
    if (answer.contested[field]) continue;
    if (now.value === value) answer.saved[field] = now.version;
    else answer.taken[field] = { value: now.value, version: now.version };
  }
  for (const [field, version] of Object.entries(versions)) {
    const now = held.get(field);
    if (changes[field] || !now || now.version === version) continue;
    answer.taken[field] = { value: now.value, version: now.version };
  }
  return json(answer, contested.length > 0 ? 409 : 200);
}
