/**
 * Owns the words of two later dip samples of the demonstration: strategy meetings read again with the
 * questions of December, and a sample of supervision records, which are no case. Invented.
 */

export const strategyAgain = {
  key: "strategy-meetings-2023-12",
  month: "2024-03",
  plannedOn: "2024-03-04",
  releasedOn: "2024-03-11",
  readOn: "2024-03-18",
  closedOn: "2024-03-28",
  rationale: "Whether meetings and their records are better than in December.",
  methodology: "Fifteen cases drawn and read as in December, by the same service manager.",
  /** How many were met, partly met and not applicable, in the order of the questions; the rest are not met. */
  tallies: [
    [15, 0, 0],
    [14, 1, 0],
    [4, 1, 9],
    [13, 2, 0],
    [12, 2, 0],
    [11, 3, 0],
    [10, 3, 0],
  ],
  sizes: { "child-in-need": 7, "child-protection": 6, "child-in-care": 2 },
  strengths: ["More meetings end with actions that say who does what by when than in December."],
  developments: [
    "In three of fifteen it still can’t be told why the meeting was held when it was.",
  ],
  nextSteps: "Read fifteen again in September.",
} as const;

export const supervisionSample = {
  title: "Supervision records",
  month: "2024-03",
  plannedOn: "2024-03-05",
  releasedOn: "2024-03-12",
  readOn: "2024-03-19",
  closedOn: "2024-03-27",
  rationale: "Whether supervision helps workers to think, beyond a list of tasks.",
  methodology:
    "Eight supervision records of February, the latest of each worker, read by the service manager and two team managers; nobody reads a record of their own.",
  lead: "Imogen Farrant",
  reviewers: ["Imogen Farrant", "Taylor Brook", "Fraser Lindqvist"],
  /** Whose record it is, and who supervised. */
  records: [
    ["SUP-0218", "Pat Lindley", "Winifred Oduya"],
    ["SUP-0221", "Saskia Holm", "Taylor Brook"],
    ["SUP-0224", "Femi Garrick", "Winifred Oduya"],
    ["SUP-0225", "Bethan Royle", "Taylor Brook"],
    ["SUP-0230", "Cora Wetherall", "Fraser Lindqvist"],
    ["SUP-0231", "Hamish Orde", "Fraser Lindqvist"],
    ["SUP-0237", "Ngozi Tamberlin", "Alex Morley"],
    ["SUP-0240", "Sunniva Reed", "Alex Morley"],
  ],
  questions: [
    "library-supervision-recorded",
    "library-supervision-reflects",
    "library-supervision-followed",
    "library-supervision-worker",
  ],
  tallies: [
    [7, 1, 0],
    [3, 3, 0],
    [4, 2, 1],
    [6, 1, 0],
  ],
  strengths: ["Supervision takes place on time and is on the record within the week."],
  developments: ["Records list tasks; what was wondered about can be read in three of eight."],
  nextSteps: "Team managers bring one anonymised record each to their next meeting.",
} as const;
