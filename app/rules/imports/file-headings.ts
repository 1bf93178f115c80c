/**
 * Owns the headings that case systems give the columns a caseload is made of, and councils after
 * them: Mosaic, Liquidlogic (LCS), the Standard Safeguarding Dataset and plain spreadsheets.
 * Practice: one table for every kind of file; a heading is known by its letters and figures, and
 * what one system misspells is known as it spells it.
 */

export const spellings = {
  reference: [
    ...["child unique id", "child id", "unique child id", "child unique identifier"],
    ...["child identifier", "unique id", "unique identifier", "child unique id number"],
    ...["child unique reference", "child reference", "child ref", "child reference number"],
    ...[
      "reference",
      "reference number",
      "ref",
      "ref no",
      "case reference",
      "case id",
      "case number",
    ],
    ...["case ref", "case no", "person id", "person reference", "client id", "client reference"],
    ...[
      "client number",
      "system id",
      "mosaic id",
      "mosaic number",
      "mosaic person id",
      "mosaic ref",
    ],
    ...["lcs id", "lcs number", "lcs person id", "liquidlogic id", "liquid logic id", "ics id"],
    ...["ics number", "ll id", "eclipse id", "carefirst id", "care first id", "swift id"],
    ...[
      "azeus id",
      "charms id",
      "young person unique id",
      "young person id",
      "yp id",
      "la child id",
    ],
    ...["child no", "child number", "la id", "local authority id"],
  ],
  familyReference: [
    ...["family reference", "family id", "family ref", "family identifier", "family number"],
    ...["family group id", "group id", "sibling group", "sibling group id", "household id"],
  ],
  cohort: [
    ...["cohort", "case type", "type of case", "case category", "cohort name", "plan type"],
    ...["type of plan", "current plan type", "service user group", "involvement type"],
  ],
  team: [
    ...["allocated team", "team", "team name", "allocated team name", "current team"],
    ...["current allocated team", "case team", "responsible team", "social work team", "sw team"],
    ...["worker team", "case worker team", "allocated worker team", "lead team", "owning team"],
    ...["involved team", "organisational unit", "allocated worker organisation"],
  ],
  worker: [
    ...["allocated worker", "worker", "worker name", "allocated worker name"],
    ...["allocated social worker", "allocated social worker name", "social worker", "allocated sw"],
    ...["current worker", "current allocated worker", "case worker", "caseworker", "case holder"],
    ...["key worker", "lead worker", "keyworker", "allocated case worker", "social worker name"],
    ...["named social worker", "lead professional", "case worker name", "caseholder", "sw name"],
    ...["allocated to", "allocated practitioner", "lead practitioner", "allocated key worker"],
    ...["responsible worker", "primary worker", "current social worker", "named worker"],
  ],
  workerNumber: [
    ...["worker number", "worker staff number", "worker email", "worker id", "worker e-mail"],
    ...["allocated worker id", "allocated worker number", "allocated worker email"],
    ...["social worker id", "social worker number", "social worker email", "case worker id"],
    ...["allocated social worker id", "worker payroll number", "worker employee number"],
    ...["staff number", "staff id", "worker unique id"],
  ],
  supervisor: [
    ...["supervisor", "supervisor name", "line manager", "line manager name", "worker manager"],
    ...["worker supervisor", "supervising manager", "supervising social worker manager"],
  ],
  supervisorNumber: [
    ...["supervisor number", "supervisor staff number", "supervisor email", "supervisor id"],
    ...["supervisor e-mail", "line manager id", "line manager number", "line manager email"],
  ],
  reviewingOfficer: [
    ...["reviewing officer", "reviewing officer name", "iro", "independent reviewing officer"],
    ...["conference chair", "iro name", "allocated iro", "cp chair", "child protection chair"],
    ...["icpc chair", "independent chair", "iro cp chair"],
  ],
  gender: ["gender", "sex", "child gender", "gender of child"],
  dateOfBirth: [
    ...["date of birth", "dob", "d o b", "birth date", "birthdate", "date birth", "child dob"],
    ...["child date of birth", "childs date of birth", "date of birth or expected date of birth"],
    ...["date of birth or due date", "dob or edd", "dob edd", "expected date of birth", "edd"],
  ],
  age: [
    ...["age", "age of child", "age of child years", "child age", "age years", "age in years"],
    ...["current age", "age at extract", "age today", "age at report date", "childs age"],
  ],
  openedOn: [
    ...["opened", "opened on", "date opened", "start date", "case start date", "date case opened"],
    ...["open date", "opened date", "case opened", "case open date", "case opened date"],
    ...["case opening date", "date started", "involvement start date", "involvement start"],
    ...["episode start date", "date of opening", "allocation start date", "current start date"],
  ],
  closedOn: [
    ...["closed", "closed on", "date closed", "end date", "case end date", "date case closed"],
    ...["close date", "closed date", "case closed", "case closed date", "case closure date"],
    ...["closure date", "date of closure", "date ended", "involvement end date"],
    ...["involvement end", "episode end date", "allocation end date"],
  ],
  planSince: [
    ...["plan since", "plan started", "plan start date", "date plan started", "on plan since"],
    ...["current plan start date", "current plan since", "start of plan", "plan start"],
  ],
  cinStart: [
    ...["cin start date", "child in need start date", "cin plan start date", "date cin started"],
    ...["cin started", "cin start", "start date of cin", "start date", "cin episode start date"],
    ...["child in need plan start date", "date of start of cin", "start date of cin episode"],
  ],
  cinEnd: [
    ...["cin closure date", "child in need closure date", "cin end date", "cin plan end date"],
    ...["cin closed date", "cin close date", "cin closure", "closure date", "end date"],
    ...["date cin closed", "date cin ended", "cin episode end date", "child in need end date"],
    ...["date of closure", "child in need plan end date", "case closure date", "closed date"],
    ...["date closed"],
  ],
  caseStatus: [
    ...["case status", "status", "current case status", "cin status", "child case status"],
  ],
  planStart: [
    ...["child protection plan start date", "cp plan start date", "cpp start date"],
    ...["child protection start date", "cp start date", "plan start date", "cp plan start"],
    ...["start date of child protection plan", "date child protection plan started", "start date"],
    ...["date became subject of plan", "current child protection plan start date"],
    ...["date cp plan started"],
  ],
  planEnd: [
    ...["child protection plan end date", "cp plan end date", "cpp end date", "cp end date"],
    ...["child protection end date", "plan end date", "end date of child protection plan"],
    ...["cp plan end", "end date", "date child protection plan ended", "date cp plan ended"],
    ...["date ceased to be subject of plan", "child protection plan closure date"],
    ...["cp closure date"],
  ],
  careStart: [
    ...["date started to be looked after", "date child started to be looked after"],
    ...["looked after start date", "loooked after start date", "lac start date", "cla start date"],
    ...["date became looked after", "date started looked after", "date lac", "date entered care"],
    ...["date the child entered care", "care start date", "start date", "date looked after"],
    ...["date of becoming looked after", "period of care start date", "poc start date"],
    ...["date started being looked after", "date came into care", "started looked after date"],
  ],
  careEnd: [
    ...["date ceased to be looked after", "date child ceased to be looked after"],
    ...["looked after end date", "loooked after end date", "ceased looked after date"],
    ...["lac end date", "cla end date", "date ceased looked after", "date left care"],
    ...["date ceased being looked after", "date the child left care", "care end date", "end date"],
    ...["date stopped being looked after", "period of care end date", "poc end date"],
    ...["date ceased care", "date of ceasing to be looked after", "date lac ceased"],
    ...["looked after ceased date"],
  ],
  adviser: [
    ...["allocated personal advisor", "allocated personal adviser", "personal advisor"],
    ...["personal adviser", "allocated pa", "pa", "pa name", "leaving care personal adviser"],
    ...["leaving care personal advisor", "personal adviser name", "personal advisor name"],
    ...["leaving care worker"],
  ],
  pathwayReview: [
    ...[
      "latest pathway plan review date",
      "pathway plan review date",
      "latest pathway plan review",
    ],
    ...["pathway plan date", "date of latest pathway plan review", "latest pathway plan"],
    ...["date of last pathway plan review", "last pathway plan review date"],
    ...["latest pathway plan date"],
  ],
  lastContact: [
    ...["latest date of contact", "date of latest contact", "latest contact date"],
    ...["date of last contact", "last contact date", "date last in touch", "latest contact"],
  ],
} as const satisfies Record<string, readonly string[]>;

