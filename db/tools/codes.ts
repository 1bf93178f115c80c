/**
 * Owns the codes that tools, findings and demonstration texts share: practice areas and themes.
 * Practice: figures are compared across cycles by these codes, so a code is never changed or
 * re-used once a version that holds it has been published; only its words may be.
 */
import type { Theme } from "~/rules/tools/tools";

export const coreAreas = [
  "contact-and-referral",
  "assessment",
  "planning",
  "direct-work",
  "supervision",
  "case-recording",
  "impact",
] as const;
export type CoreArea = (typeof coreAreas)[number];

export const coreThemes = [
  { code: "analysis", name: "Analysis and professional curiosity" },
  { code: "smart-planning", name: "SMART planning" },
  { code: "contingency", name: "Contingency planning" },
  { code: "chronology", name: "Chronology and family history" },
  { code: "reflective-supervision", name: "Reflective supervision" },
  { code: "management-oversight", name: "Management oversight" },
  { code: "childs-voice", name: "The child's voice" },
  { code: "seen-alone", name: "Seeing and observing children" },
  { code: "fathers-and-network", name: "Fathers, family and network" },
  { code: "timeliness", name: "Timeliness and drift" },
  { code: "exploitation", name: "Exploitation and harm outside the home" },
  { code: "neglect", name: "Neglect" },
  { code: "multi-agency", name: "Working with other agencies" },
  { code: "recording-visits", name: "Recording of visits and decisions" },
  { code: "identity", name: "Identity, culture and disability" },
  { code: "life-story", name: "Life story and permanence" },
] as const satisfies readonly Theme[];
export type CoreTheme = (typeof coreThemes)[number]["code"];
