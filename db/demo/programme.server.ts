/**
 * Owns the programme of the demonstration: what was planned for 2023–24 and missed or done elsewhere,
 * one whose month is over, and the year ahead as the rhythm makes it.
 */
import type { ExerciseKind } from "~/rules/exercises/exercises";
import { type PlannedOutcome, plannedTitle } from "~/rules/exercises/programme";
import { missingOf, type Rhythm, slotsOf } from "~/rules/exercises/rhythm";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at } from "./clock";
import { openCycle } from "./core-cycles";
import type { PlacedPerson, Staff } from "./people.server";
import type { ServiceName } from "./people-shape";
import { samplePlans } from "./sample-plan";
import { demoExercises } from "./words/exercises";

type Earlier = {
  kind: ExerciseKind;
  month: string;
  title?: string;
  service?: ServiceName;
  /** What was said of it, and on which day. */
  said?: { outcome: PlannedOutcome; reason: string; on: string };
};

const earlier: readonly Earlier[] = [
  {
    kind: "practice-week",
    month: "2023-06",
    said: {
      outcome: "held",
      reason:
        "Held from 12 to 16 June with 14 observations and 9 audits by senior managers; written up on paper",
      on: "2023-06-23",
    },
  },
  {
    kind: "thematic",
    month: "2023-07",
    title: "Recognising neglect",
    said: {
      outcome: "missed",
      reason: "Put off for the new audit tool; planned again for September 2024",
      on: "2023-08-02",
    },
  },
  {
    kind: "dip-sample",
    month: "2023-10",
    service: "Early Help",
    said: {
      outcome: "missed",
      reason: "The post of service manager was vacant until November",
      on: "2023-11-03",
    },
  },
  {
    kind: "practice-week",
    month: "2024-01",
    said: {
      outcome: "held",
      reason: "Held from 22 to 26 January with 17 observations; written up on paper",
      on: "2024-02-02",
    },
  },
  { kind: "dip-sample", month: "2024-03", service: "Corporate Parenting" },
];

export const demoRhythm: Rhythm = {
  beats: {
    core: { every: 2, from: 5 },
    thematic: { every: 3, from: 6 },
    "dip-sample": { every: 3, from: 5 },
    "practice-week": { every: 6, from: 6 },
  },
  without: [8],
  noDipSamples: [],
};

/** The services whose managers do dip samples in the demonstration. */
const withSamples: readonly ServiceName[] = [
  "Safeguarding and Support",
  "Corporate Parenting",
  "Early Help",
];

/** The rhythm with the services of this installation. */
export const rhythmOf = (staff: Staff): Rhythm => ({
  ...demoRhythm,
  noDipSamples: [...staff.serviceIds].flatMap(([name, id]) =>
    withSamples.includes(name) ? [] : [id],
  ),
});

export function addProgramme(book: Book, staff: Staff): void {
  const lead = staff.account("qa-lead");
  const leadOf = (name: ServiceName | null): PlacedPerson =>
    staff.people.find(
      ({ post, services }) => post === "service-manager" && name && services.includes(name),
    ) ?? lead;
  const made = at("2023-03-20", "11:00");
  for (const one of earlier) {
    const serviceId = one.service ? (staff.serviceIds.get(one.service) ?? null) : null;
    const { said } = one;
    const id = idAt(made, "planned", `${one.kind} ${one.month}`);
    const row = {
      kind: one.kind,
      title: one.title ?? plannedTitle(one.kind, one.month, one.service),
      month: one.month,
      service_id: serviceId,
      owner_id: leadOf(one.service ?? null).id,
    };
    book.add("planned_exercise", {
      id,
      ...row,
      slot: null,
      outcome: said?.outcome ?? null,
      outcome_reason: said?.reason ?? "",
      outcome_by: said ? lead.id : null,
      outcome_at: said ? at(said.on, "10:15") : null,
      version: said ? 2 : 1,
    });
    const stream = `planned:${id}` as const;
    book.tell(made, lead.id, { stream, kind: "planned.added", after: row });
    if (said) {
      const kind = said.outcome === "missed" ? "planned.missed" : "planned.held";
      const after = { reason: said.reason };
      book.tell(at(said.on, "10:15"), lead.id, { stream, kind, after });
    }
  }
  addYearAhead(book, staff, lead, leadOf);
  addExemption(book, staff, lead);
}

/** One auditor was seconded for most of 2023. */
function addExemption(book: Book, staff: Staff, lead: PlacedPerson): void {
  const auditor = staff.people.find(({ name }) => name === "Gareth Mossop");
  if (!auditor) throw new Error("The seconded auditor is not in the staff list");
  const approvedAt = at("2023-03-28", "09:40");
  const facts = { fromOn: "2023-04-03", toOn: "2023-12-31", reason: "Seconded to the front door" };
  book.add("exemption", {
    id: idAt(approvedAt, "exemption", auditor.name),
    person_id: auditor.id,
    from_on: facts.fromOn,
    to_on: facts.toOn,
    reason: facts.reason,
    approved_by: lead.id,
    approved_at: approvedAt,
  });
  const stream = `person:${auditor.id}` as const;
  book.tell(approvedAt, lead.id, { stream, kind: "exemption.approved", after: facts });
}

const nothingSaid = {
  outcome: null,
  outcome_reason: "",
  outcome_by: null,
  outcome_at: null,
  version: 1,
};

/** 2024–25, as it was made from the rhythm in March 2024. */
function addYearAhead(
  book: Book,
  staff: Staff,
  lead: PlacedPerson,
  leadOf: (name: ServiceName | null) => PlacedPerson,
): void {
  const made = at("2024-03-25", "15:20");
  const rhythm = rhythmOf(staff);
  const nameOf = new Map([...staff.serviceIds].map(([name, id]) => [id, name]));
  const there = [
    { kind: "core" as const, serviceId: null, month: openCycle.month },
    ...demoExercises.map(({ kind, key, month }) => {
      const name = samplePlans[key]?.service;
      return { kind, month, serviceId: name ? (staff.serviceIds.get(name) ?? null) : null };
    }),
  ].map((one) => ({ ...one, slot: null, removed: false }));
  const slots = slotsOf("2024", 4, rhythm, [...staff.serviceIds.values()]);
  for (const { key, kind, month, serviceId } of missingOf(slots, there, rhythm, "2024-04").add) {
    const service = serviceId === null ? null : (nameOf.get(serviceId) ?? null);
    const id = idAt(made, "planned", key.replace(serviceId ?? "none", service ?? ""));
    const title =
      kind === "thematic" && month === "2024-09"
        ? "Recognising neglect"
        : plannedTitle(kind, month, service);
    const row = { kind, title, month, service_id: serviceId, owner_id: leadOf(service).id };
    book.add("planned_exercise", { id, ...row, slot: key, ...nothingSaid });
    book.tell(made, lead.id, { stream: `planned:${id}`, kind: "planned.added", after: row });
  }
}
