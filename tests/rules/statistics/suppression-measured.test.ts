import { expect, test } from "vitest";
import type { Direction } from "~/rules/reports/linked-figures";
import { randomFrom } from "~/rules/statistics/random";
import { isSmall } from "~/rules/statistics/small-counts";
import { suppressLinked } from "~/rules/statistics/suppression";
import { leastWeight } from "./attacker";
import { direction, gradeLines, leaves, tableFrom } from "./linked-tables";

/** Counts of small councils that are the same in every run. */
const drawn = (seed: number, most: number, length: number) => {
  const random = randomFrom(seed);
  return Array.from({ length }, () =>
    random() < 0.25 ? 0 : Math.floor(random() * random() * most),
  );
};

test("at most 5% more is hidden than the solver's optimum in small tables (2.4% measured)", () => {
  const small: { directions: Direction[]; runs: number }[] = [
    { directions: [gradeLines], runs: 6 },
    { directions: [direction("team", 2), gradeLines], runs: 6 },
    { directions: [direction("team", 3), direction("grade", 3)], runs: 6 },
    { directions: [direction("a", 2), direction("b", 2), direction("c", 2)], runs: 2 },
  ];
  let [hidden, optimum] = [0, 0];
  small.forEach(({ directions, runs }, index) => {
    for (let run = 0; run < runs; run += 1) {
      const table = tableFrom(directions, drawn(100 * index + run, 35, leaves(directions)));
      const linked = { ...table, cells: table.cells.map(({ key, count }) => ({ key, count })) };
      const primary = linked.cells.filter((cell) => isSmall(cell.count)).length;
      hidden += suppressLinked(linked).hidden.size;
      optimum += primary + leastWeight(linked);
    }
  });
  expect(hidden / optimum).toBeLessThanOrEqual(1.05);
});

test("a report of 600 cells takes about half a second of a slow processor, and never four", () => {
  const services = [
    ...Array.from({ length: 10 }, (_, n) => ({ code: `team${n}` })),
    { code: "north", parts: ["team0", "team1", "team2", "team3"] },
    { code: "south", parts: ["team4", "team5", "team6", "team7", "team8", "team9"] },
    { code: "all", parts: ["north", "south"] },
  ];
  const directions = [services, direction("area", 6), gradeLines];
  const linked = tableFrom(directions, drawn(7, 12, leaves(directions)));
  expect(linked.cells.length).toBeGreaterThan(500);
  const before = process.cpuUsage();
  const { open } = suppressLinked(linked);
  const { user } = process.cpuUsage(before);
  expect(open.size).toBe(0);
  expect(user).toBeLessThan(4_000_000);
});
