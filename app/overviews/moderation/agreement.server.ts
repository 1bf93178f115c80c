/**
 * Owns what the agreement page and an auditor's own page show, put together from the kept pairs of
 * grades of the latest closed cycles.
 * Practice: a cycle is read once it is closed, so that nobody who may still moderate learns a grade.
 */
import { agreementOf, type Pair } from "~/rules/reports/agreement";
import type { AgreementChoice } from "~/rules/reports/agreement-choices";
import { type CalibratedGrade, gapsOverTime, leansOf, mostlyBetween } from "~/rules/reports/leans";
import { overall } from "~/rules/reports/reports";
import { editionInWords, isSameEdition } from "~/rules/tools/versions";
import { unscopedCalibratedGrades } from "~db/calibration/session.server";
import type { Db } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { listCycleSizes, listPairs } from "~db/moderation/pair-lists.server";
import { listAreas, listClosedCycles } from "~db/reports/reports.server";

/** The closed cycles that agreement is read of, oldest first, with their practice areas. */
export async function readAgreementCycles(db: Db) {
  const settings = await findSettings(db);
  const cycles = await listClosedCycles(db, { last: settings["agreement.cycles"] });
  return {
    cycles: cycles.map((cycle, at) => {
      const before = cycles[at - 1];
      return {
        ...cycle,
        tool: editionInWords(cycle.edition),
        rebased: before !== undefined && !isSameEdition(before.edition, cycle.edition),
      };
    }),
    areas: await listAreas(db, cycles),
    least: settings["agreement.least-pairs"],
  };
}

type Cycles = Awaited<ReturnType<typeof readAgreementCycles>>;

/** The calibrations of the same time: since the oldest of these cycles. */
const readCalibrated = (db: Db, { cycles }: Pick<Cycles, "cycles">): Promise<CalibratedGrade[]> =>
  unscopedCalibratedGrades(db, { from: cycles[0]?.month ?? "" });

/** The figures of the page: the chosen pairs as a whole, over time, and split as asked. */
export async function readAgreement(
  db: Db,
  known: Cycles,
  choice: AgreementChoice,
  readerId: string,
) {
  const { cycles, areas, least } = known;
  const ids = cycles.map(({ id }) => id);
  const pairs = await listPairs(db, { readerId, exerciseIds: ids });
  const calibrated =
    choice.auditor !== "" || choice.by === "auditor" ? await readCalibrated(db, known) : [];
  const ofArea = pairs.filter(({ area }) => area === choice.area);
  const isMeant = (pair: Pair) => choice.auditor === "" || pair.auditorId === choice.auditor;
  const inCycle = (pair: Pair) => choice.cycle === "" || pair.exerciseId === choice.cycle;
  const line = (key: string, name: string, of: readonly Pair[], asked: Record<string, string>) => ({
    key,
    name,
    asked,
    figures: agreementOf(of, least),
  });
  const common = { cycle: choice.cycle, area: choice.area, auditor: choice.auditor };
  const toolOf = new Map(cycles.map(({ id, tool }) => [id, tool]));
  const meant = ofArea.filter(isMeant);
  const whole = agreementOf(meant.filter(inCycle), least);
  const areaNames = [{ code: overall, name: "Overall grade" }, ...areas];
  const auditors = new Map(pairs.map(({ auditorId, auditorName }) => [auditorId, auditorName]));
  const lines = {
    cycle: () =>
      cycles.map(({ id, title }) =>
        line(
          id,
          title,
          meant.filter(({ exerciseId }) => exerciseId === id),
          {
            ...common,
            cycle: id,
          },
        ),
      ),
    area: () =>
      areaNames.map(({ code, name }) =>
        line(
          code,
          name,
          pairs
            .filter(isMeant)
            .filter(inCycle)
            .filter(({ area }) => area === code),
          {
            ...common,
            area: code,
          },
        ),
      ),
    tool: () =>
      [...new Set(cycles.map(({ tool }) => tool))].map((tool) =>
        line(
          tool,
          tool,
          meant.filter(inCycle).filter(({ exerciseId }) => toolOf.get(exerciseId) === tool),
          { ...common, tool },
        ),
      ),
    auditor: () =>
      [...auditors].map(([id, name]) =>
        line(
          id,
          name,
          ofArea.filter(inCycle).filter(({ auditorId }) => auditorId === id),
          {
            ...common,
            auditor: id,
          },
        ),
      ),
  };
  return {
    whole,
    gaps: gapsOverTime(meant, cycles),
    auditorName: auditors.get(choice.auditor) ?? "",
    calibrated: choice.auditor === "" ? null : calibratedOf(choice.auditor, calibrated, least),
    lines:
      choice.by === ""
        ? []
        : lines[choice.by]().filter(({ figures }) => figures.n > 0 || choice.by !== "auditor"),
    leans:
      choice.by === "auditor"
        ? leansOf(ofArea.filter(inCycle), await listCycleSizes(db, ids), {
            area: choice.area,
            // One cycle is looked at by itself.
            calibrated: choice.cycle === "" ? calibrated : [],
          }).map((one) => ({ ...one, name: auditors.get(one.auditor) ?? "" }))
        : [],
  };
}

/** What someone gave in calibrations against what was agreed there; null where they took part in none. */
function calibratedOf(personId: string, all: readonly CalibratedGrade[], least: number) {
  const pairs = all.filter((one) => one.personId === personId);
  if (pairs.length === 0) return null;
  return {
    calibrations: new Set(pairs.map(({ calibrationId }) => calibrationId)).size,
    figures: agreementOf(
      pairs.map(({ calibrationId, area, given, agreed }) => ({
        exerciseId: calibrationId,
        area,
        teamId: "",
        cohort: "",
        auditorId: personId,
        auditor: given,
        final: agreed,
        random: true,
        count: 1,
      })),
      least,
    ),
  };
}

/** One auditor's own figures, over everything and by practice area; nobody else's are answered. */
export async function readOwnLean(db: Db, personId: string) {
  const known = await readAgreementCycles(db);
  const { cycles, areas, least } = known;
  const calibrated = await readCalibrated(db, known);
  const ids = cycles.map(({ id }) => id);
  const pairs = await listPairs(db, { readerId: personId, exerciseIds: ids });
  const sizes = await listCycleSizes(db, ids);
  const mine = pairs.filter(({ auditorId }) => auditorId === personId);
  const leanIn = (area: string, among: number) =>
    leansOf(pairs, sizes, { area, areas: among, calibrated }).find(
      ({ auditor }) => auditor === personId,
    );
  const ofArea = (area: string) => mine.filter((pair) => pair.area === area);
  return {
    cycles: cycles.length,
    least,
    calibrated: calibratedOf(personId, calibrated, least),
    toolVersionId: cycles.at(-1)?.toolVersionId ?? null,
    own: leanIn(overall, 1),
    figures: agreementOf(ofArea(overall), least),
    gaps: gapsOverTime(ofArea(overall), cycles),
    areas: areas.flatMap(({ code, name }) => {
      const lean = leanIn(code, areas.length);
      if (!lean) return [];
      const between = mostlyBetween(ofArea(code));
      return [{ code, name, lean, between, figures: agreementOf(ofArea(code), least) }];
    }),
  };
}
