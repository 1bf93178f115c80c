/**
 * Owns writing two later dip samples of the demonstration through the deeds themselves: strategy
 * meetings read again, and supervision records, which are no case. Practice: nobody is written to about
 * what is past, so that their messages are removed again.
 */

import { fieldNames } from "~/rules/audits/content";
import { lastDayOf } from "~/rules/core/dates";
import type { SampleOf } from "~/rules/samples/records";
import { draw } from "~/rules/sampling/sampling";
import type { Question } from "~/rules/tools/tools";
import { addFinding } from "../audits/findings.server";
import type { Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Tx } from "../core/open.server";
import { findExercise, findToolVersion, listMembers } from "../exercises/exercises.server";
import { saveNextSteps } from "../operations/samples/actions.server";
import { addChosenCases } from "../operations/samples/chosen-cases.server";
import { addRecords } from "../operations/samples/records.server";
import { closeSample } from "../operations/samples/report.server";
import { addSample } from "../operations/samples/samples.server";
import { releaseExercise } from "../operations/sampling/allocation.server";
import { addDraw } from "../operations/sampling/sampling.server";
import { listSampleCases } from "../samples/cases.server";
import { saveGrid } from "../samples/grid.server";
import { listSampleRecords } from "../samples/records.server";
import { listFrame } from "../sampling/frame.server";
import { shippedQuestions } from "../tools/question-library";
import { inOrder } from "./chance";
import { at } from "./clock";
import { listStaff } from "./observations.server";
import { strategyAgain, supervisionSample } from "./words/later-samples";

type Words = Pick<
  typeof strategyAgain | typeof supervisionSample,
  | "month"
  | "plannedOn"
  | "releasedOn"
  | "readOn"
  | "closedOn"
  | "rationale"
  | "methodology"
  | "tallies"
  | "strengths"
  | "developments"
  | "nextSteps"
>;

type Plan = {
  title: string;
  serviceId: string | null;
  leadId: string;
  reviewers: { personId: string; roleText: string }[];
  questions: Question[];
  promptedById: string | null;
  of: SampleOf;
  size: number;
};

export async function addLaterSamples(tx: Tx, systemAt: string): Promise<void> {
  const made = [await readAgain(tx, systemAt), await readSupervision(tx, systemAt)];
  await tx.deleteFrom("outbox").where("key", "in", made).execute();
}

async function readAgain(tx: Tx, systemAt: string): Promise<string> {
  const row = await tx
    .selectFrom("exercise")
    .select("id")
    .where("title", "=", "Strategy meetings")
    .where("month", "=", "2023-12")
    .executeTakeFirstOrThrow();
  const earlier = await findExercise(tx, row.id);
  const tool = earlier?.toolVersionId ? await findToolVersion(tx, earlier.toolVersionId) : null;
  if (!earlier || !tool) throw new Error("The earlier sample of strategy meetings is not there");
  const reviewers = (await listMembers(tx, earlier.id)).map(({ personId, roleText }) => ({
    ...{ personId, roleText },
  }));
  const plan = {
    ...{ title: earlier.title, serviceId: earlier.serviceId, leadId: earlier.leadId, reviewers },
    ...{ questions: tool.definition.questions, promptedById: earlier.id, size: 15 },
    of: { subject: "case" as const, name: "" },
  };
  return addOne(tx, systemAt, strategyAgain, plan, async (id, stamp) => {
    const exercise = await mustFind(tx, id);
    const { serviceId } = exercise;
    const asOf = strategyAgain.plannedOn;
    const sizes: Record<string, number> = strategyAgain.sizes;
    const frame = await listFrame(tx, { exerciseId: id, serviceId, asOf });
    const wanted = {
      ...{
        seed: "strategy meetings again",
        size: plan.size,
        strataBy: "cohort" as const,
        sizes,
        asOf,
      },
      ...{ auditedWithinMonths: null, openedBeforeWeeks: 0, excludeSensitive: true },
    };
    const drawn = draw(frame, wanted);
    if (!drawn.ok) throw new Error(drawn.message);
    await addDraw(tx, stamp, { exercise, plan: wanted, frame, made: drawn.draw, reason: "" });
  });
}

