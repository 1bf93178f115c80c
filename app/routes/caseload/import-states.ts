/** Owns how the state of an import is shown. */
export const importStates = {
  staged: { name: "Not confirmed", colour: "yellow" },
  confirmed: { name: "Confirmed", colour: "green" },
  discarded: { name: "Discarded", colour: "grey" },
} as const;
