import type { ImportState } from "~/rules/caseload/states";

type Shown = {
  name: string;
  colour: "yellow" | "green" | "grey" | "blue" | "red" | "purple";
  /** The heading of the import's page. */
  title: string;
};

/** Owns how the state of an import is shown. */
export const importStates: Record<ImportState, Shown> = {
  reading: { name: "Reading", colour: "blue", title: "Reading the file" },
  comparing: { name: "Comparing", colour: "blue", title: "Comparing with the caseload" },
  staged: { name: "Not confirmed", colour: "yellow", title: "Check what would change" },
  confirming: { name: "Confirming", colour: "blue", title: "Confirming the import" },
  confirmed: { name: "Confirmed", colour: "green", title: "What this import did" },
  undoing: { name: "Undoing", colour: "purple", title: "Undoing the import" },
  undone: { name: "Undone", colour: "purple", title: "This import was undone" },
  discarded: { name: "Discarded", colour: "grey", title: "This import was discarded" },
  failed: { name: "Not read", colour: "red", title: "The file was not read" },
};

export const importKinds = {
  csv: "CSV file",
  workbook: "Excel workbook",
  "annex-a": "Annex A workbook",
} as const;
