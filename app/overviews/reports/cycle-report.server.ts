import type { Actor } from "~/rules/access/people";
import { may } from "~/rules/access/permission";
import { formatInstant } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { countSwaps } from "~/rules/exercises/swaps";
import { moderationRange } from "~/rules/moderation/moderation";
import { teamThen } from "~/rules/people/team-changes";
import {
  coverageFigures,
  exemptFigure,
  returnFigure,
  swapFigures,
  voiceFigures,
} from "~/rules/reports/content-figures";
import {
  type CoverageAudit,
  changesInWords,
  concernsInWords,
  coverageOf,
  expectedOf,
  groupByTheme,
  panelChanges,
  selectedInWords,
  summariseConcerns,
} from "~/rules/reports/contents";
import { type GradeMix, gradeMix } from "~/rules/reports/figure";
import type { NamedFigures } from "~/rules/reports/narrative";
import { countTallies, overall } from "~/rules/reports/reports";
import { withMix } from "~/rules/reports/trends";
import { judgementNames } from "~/rules/tools/grades";
import { goodOrAboveWords, grades } from "~/rules/tools/scale";
import { gradedAreas } from "~/rules/tools/tools";
import { editionInWords } from "~/rules/tools/versions";
import { listTeams } from "~db/access/people.server";
import {
  countCorrections,
  listMadeFinalEarly,
  listWaiting,
} from "~db/audits/correction-lists.server";
import { listFindings } from "~db/audits/findings.server";
import type { Db } from "~db/core/open.server";
import { type Exercise, findToolVersion } from "~db/exercises/exercises.server";
import { listCasesOf, listSwaps } from "~db/exercises/swaps.server";
import { listTeamsThen } from "~db/operations/people/team-changes.server";
import { countTakenByOne, listTakenAlone } from "~db/overviews/panel-lists.server";
import {
  findPanelWork,
  listConcernTimes,
  listCoverage,
  listLetGo,
  listNotBlind,
  listReportFindings,
  listVoiceCounts,
} from "~db/reports/contents.server";
import { listProvisionalTallies, listTeamTallies } from "~db/reports/reports.server";
import { countExemptAuditors } from "~db/sampling/exempt-auditors.server";
import { readCycleFeedback } from "../family-feedback/cycle-feedback.server";
import { readIndependence } from "./cycle-independence.server";
import { readResponses } from "./cycle-responses.server";
import { judgementsCounted } from "./judgements-counted";
import { lastCycles } from "./last-cycles.server";
import { readWholeCycle } from "./whole-cycle.server";

