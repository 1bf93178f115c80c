/**
 * Owns when the demonstration's thematic audits and dip samples took place, and who leads them.
 */
import type { PlacedPerson } from "./people.server";
import type { ServiceName } from "./people-shape";
import type { DemoExercise } from "./words/exercise-shape";

export type SamplePlan = {
  plannedOn: string;
  /** When the cases were there to be read; null while planned. */
  releasedOn: string | null;
  closedOn: string | null;
  dueOn: string;
  /** Job title of whoever leads it. */
  lead: string;
  /** The service whose cases are read; null for all. */
  service: ServiceName | null;
};

export type PlacedSample = {
  id: string;
  words: DemoExercise;
  plan: SamplePlan;
  lead: PlacedPerson;
  reviewers: PlacedPerson[];
};

export type SampleFinding = { id: string; text: string; area?: string; theme?: string };

const qaLead = "QA lead";
const safeguarding = "Service manager, safeguarding";

/** By the exercise's key. */
export const samplePlans: Record<string, SamplePlan> = {
  "exploitation-2023-11": {
    plannedOn: "2023-10-16",
    releasedOn: "2023-11-08",
    closedOn: "2023-12-08",
    dueOn: "2023-11-30",
    lead: qaLead,
    service: null,
  },
  "plans-2023-12": {
    plannedOn: "2023-11-20",
    releasedOn: "2023-12-04",
    closedOn: "2023-12-20",
    dueOn: "2023-12-15",
    lead: "Service manager, quality assurance and safeguarding",
    service: null,
  },
  "strategy-meetings-2023-12": {
    plannedOn: "2023-11-21",
    releasedOn: "2023-12-05",
    closedOn: "2023-12-21",
    dueOn: "2023-12-18",
    lead: safeguarding,
    service: "Safeguarding and Support",
  },
  "pathway-plans-2024-01": {
    plannedOn: "2023-12-11",
    releasedOn: "2024-01-08",
    closedOn: "2024-01-26",
    dueOn: "2024-01-24",
    lead: qaLead,
    service: "Corporate Parenting",
  },
  "section-47-2024-01": {
    plannedOn: "2024-01-04",
    releasedOn: "2024-01-11",
    closedOn: "2024-01-31",
    dueOn: "2024-01-29",
    lead: safeguarding,
    service: "Safeguarding and Support",
  },
  "pre-proceedings-2024-02": {
    plannedOn: "2024-01-29",
    releasedOn: "2024-02-06",
    closedOn: "2024-02-28",
    dueOn: "2024-02-23",
    lead: safeguarding,
    service: "Safeguarding and Support",
  },
  "plans-2024-04": {
    plannedOn: "2024-04-08",
    releasedOn: null,
    closedOn: null,
    dueOn: "2024-04-30",
    lead: safeguarding,
    service: "Safeguarding and Support",
  },
  "exploitation-2024-05": {
    plannedOn: "2024-04-09",
    releasedOn: null,
    closedOn: null,
    dueOn: "2024-05-31",
    lead: "Service manager, early help and front door",
    service: null,
  },
};