/** A heading by its letters and figures alone: "Case_Reference" and "CaseReference" are one. */
export const plainHeading = (heading: string): string =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/** Headings of the Standard Safeguarding Dataset's lists that an audit has no need of. */
export const unreadSpellings: readonly string[] = [
  ...["HasDisability", "PrimaryNeedCode", "DateChildLastSeen", "ReasonForClosure", "UASC"],
  ...["InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "DateOfLastStatutoryVisit"],
  ...["ChildSeenAlone", "DateOfLatestReviewConf", "ProtectionLastSixMonths"],
  ...["NumberOfPreviousChildProtectionPlans", "ChildCategoryOfNeed", "LegalStatus"],
  ...["SubsequentLACEpisodeLast12Months", "MostRecentLegalStatusStart", "PermanencePlan"],
  ...["LatestStatutoryReviewDate", "LastSocialWorkVisitDate", "LastIROVisitDate"],
  ...["LastHealthAssessmentDate", "LastDentalCheckDate", "PlacementsLast12Months"],
  ...["ReasonCeasedLookedAfter", "MostRecentPlacementStartDate", "PlacementType"],
  ...["PlacementProvider", "PlacementPostcode", "PlacementURN", "PlacementLocation"],
  ...["EligibilityCategory", "LAInTouch", "TypeOfAccommodation", "SuitabilityOfAccommodation"],
  ...["ActivityStatus", "Ethnicity"],
];
