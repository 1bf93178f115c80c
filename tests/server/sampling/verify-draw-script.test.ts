/** Runs scripts/verify-draw on files, as someone outside the application does. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { type OrderRecord, orderFormat } from "~/rules/moderation/order-record";
import {
  commitmentOf,
  drawOrder,
  fingerprintList,
  sealedAlgorithm,
} from "~/rules/moderation/sealed-order";
import type { DrawRecord } from "~/rules/sampling/draw-record";
import { sampleRecord } from "../../support/frames";

// Every run starts a process of its own: that takes its time where others are at work.
vi.setConfig({ testTimeout: 180_000 });

const folder = mkdtempSync(join(tmpdir(), "line-of-sight-verify-draw-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  // From another folder, and with a database address that must not be touched.
  const { status, stdout, stderr } = spawnSync(resolve("scripts/verify-draw"), args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" },
  });
  return { status, stdout, stderr };
}

function verify(name: string, change: (record: DrawRecord) => void) {
  const record = structuredClone(sampleRecord());
  change(record);
  writeFileSync(join(folder, name), JSON.stringify(record, null, 2));
  return run(name);
}

test("a good record: the same, 0", () => {
  const { status, stdout } = verify("good.json", () => {});
  expect(stdout).toContain("The same: drawn again from its record");
  expect(stdout).toContain("May 2024 core cycle: 5 cases of 13 in the frame");
  expect(stdout).not.toContain("NOT THE SAME");
  expect(status).toBe(0);
});

test("a tampered row of the frame: not the same, 1, and what differs", () => {
  const { status, stdout } = verify("frame.json", (record) => {
    Object.assign(record.frame[2] ?? {}, { openedOn: "2024-04-01" });
  });
  expect(stdout).toMatch(/NOT THE SAME\s+Fingerprint of the frame/);
  expect(stdout).toContain("Not the same: see above what differs.");
  expect(status).toBe(1);
});

test("a tampered result: not the same, 1, and which case", () => {
  const { status, stdout } = verify("result.json", (record) => {
    const drawn = record.made.cases.find((one) => one.status === "drawn");
    const reserve = record.made.cases.find((one) => one.status === "reserve");
    if (!drawn || !reserve) throw new Error("Nothing to exchange");
    drawn.status = "reserve";
    reserve.status = "drawn";
  });
  expect(stdout).toMatch(/NOT THE SAME\s+Cases, their order/);
  expect(stdout).toMatch(/DB-\S+: recorded reserve, .*; drawn again drawn/);
  expect(status).toBe(1);
});

test("another way of drawing, no JSON, no record, no file, no name: can't be checked, 2", () => {
  const algorithm = verify("algorithm.json", (record) => {
    record.made.algorithm = "names-in-a-hat-1";
  });
  expect(algorithm.stdout).toContain("This draw can't be checked by this version.");
  expect(algorithm.status).toBe(2);
  writeFileSync(join(folder, "text.json"), "Drawn fairly, I promise");
  expect(run("text.json")).toMatchObject({ status: 2, stderr: "The file is not JSON.\n" });
  writeFileSync(join(folder, "other.json"), "{}");
  expect(run("other.json")).toMatchObject({ status: 2 });
  expect(run("nowhere.json").stderr).toContain("The file can't be read");
  expect(run("nowhere.json").status).toBe(2);
  expect(run().status).toBe(2);
});

test("a date that is none, a file larger than any record, a folder: can't be checked, 2, in words", () => {
  const date = verify("date.json", (record) => {
    record.plan.asOf = "yesterday";
  });
  expect(date.stderr).toBe(
    "The file is not the record of a draw: plan.asOf: expected a date, YYYY-MM-DD.\n",
  );
  expect(date.status).toBe(2);
  truncateSync(join(folder, "date.json"), 300_000_001);
  expect(run("date.json")).toMatchObject({
    status: 2,
    stderr: "The file is not the record of a draw: it is larger than any could be.\n",
  });
  expect(run(".").status).toBe(2);
});

test("what a file says is printed without obeying it", () => {
  const { stdout, status } = verify("title.json", (record) => {
    record.exercise.title = "May\u001b[2J\u001b[1;1H2024";
  });
  expect(stdout).not.toContain("\u001b");
  expect(status).toBe(0);
});

function verifyOrderFile(name: string, change: (record: OrderRecord) => void) {
  const list = Array.from({ length: 12 }, (_, at) => ({
    auditId: `audit-${at}`,
    teamId: `team-${at % 3}`,
    auditorId: `auditor-${at % 4}`,
  }));
  const percentages = { from: 20, to: 30 };
  const seed = "a sealed seed";
  const record: OrderRecord = {
    format: orderFormat,
    exercise: { id: "exercise-1", title: "May 2024 core cycle", month: "2024-05" },
    algorithm: sealedAlgorithm,
    seed,
    commitment: commitmentOf(seed),
    fingerprint: fingerprintList(list),
    percentages,
    order: drawOrder(seed, list, percentages).map((one) => ({
      ...one,
      auditNow: one.auditId,
      joined: null,
      chance: null,
    })),
  };
  change(record);
  writeFileSync(join(folder, name), JSON.stringify(record));
  return run(name);
}

test("the sealed order of a cycle's moderation: the same, 0; two exchanged places: not the same, 1", () => {
  const good = verifyOrderFile("order.json", () => {});
  expect(good.stdout).toContain("May 2024 core cycle: the order of moderation, 12 audits");
  expect(good.status).toBe(0);
  const bad = verifyOrderFile("order-changed.json", ({ order }) => {
    const [first, second] = order;
    if (!first || !second) throw new Error("Nothing to exchange");
    [first.place, second.place] = [second.place, first.place];
  });
  expect(bad.status).toBe(1);
});