async function readSupervision(tx: Tx, systemAt: string): Promise<string> {
  const staff = await listStaff(tx);
  const words = supervisionSample;
  const known = (name: string) => {
    const person = staff.get(name);
    if (!person) throw new Error(`${name} is not in the staff list`);
    return person;
  };
  const [[, first]] = words.records;
  const team = await tx
    .selectFrom("team")
    .select("service_id")
    .where("id", "=", known(first).teamId)
    .executeTakeFirstOrThrow();
  const questions = shippedQuestions
    .filter(({ code }) => words.questions.some((one) => one === code))
    .map(({ code, text, guidance = "" }) => ({ code, text, guidance }));
  const plan = {
    ...{ title: words.title, serviceId: team.service_id, leadId: known(words.lead).id, questions },
    reviewers: words.reviewers.map((name) => ({ personId: known(name).id, roleText: "" })),
    ...{ promptedById: null, size: words.records.length },
    of: { subject: "supervision" as const, name: "" },
  };
  return addOne(tx, systemAt, words, plan, async (id, stamp) => {
    const lines = words.records.map(([reference, worker, supervisor]) => ({
      ...{ reference, teamId: known(worker).teamId ?? "", workerId: known(worker).id },
      supervisorId: known(supervisor).id,
    }));
    await addRecords(tx, stamp, await mustFind(tx, id), lines, words.plannedOn);
    const ids = (await listSampleRecords(tx, id)).map((one) => one.id);
    await addChosenCases(tx, stamp, await mustFind(tx, id), ids, "The latest of each worker");
  });
}

async function mustFind(tx: Tx, id: string) {
  const exercise = await findExercise(tx, id);
  if (!exercise) throw new Error(`There is no exercise ${id}`);
  return exercise;
}

/** One sample from its plan to its report; `choose` brings in what is read. */
async function addOne(
  tx: Tx,
  systemAt: string,
  words: Words,
  { of, ...plan }: Plan,
  choose: (id: string, stamp: Stamp) => Promise<void>,
): Promise<string> {
  const by = (day: string, time: string) => ({ actorId: plan.leadId, systemAt, at: at(day, time) });
  const { month, rationale, methodology } = words;
  const id = await addSample(tx, by(words.plannedOn, "10:20"), "dip-sample", {
    ...{ ...plan, month, rationale, methodology, subject: of.subject, subjectName: of.name },
    ...{ triggerKind: "finding", triggerText: "", linesOfEnquiry: "", reviewing: "together" },
    auditsDueOn: lastDayOf(month),
  });
  await choose(id, by(words.plannedOn, "10:40"));
  await releaseExercise(tx, by(words.releasedOn, "09:00"), await mustFind(tx, id));
  const reader = plan.leadId;
  await answer(tx, { ...by(words.readOn, "11:00"), actorId: reader }, id, plan.questions, words);
  const place = { exerciseId: id, auditId: null };
  const finding = { area: null, theme: null, caseCount: null };
  const write = by(words.closedOn, "14:00");
  for (const text of words.strengths)
    await addFinding(tx, write, place, { ...finding, kind: "strength", text });
  for (const text of words.developments)
    await addFinding(tx, write, place, { ...finding, kind: "development", text });
  const open = await mustFind(tx, id);
  await saveNextSteps(tx, write, open, words.nextSteps, open.version);
  await closeSample(tx, by(words.closedOn, "15:00"), await mustFind(tx, id), plan.questions);
  return id;
}

/** As many answers of each kind as the tallies say, in an order of their own. */
async function answer(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  id: string,
  questions: readonly Question[],
  { tallies }: Words,
): Promise<void> {
  const cases = await listSampleCases(tx, id);
  const columns = questions.map(({ code }, n) => {
    const [met = 0, partly = 0, notApplicable = 0] = tallies[n] ?? [];
    const values = cases.map((_, at) => {
      if (at < met) return "met";
      if (at < met + partly) return "partly";
      return at < met + partly + notApplicable ? "not-applicable" : "not-met";
    });
    return { field: fieldNames.question(code), values: inOrder(values, "later", code) };
  });
  const saves = cases.map(({ auditId }, at) => ({
    ...{ auditId, part: null },
    answers: columns.map(({ field, values }) => ({
      ...{ field, value: values[at] ?? "not-met", base: { version: 0, digest: "" }, choice: null },
    })),
  }));
  await saveGrid(tx, stamp, newId(), saves);
}