/** Everything a cycle report shows: grades from tallies once closed, live ones until then. */
export async function readCycleReport(
  db: Db,
  exercise: Exercise,
  actor: Actor,
  { now, today }: { now: Date; today: string },
) {
  const { id } = exercise;
  const final = exercise.state === "closed";
  const tool = exercise.toolVersionId ? await findToolVersion(db, exercise.toolVersionId) : null;
  const tallies = final
    ? await listTeamTallies(db, [id], "final")
    : await listProvisionalTallies(db, id);
  const teams = await listTeams(db);
  const then = await listTeamsThen(db, id);
  const themes = new Map(tool?.definition.themes.map(({ code, name }) => [code, name]));
  const findings = await listReportFindings(db, id);
  const panel = (await listFindings(db, { exerciseId: id, auditId: null })).map((finding) => ({
    id: finding.id,
    kind: finding.kind,
    themeName: finding.theme ? (themes.get(finding.theme) ?? finding.theme) : "",
    text: finding.text,
    seenIn: finding.caseCount === null ? "" : `, in ${counted(finding.caseCount, "case")}`,
  }));
  const coverage = await listCoverage(db, id);
  const { selected, movements } = await findPanelWork(db, id);
  const range = exercise.percentages;
  const total = coverageOf(coverage, today);
  const audits = total.completed;
  const notBlind = await listNotBlind(db, id);
  const letGo = await listLetGo(db, id);
  const corrections = await countCorrections(db, id);
  const cycles = await lastCycles(
    db,
    exercise,
    final || !tool
      ? null
      : {
          tallies,
          edition: { toolId: tool.toolId, toolName: tool.toolName, major: tool.major },
        },
  );
  const wanted = { provisional: !final };
  const mixOf = (area: string) => gradeMix(countTallies(tallies, area), wanted);
  const areas = (tool ? gradedAreas(tool.definition) : []).map(({ code, name }) => ({
    key: code,
    name,
    mix: mixOf(code),
  }));
  const exempt = await countExemptAuditors(db, id);
  /** Of audits by the team they are of, and of auditors by the team they work in. */
  const covered = (
    audits: readonly CoverageAudit[],
    isOf: (teamId: string | null) => boolean = () => true,
  ) => {
    const counts = coverageOf(audits, today);
    return {
      ...coverageFigures(counts),
      exempt: exemptFigure(exempt.filter(({ teamId }) => isOf(teamId))),
      returned: returnFigure(counts.completed, expectedOf(audits)),
    };
  };
  const teamsThen = teams.map((team) => ({ ...team, ...teamThen(team, then.get(team.id)) }));
  const serviceOf = new Map(teamsThen.map(({ id, serviceName }) => [id, serviceName]));
  return {
    exercise: {
      id,
      title: exercise.title,
      month: exercise.month,
      narrative: exercise.narrative,
      closedAt: exercise.closedAt,
    },
    final,
    /** Whether audits may still be submitted. */
    stillAuditing: exercise.state === "auditing",
    gradedWith: tool ? editionInWords(tool) : "",
    mix: mixOf(overall),
    areas,
    /** What the narrative can name. */
    named: namedFigures(mixOf(overall), areas),
    data: judgementsCounted(
      teamsThen,
      [
        { code: overall, name: "Overall grade" },
        ...areas.map(({ key, name }) => ({ code: key, name })),
      ],
      tallies,
      wanted,
    ),
    cycles: cycles.map((cycle) => withMix(cycle, { provisional: !final && cycle.id === id })),
    strengths: groupByTheme(findings, "strength", themes),
    developments: groupByTheme(findings, "development", themes),
    panel,
    moderation: {
      selected: selectedInWords(selected, audits, { ...moderationRange(audits, range), ...range }),
      overall: changesInWords(panelChanges(movements.filter(({ area }) => area === overall))),
      areas: changesInWords(panelChanges(movements.filter(({ area }) => area !== overall))),
      whole: await readWholeCycle(db, exercise),
      readByAll: notBlind.length + letGo.length,
      notBlind,
      letGo: letGo.map(({ at, ...one }) => ({
        ...one,
        at: formatInstant(new Date(at)),
      })),
    },
    /** Decided on and not final yet, so in no figure; and what was decided or finished otherwise. */
    waiting: (await listWaiting(db, id, today)).length,
    corrections: {
      ...corrections,
      open: corrections.sent - corrections.accepted - corrections.inPart - corrections.declined,
    },
    alone: await listTakenAlone(db, id),
    early: await listMadeFinalEarly(db, id),
    byOne: await countTakenByOne(db, id),
    coverage: {
      total: covered(coverage),
      services: [...new Set(serviceOf.values())]
        .map((name) => ({
          name,
          audits: coverage.filter(({ teamId }) => serviceOf.get(teamId) === name),
        }))
        .filter(({ audits }) => audits.length > 0)
        .map(({ name, audits }) => ({
          name,
          ...covered(audits, (teamId) => teamId !== null && serviceOf.get(teamId) === name),
        })),
      teams: teamsThen.flatMap((team) => {
        const own = coverage.filter(({ teamId }) => teamId === team.id);
        const graded = tallies.some(({ teamId }) => teamId === team.id);
        const { id: teamId, serviceId, name, since, serviceName } = team;
        const readable = may("reports.read-team", actor, { teamId, serviceId, people: {} });
        return own.length > 0 || graded
          ? [
              {
                id: teamId,
                name,
                since,
                serviceName,
                graded,
                readable,
                ...covered(own, (one) => one === teamId),
              },
            ]
          : [];
      }),
    },
    voices: voiceFigures(await listVoiceCounts(db, id)),
    independence: await readIndependence(db, exercise),
    ...(await readSwaps(db, exercise, total.drawn)),
    mayReadDraw: may("sampling.read", actor, exercise.access),
    concerns: concernsInWords(summariseConcerns(await listConcernTimes(db, id, actor.id), now)),
    feedback: await readCycleFeedback(db, id),
    responses: await readResponses(db, actor, {
      cycle: exercise,
      before: cycles.at(-2) ?? null,
      today,
    }),
  };
}

/** The figures that words can name: those of the overall grade, and good ones of each area. */
function namedFigures(
  mix: GradeMix,
  areas: readonly { name: string; mix: GradeMix }[],
): NamedFigures {
  return [
    { name: goodOrAboveWords, figure: mix.good },
    ...grades.map((grade) => ({ name: judgementNames[grade], figure: mix.grades[grade] })),
    ...areas.map((area) => ({ name: area.name, figure: area.mix.good })),
  ];
}

export type CycleReport = Awaited<ReturnType<typeof readCycleReport>>;

/** Swaps counted by team and by auditor, and how many cases were planned beside how many drawn. */
async function readSwaps(db: Db, exercise: Exercise, drawn: number) {
  const [swaps, cases] = await Promise.all([
    listSwaps(db, exercise.id),
    listCasesOf(db, exercise.id),
  ]);
  return {
    drawn: { planned: exercise.size, drawn },
    swaps: {
      total: swaps.length,
      teams: swapFigures(
        countSwaps(
          cases.map((one) => ({ id: one.teamId, name: one.teamName })),
          swaps.map((one) => ({ id: one.teamId, reason: one.code })),
        ),
      ),
      auditors: swapFigures(
        countSwaps(
          cases.map((one) => ({ id: one.auditorId, name: one.auditorName })),
          swaps.map((one) => ({ id: one.auditorId ?? "", reason: one.code })),
        ).sort((a, b) => b.swapped - a.swapped),
      ),
    },
  };
}
