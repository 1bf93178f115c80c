/** Owns the deeds of the page where the records of a dip sample are listed and chosen. */
import { randomBytes } from "node:crypto";
import {
  chooseRecordsForm,
  drawRecordsForm,
  listRecordsForm,
  unlistRecordsForm,
} from "~/forms/sample-records";
import { refusedSizes } from "~/forms/sampling";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { advanceExercise } from "~/rules/exercises/exercises";
import { mostRecords, problemsInWords, readRecordList } from "~/rules/samples/record-list";
import type { DrawPlan } from "~/rules/sampling/frame";
import { draw } from "~/rules/sampling/sampling";
import { drawnInWords } from "~/rules/sampling/sizes";
import type { Guarded } from "~/server/guard.server";
import { refuse, refuseWith } from "~/server/read-form.server";
import { transact } from "~db/core/open.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { addChosenCases } from "~db/operations/samples/chosen-cases.server";
import { addRecords, removeRecords } from "~db/operations/samples/records.server";
import { addDraw } from "~db/operations/sampling/sampling.server";
import { listSampleCases } from "~db/samples/cases.server";
import { findRecordsKnown, frameOfRecords, listSampleRecords } from "~db/samples/records.server";
import { perform } from "./cases.server";

type Guard = Guarded<Exercise>;

export const listRecords = (guard: Guard) =>
  perform(guard, listRecordsForm, async ({ list, version }, typed) => {
    const { db, subject, stamp, today, done } = guard;
    const move = advanceExercise(subject, "draw");
    if (!move.ok) return refuseWith(typed, move.message);
    const known = await findRecordsKnown(db, subject);
    const { lines, problems } = readRecordList(list, known);
    if (problems.length > 0) {
      const told = problemsInWords(problems);
      const message = `Correct ${counted(problems.length, "line")}; nothing was added yet`;
      return refuse({ errors: { list: message }, typed: { ...typed, problems: told } });
    }
    if (lines.length === 0) return refuseWith(typed, "Enter one record on each line", "list");
    if (known.listed.size + lines.length > mostRecords) {
      return refuseWith(typed, `Shorten the list: it holds at most ${mostRecords}`, "list");
    }
    await transact(db, (tx) => addRecords(tx, stamp, { ...subject, version }, lines, today));
    return done(
      paths.exercises.cases(subject.id),
      `${counted(lines.length, "record is", "records are")} on the list: now draw or choose`,
    );
  });

export const drawRecords = (guard: Guard) =>
  perform(guard, drawRecordsForm, async ({ drawn, redrawReason, version }) => {
    const { db, subject, stamp, today, done } = guard;
    const typed = { intent: "draw", drawn: String(drawn), redrawReason };
    const move = advanceExercise(subject, "draw");
    if (!move.ok) return refuseWith(typed, move.message);
    if ((await listSampleCases(db, subject.id)).length > 0 && redrawReason === "") {
      return refuseWith(typed, "Enter why the records are drawn anew", "redrawReason");
    }
    const frame = frameOfRecords(await listSampleRecords(db, subject.id));
    if (drawn > frame.length) {
      return refuseWith(typed, `Enter at most ${frame.length}: so many are on the list`, "drawn");
    }
    const plan: DrawPlan = {
      ...{ seed: randomBytes(16).toString("hex"), size: drawn, strataBy: "team", asOf: today },
      ...{ auditedWithinMonths: null, openedBeforeWeeks: null, excludeSensitive: false },
    };
    const made = draw(frame, plan);
    if (!made.ok) return refuse({ errors: refusedSizes(made, (key) => key), typed });
    const exercise = { ...subject, version };
    await transact(db, (tx) =>
      addDraw(tx, stamp, { exercise, plan, frame, made: made.draw, reason: redrawReason }),
    );
    return done(paths.exercises.cases(subject.id), drawnInWords(drawn, subject.size, "record"));
  });

export const chooseRecords = (guard: Guard) =>
  perform(guard, chooseRecordsForm, async ({ recordIds, chooseReason, version }) => {
    const { db, subject, stamp, done } = guard;
    const typed = { intent: "choose", recordIds, chooseReason };
    const move = advanceExercise(subject, "draw");
    if (!move.ok) return refuseWith(typed, move.message);
    const listed = new Set((await listSampleRecords(db, subject.id)).map(({ id }) => id));
    if (recordIds.some((id) => !listed.has(id))) {
      return refuseWith(typed, "Tick records from the list", "recordIds");
    }
    const exercise = { ...subject, version };
    const added = await transact(db, (tx) =>
      addChosenCases(tx, stamp, exercise, recordIds, chooseReason),
    );
    return done(
      paths.exercises.cases(subject.id),
      `${counted(added, "record is", "records are")} added`,
    );
  });

export const unlistRecords = (guard: Guard) =>
  perform(guard, unlistRecordsForm, async ({ recordIds, version }) => {
    const { db, subject, stamp, done } = guard;
    const exercise = { ...subject, version };
    const gone = await transact(db, (tx) => removeRecords(tx, stamp, exercise, recordIds));
    return done(
      paths.exercises.cases(subject.id),
      gone === 0
        ? "Nothing was removed: they are in the sample, or in a draw"
        : `${counted(gone, "record is", "records are")} removed from the list`,
    );
  });
