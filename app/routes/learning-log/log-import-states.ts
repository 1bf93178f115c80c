import type { LogImportState } from "~/rules/learning-log/log-import";

export const logImportStateNames: Record<LogImportState, string> = {
  read: "Not imported yet",
  confirmed: "Imported",
  undone: "Undone",
  discarded: "Discarded",
};

export const logImportStateColours = {
  read: "yellow",
  confirmed: "green",
  undone: "grey",
  discarded: "grey",
} as const satisfies Record<LogImportState, string>;
