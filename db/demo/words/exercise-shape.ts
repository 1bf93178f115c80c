/**
 * Owns the shape of a demonstration exercise as it is written down, before it becomes rows.
 * Practice: every figure says whether it was published, inferred from what was published, or
 * invented, so that nobody takes the demonstration for evidence.
 */

import type { Role } from "~/rules/access/people";
import type { Cohort } from "~/rules/caseload/caseload";
import type { ExerciseKind, ExerciseState, TriggerKind } from "~/rules/exercises/exercises";
import type { ToolDefinition } from "~/rules/tools/tools";
import type { CoreArea, CoreTheme } from "~db/tools/codes";

export type Standing = "published" | "inferred" | "invented";

export type DemoTeam =
  | "MASH"
  | "Referral and Assessment"
  | "Willow"
  | "Rowan"
  | "Children with Disabilities"
  | "Care and Leaving Care"
  | "Early Help";

/** Who owns an action, by role; the loader finds the person, or keeps the words alone. */
export const owners = {
  "MASH team manager": { role: "team-manager", team: "MASH" },
  "Referral and Assessment team manager": { role: "team-manager", team: "Referral and Assessment" },
  "Willow team manager": { role: "team-manager", team: "Willow" },
  "Rowan team manager": { role: "team-manager", team: "Rowan" },
  "Care and Leaving Care team manager": { role: "team-manager", team: "Care and Leaving Care" },
  "Early Help team manager": { role: "team-manager", team: "Early Help" },
  "Service manager": { role: "service-manager", team: null },
  "QA lead": { role: "qa-lead", team: null },
  "Assistant director": { role: "leader", team: null },
} as const satisfies Record<string, { role: Role; team: DemoTeam | null }>;
export type OwnerRole = keyof typeof owners;

export type ActionState = "open" | "in-progress" | "completed" | "verified";

export type DemoAction = {
  what: string;
  /** YYYY-MM as published; null where none was given. */
  month: string | null;
  ownerRole: OwnerRole;
  level: "team" | "service" | "strategic";
  area?: CoreArea;
  theme?: CoreTheme;
  successMeasure: string;
  /** As it stood on 15 April 2024. */
  state: ActionState;
  progress: { on: string; text: string }[];
  /** Set when completed or verified. */
  completedOn?: string;
  evidence?: string;
  /** Set when verified, by someone other than the owner. */
  verifiedOn?: string;
  verifiedBy?: OwnerRole;
  impact?: string;
  /** Whether the action itself was published; progress, evidence and impact are always invented. */
  published: boolean;
};

export type DemoTally = {
  /** A question's code in the exercise's tool. */
  question: string;
  met: number;
  partly: number;
  notMet: number;
  notApplicable: number;
  published: Standing;
  /** Which part of the row the standing is about, where it is not the whole. */
  note?: string;
};

export type DemoFinding = {
  text: string;
  caseCount?: number;
  published: boolean;
  area?: CoreArea;
  theme?: CoreTheme;
};

export type DemoExercise = {
  key: string;
  kind: Extract<ExerciseKind, "thematic" | "dip-sample">;
  title: string;
  month: string;
  state: Extract<ExerciseState, "closed" | "planned">;
  tool: ToolDefinition;
  rationale: string;
  triggerKind: TriggerKind;
  trigger: string;
  methodology: string;
  linesOfEnquiry: string[];
  /** How many cases of each cohort; adds to caseCount. */
  cohortMix: Partial<Record<Cohort, number>>;
  caseCount: number;
  reviewerRoles: { role: string; count: number }[];
  strengths: DemoFinding[];
  developments: DemoFinding[];
  actions: DemoAction[];
  nextSteps: string;
  /** The exercise that prompted this one. */
  promptedBy: string | null;
  tallies: DemoTally[];
};
