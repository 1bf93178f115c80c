/** What the parts of the grid are given: its cases, and what stands in their cells. */
import type { Cohort } from "~/rules/caseload/caseload";

type GridCell = { code: string; answer: string; note: string };

export type GridCase = {
  auditId: string;
  reference: string;
  cohort: Cohort | null;
  team: string;
  cells: GridCell[];
};

export type GridInput = {
  /** What was typed, if the form came back, else what is stored. */
  held: (name: string, stored: string) => string;
  errors: Record<string, string>;
  contested: string[];
  clearName: (auditId: string, code: string) => string;
  noteName: (auditId: string, code: string) => string;
  /** Whether its reader raises concerns here: those of other agencies go by their own procedure. */
  raises: boolean;
  rest: {
    filled: Record<string, string[]>;
    fill: (auditId: string, names: readonly string[]) => void;
    undo: (auditId: string) => void;
  };
};
