/** Which cases of an allocation are listed, where not all are: a name in the address. */
export const caseFilters = ["left", "blocked", "overridden"] as const;
export type CaseFilter = (typeof caseFilters)[number];
