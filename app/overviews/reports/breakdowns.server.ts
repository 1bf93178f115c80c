import { cohortNames, isCohort } from "~/rules/caseload/caseload";
import { formatMonth } from "~/rules/core/dates";
import { type Block, type GradesBlock, nameOf, type Report } from "~/rules/reports/blocks";
import { gradeMix } from "~/rules/reports/figure";
import { goodInSentence } from "~/rules/reports/figure-words";
import { type Basis, bases, countTallies, overall, type Tally } from "~/rules/reports/reports";
import { editionInWords } from "~/rules/tools/versions";
import { listServices } from "~db/access/people.server";
import type { Db } from "~db/core/open.server";
import { type Exercise, findToolVersion } from "~db/exercises/exercises.server";
import { listAgeTallies, unscopedCaseloadAges } from "~db/reports/ages.server";
import { listPromptTallies } from "~db/reports/prompt-tallies.server";
import {
  listClosedCycles,
  listCohortTallies,
  listTallies,
  listTeamTallies,
} from "~db/reports/reports.server";
import { ageBlocks } from "./age-blocks";
import { section } from "./block-parts";
import { complianceBlocks } from "./compliance-blocks";

const basisNames: Record<Basis, string> = {
  auditor: "Auditors’ own, as first submitted",
  moderator: "Moderators’ own, as first committed",
  final: "Final",
};

/**
 * The overall grades of a closed cycle by what its cases were, by service, by whose they are, by the
 * tool and, for who may see it, by age, which tells of one audit where an age is rare; and the answers to prompts beside the grades.
 */
export async function breakdownsOf(
  db: Db,
  cycle: Exercise,
  { withAges, agesKept = false }: { withAges: boolean; agesKept?: boolean },
): Promise<Report> {
  const byCohort = await listCohortTallies(db, cycle.id, "final");
  const byTeam = await listTeamTallies(db, [cycle.id], "final");
  const services = await listServices(db);
  const byBasis = await Promise.all(
    bases.map(async (basis) => ({ basis, tallies: await listTallies(db, [cycle.id], basis) })),
  );
  const month = formatMonth(cycle.month);
  const whole = mixOf(byTeam);
  const chart = (rowsAre: string, name: string, rows: GradesBlock["rows"]): GradesBlock => ({
    kind: "grades",
    name,
    title: `Overall grades by ${rowsAre.toLowerCase()}, ${month}`,
    rowsAre,
    rows,
  });
  return {
    title: cycle.title,
    caption: "Breakdowns",
    lead: goodInSentence(`In ${month}`, whole.good),
    standing: "final",
    about: [["Cycle", cycle.title]],
    blocks: [
      chart(
        "Kind of case",
        "cohorts",
        splitBy(byCohort, ({ cohort }) => cohort, cohortName),
      ),
      chart(
        "Service",
        "services",
        splitBy(
          byTeam,
          ({ serviceId }) => serviceId,
          (id) => services.find((one) => one.id === id)?.name ?? "A service of then",
        ),
      ),
      ...folded("Auditors’, moderators’ and final grades", [
        chart(
          "Whose grades",
          "bases",
          byBasis.map(({ basis, tallies }) => ({
            key: basis,
            name: basisNames[basis],
            mix: mixOf(tallies),
          })),
        ),
        {
          kind: "note",
          text: "A moderator grades only what was selected, so that their grades are not of the same audits as the others.",
        },
      ]),
      ...folded("Grades by audit tool", await byTool(db, cycle)),
      ...(withAges && agesKept
        ? [
            {
              kind: "note" as const,
              text: "Grades by age are kept back until you have graded your double audit.",
            },
          ]
        : []),
      ...(withAges && !agesKept
        ? folded(
            "Grades by age band, beside the caseload",
            ageBlocks(month, await listAgeTallies(db, cycle.id), await unscopedCaseloadAges(db)),
          )
        : []),
      section("What was done, and how well", await complianceOf(db, cycle, byTeam)),
      {
        kind: "note",
        text: "Audits that are final; re-audits are left out.",
      },
    ],
    data: null,
  };
}

/** What is looked up rather than read; nothing where there is nothing. */
const folded = (title: string, blocks: readonly Block[]): Block[] =>
  blocks.length === 0 ? [] : [section(title, blocks, { folded: true })];

async function complianceOf(db: Db, cycle: Exercise, graded: readonly Tally[]) {
  const tool = cycle.toolVersionId ? await findToolVersion(db, cycle.toolVersionId) : null;
  return complianceBlocks(
    tool?.definition.areas ?? [],
    await listPromptTallies(db, cycle.id),
    graded,
  );
}

/** As many cycles as trends show, up to this one; nothing where all were graded alike. */
const cyclesOfTools = 12;

async function byTool(db: Db, { month }: Exercise): Promise<GradesBlock[]> {
  const cycles = await listClosedCycles(db, { to: month, last: cyclesOfTools });
  const graded = new Map(cycles.map(({ id, edition }) => [id, editionInWords(edition)]));
  const names = [...new Set(graded.values())];
  if (names.length < 2) return [];
  const tallies = await listTallies(db, [...graded.keys()], "final");
  return [
    {
      kind: "grades",
      name: "tools",
      title: `Overall grades by audit tool, ${formatMonth(cycles[0]?.month ?? month)} to ${formatMonth(month)}`,
      rowsAre: "Audit tool",
      rows: names.map((name) => ({
        key: nameOf(name),
        name,
        mix: mixOf(tallies.filter(({ exerciseId }) => graded.get(exerciseId) === name)),
      })),
    },
  ];
}

const mixOf = (tallies: readonly Tally[]) => gradeMix(countTallies(tallies, overall));

const cohortName = (code: string): string => (isCohort(code) ? cohortNames[code] : code);

/** A row for each value, by name. */
function splitBy<T extends Tally>(
  tallies: readonly T[],
  keyOf: (tally: T) => string,
  nameOf: (key: string) => string,
): GradesBlock["rows"] {
  const keys = [
    ...new Set(tallies.filter(({ area }) => area === overall).map((tally) => keyOf(tally))),
  ];
  return keys
    .map((key) => ({
      key,
      name: nameOf(key),
      mix: mixOf(tallies.filter((tally) => keyOf(tally) === key)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
