/**
 * Owns every URL: typed builders, the only place where addresses are written.
 * Practice: nothing about a child but an opaque id.
 */
const query = (values: Record<string, string | undefined>): string => {
  const entries = Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]);
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : "";
};

type Query = Record<string, string | undefined>;

export const paths = {
  home: () => "/",
  /** What is looked for is posted there, and never stands in the address. */
  search: () => "/search",
  /** What became of one's own audits: those audited, moderated or of one's work. */
  ownAudits: (shown: Query = {}) => `/my-work${query(shown)}`,
  /** Where the form of a page is kept while it is written (server/written.server.ts). */
  written: (page: string) => `${page.split("?")[0]}/written`,
  /** Answers whenever the process does. */
  health: () => "/healthz",
  signIn: (to?: string) => `/sign-in${query({ to: to === "/" ? undefined : to })}`,
  /** Where a page that waits for its person sends them, in a tab of its own. */
  signedIn: () => "/signed-in",
  /** Signing in with a form that was posted too late: also for who is signed in by now. */
  signInToSave: () => "/sign-in?carried=yes",
  signOut: () => "/sign-out",
  /** How long the session of a page lasts, and to go on with it. */
  session: () => "/session",
  setUp: () => "/set-up",
  forgottenPassword: (shown: Query = {}) => `/forgotten-password${query(shown)}`,
  /** Where a link to choose a password leads; what the link holds is taken out of the address. */
  choosePassword: () => "/choose-password",
  account: () => "/account",
  accountMessages: () => "/account/messages",
  accountDeputies: () => "/account/deputies",
  accountConflicts: () => "/account/conflicts",
  accountCalendar: () => "/account/calendar",
  /** Holds a secret: it stands in no log and no page but the one that shows it once. */
  calendar: (secret: string) => `/calendar/${secret}`,
  accountReading: (shown: Query = {}) => `/account/reading${query(shown)}`,
  settings: () => "/settings",
  outbox: (filters: Query = {}) => `/settings/outbox${query(filters)}`,

  files: {
    /** The files of an action, a learning or minutes, and where one is added. */
    of: (kind: string, recordId: string) => `/files/of/${kind}/${recordId}`,
    one: (attachmentId: string) => `/files/${attachmentId}`,
    /** Of what no scanner has seen only with `unscanned`. */
    download: (attachmentId: string, asked: Query = {}) =>
      `/files/${attachmentId}/download${query(asked)}`,
    kept: () => "/settings/files",
  },

  help: {
    home: () => "/help",
    guide: (key: string) => `/help/how-to/${key}`,
    glossary: () => "/help/glossary",
    roles: (role?: string) => `/help/who-can-do-what${query({ role })}`,
    demonstration: () => "/help/demonstration",
    accessibility: () => "/help/accessibility",
    security: () => "/help/security",
  },

  handovers: () => "/handover",
  handover: (personId: string) => `/handover/${personId}`,
  people: {
    list: (filters: Query = {}) => `/people${query(filters)}`,
    add: () => "/people/new",
    invitePartner: () => "/people/partners/new",
    invitations: (filters: Query = {}) => `/people/invitations${query(filters)}`,
    one: (personId: string) => `/people/${personId}`,
    edit: (personId: string) => `/people/${personId}/edit`,
    deputies: (personId: string) => `/people/${personId}/deputies`,
    deactivate: (personId: string) => `/people/${personId}/deactivate`,
    recordedTwice: () => "/people/recorded-twice",
    samePerson: (personId: string, choice: Query = {}) =>
      `/people/${personId}/same-person${query(choice)}`,
    import: () => "/people/import",
    importTemplate: () => "/people/import/template.csv",
    importOne: (importId: string) => `/people/import/${importId}`,
    teams: () => "/people/teams",
    team: (teamId: string) => `/people/teams/${teamId}`,
    /** A team that someone importing has asked for. */
    teamAsked: (mappingId: string) => `/people/teams/asked/${mappingId}`,
    /** Staff numbers that two people have but for zeros; one pair is named by one of them. */
    numbers: () => "/people/numbers",
    number: (personId: string) => `/people/numbers/${personId}`,
    retireTeam: (teamId: string) => `/people/teams/${teamId}/retire`,
    service: (serviceId: string) => `/people/services/${serviceId}`,
  },

  /** Changes of access that wait for a second person; those of one bundle stand on one page. */
  access: {
    list: () => "/people/access",
    one: (bundleId: string) => `/people/access/${bundleId}`,
  },

  caseload: {
    list: (filters: Query = {}) => `/caseload${query(filters)}`,
    one: (caseId: string, shown: Query = {}) => `/caseload/cases/${caseId}${query(shown)}`,
    readers: (caseId: string, shown: Query = {}) =>
      `/caseload/cases/${caseId}/readers${query(shown)}`,
    sensitive: (caseId: string) => `/caseload/cases/${caseId}/sensitive`,
    import: () => "/caseload/import",
    importOne: (importId: string) => `/caseload/import/${importId}`,
    template: () => "/caseload/import/template.csv",
    importNames: (importId: string, filters: Query = {}) =>
      `/caseload/import/${importId}/names${query(filters)}`,
    importUndo: (importId: string) => `/caseload/import/${importId}/undo`,
    importProblems: (importId: string) => `/caseload/import/${importId}/problems.csv`,
    /** References that two cases have but for zeros; one pair is named by one of them. */
    references: () => "/caseload/references",
    sameReference: (caseId: string) => `/caseload/references/${caseId}`,
    names: (filters: Query = {}) => `/caseload/import/names${query(filters)}`,
    name: (mappingId: string) => `/caseload/import/names/${mappingId}`,
  },

  /** Conflicts of interest that people declared themselves. */
  conflicts: {
    list: () => "/conflicts",
    one: (declaredId: string) => `/conflicts/${declaredId}`,
  },

  programme: (filters: Query = {}) => `/programme${query(filters)}`,
  /** What is planned for a year and not yet an exercise. */
  planned: {
    rhythm: (shown: Query = {}) => `/programme/rhythm${query(shown)}`,
    coverage: (shown: Query = {}) => `/programme/coverage${query(shown)}`,
    returns: (shown: Query = {}) => `/programme/auditors${query(shown)}`,
    auditor: (personId: string, shown: Query = {}) =>
      `/programme/auditors/${personId}${query(shown)}`,
    exempt: (personId: string) => `/programme/auditors/${personId}/exempt`,
    exemptEnd: (personId: string, exemptionId: string) =>
      `/programme/auditors/${personId}/exempt/${exemptionId}`,
    add: (shown: Query = {}) => `/programme/add${query(shown)}`,
    one: (plannedId: string) => `/programme/${plannedId}`,
    missed: (plannedId: string) => `/programme/${plannedId}/missed`,
    remove: (plannedId: string) => `/programme/${plannedId}/remove`,
  },
  exercises: {
    plan: () => "/exercises/plan",
    /** `planned` in the query: what of the programme it is. */
    planCore: (from: Query = {}) => `/exercises/plan/core${query(from)}`,
    planThematic: (from: Query = {}) => `/exercises/plan/thematic${query(from)}`,
    planGradedThematic: (from: Query = {}) => `/exercises/plan/thematic/graded${query(from)}`,
    planDipSample: (from: Query = {}) => `/exercises/plan/dip-sample${query(from)}`,
    one: (exerciseId: string, filters: Query = {}) => `/exercises/${exerciseId}${query(filters)}`,
    edit: (exerciseId: string) => `/exercises/${exerciseId}/edit`,
    cancel: (exerciseId: string) => `/exercises/${exerciseId}/cancel`,
    draw: (exerciseId: string, filters: Query = {}) =>
      `/exercises/${exerciseId}/draw${query(filters)}`,
    drawJson: (exerciseId: string, filters: Query = {}) =>
      `/exercises/${exerciseId}/draw.json${query(filters)}`,
    swap: (exerciseId: string, auditId: string) => `/exercises/${exerciseId}/swap/${auditId}`,
    allocate: (exerciseId: string, shown: Query = {}) =>
      `/exercises/${exerciseId}/allocate${query(shown)}`,
    allocateOne: (exerciseId: string, auditId: string) =>
      `/exercises/${exerciseId}/allocate/${auditId}`,
    release: (exerciseId: string) => `/exercises/${exerciseId}/release`,
    /** A conflict of interest that came up with someone who audits or moderates. */
    conflict: (exerciseId: string, conflictId: string) =>
      `/exercises/${exerciseId}/conflicts/${conflictId}`,
    /** Later dates or another auditor for several audits, named by `audit` in the query. */
    changeAudits: (exerciseId: string, chosen: Query = {}) =>
      `/exercises/${exerciseId}/change-audits${query(chosen)}`,
    closeWindow: (exerciseId: string) => `/exercises/${exerciseId}/close-window`,
    moderation: (exerciseId: string, shown: Query = {}) =>
      `/exercises/${exerciseId}/moderation${query(shown)}`,
    moderationOrder: (exerciseId: string) => `/exercises/${exerciseId}/moderation/order`,
    moderationOrderJson: (exerciseId: string) => `/exercises/${exerciseId}/moderation/order.json`,
    /** Many audits at once, to be given to someone else. */
    reallocate: (exerciseId: string, audits: readonly string[], handover = "") =>
      `/exercises/${exerciseId}/change-audits?${new URLSearchParams([
        ["do", "reallocate"],
        ...audits.map((id) => ["audit", id]),
        ...(handover ? [["handover", handover]] : []),
      ])}`,
    moderator: (exerciseId: string, auditId: string, from: Query = {}) =>
      `/exercises/${exerciseId}/moderation/${auditId}${query(from)}`,
    /** Asks the auditors of the audits named by `audit` in the query how these are going. */
    remind: (exerciseId: string) => `/exercises/${exerciseId}/remind`,
    close: (exerciseId: string) => `/exercises/${exerciseId}/close`,
    responses: (exerciseId: string) => `/exercises/${exerciseId}/responses`,
    history: (exerciseId: string) => `/exercises/${exerciseId}/history`,
    report: (exerciseId: string) => `/exercises/${exerciseId}/report`,
    narrative: (exerciseId: string) => `/exercises/${exerciseId}/report/narrative`,
    publish: (exerciseId: string) => `/exercises/${exerciseId}/report/publish`,
    reportFile: (exerciseId: string, file: string) =>
      `/exercises/${exerciseId}/report/files/${file}`,
    breakdowns: (exerciseId: string) => `/exercises/${exerciseId}/report/breakdowns`,
    teamReport: (exerciseId: string, teamId: string) =>
      `/exercises/${exerciseId}/report/teams/${teamId}`,
    teamReportFile: (exerciseId: string, teamId: string, file: string) =>
      `/exercises/${exerciseId}/report/teams/${teamId}/files/${file}`,
    teamAudits: (exerciseId: string, teamId: string, shown: Query = {}) =>
      `/exercises/${exerciseId}/report/teams/${teamId}/audits${query(shown)}`,
    /** Thematic audits and dip samples. */
    samplePlan: (exerciseId: string) => `/exercises/${exerciseId}/plan`,
    cases: (exerciseId: string, filters: Query = {}) =>
      `/exercises/${exerciseId}/cases${query(filters)}`,
    grid: (exerciseId: string, filters: Query = {}) =>
      `/exercises/${exerciseId}/grid${query(filters)}`,
    /** What each agency answered, and the agreed view of each case. */
    agreed: (exerciseId: string, filters: Query = {}) =>
      `/exercises/${exerciseId}/agreed${query(filters)}`,
    agreedCase: (exerciseId: string, auditId: string) =>
      `/exercises/${exerciseId}/agreed/${auditId}`,
    onePage: (exerciseId: string) => `/exercises/${exerciseId}/one-page`,
    onePageFile: (exerciseId: string, file: string) =>
      `/exercises/${exerciseId}/one-page/files/${file}`,
    commit: (exerciseId: string) => `/exercises/${exerciseId}/commit`,
    reviewers: (exerciseId: string) => `/exercises/${exerciseId}/reviewers`,
    ownConflict: (exerciseId: string, auditId: string) =>
      `/exercises/${exerciseId}/conflict/${auditId}`,
    /** Where the grid saves each answer. */
    gridAnswers: (exerciseId: string) => `/exercises/${exerciseId}/grid/answers`,
    findings: (exerciseId: string, shown: Query = {}) =>
      `/exercises/${exerciseId}/findings${query(shown)}`,
    summary: (exerciseId: string) => `/exercises/${exerciseId}/summary`,
  },

  /** What was published of them. */
  reports: {
    list: (shown: Query = {}) => `/reports${query(shown)}`,
    edition: (editionId: string) => `/reports/${editionId}`,
    file: (editionId: string, file: string) => `/reports/${editionId}/files/${file}`,
    /** The one of a month, a quarter or a year that a month lies in. */
    period: (asked: Query = {}) => `/reports/periods${query(asked)}`,
    periodFile: (file: string, asked: Query = {}) =>
      `/reports/periods/files/${file}${query(asked)}`,
  },

  /** One page for leaders. */
  brief: () => "/brief",
  briefFile: (file: string) => `/brief/files/${file}`,

  /** The feed for other programs, and the tokens that it is read with. */
  feed: {
    root: () => "/feed",
    connect: () => "/connect",
    newToken: () => "/connect/new",
    allTokens: () => "/connect/all",
    revoke: (tokenId: string) => `/connect/${tokenId}/revoke`,
  },

  tools: {
    list: () => "/tools",
    add: () => "/tools/new",
    import: (into?: string) => `/tools/import${query({ into })}`,
    one: (toolId: string) => `/tools/${toolId}`,
    version: (toolId: string, versionId: string) => `/tools/${toolId}/versions/${versionId}`,
    json: (toolId: string, versionId: string) => `/tools/${toolId}/versions/${versionId}/tool.json`,
    preview: (toolId: string, versionId: string, shown: Query = {}) =>
      `/tools/${toolId}/versions/${versionId}/preview${query(shown)}`,
    compare: (toolId: string, versions: Query = {}) => `/tools/${toolId}/compare${query(versions)}`,
    draft: (toolId: string) => `/tools/${toolId}/draft`,
    about: (toolId: string) => `/tools/${toolId}/draft/about`,
    area: (toolId: string, area: string) => `/tools/${toolId}/draft/areas/${area}`,
    removeArea: (toolId: string, area: string) => `/tools/${toolId}/draft/areas/${area}/remove`,
    prompt: (toolId: string, area: string, prompt: string) =>
      `/tools/${toolId}/draft/areas/${area}/prompts/${prompt}`,
    overall: (toolId: string) => `/tools/${toolId}/draft/overall`,
    questions: (toolId: string) => `/tools/${toolId}/draft/questions`,
    auditQuality: (toolId: string) => `/tools/${toolId}/draft/audit-quality`,
    themes: (toolId: string) => `/tools/${toolId}/draft/themes`,
    publish: (toolId: string) => `/tools/${toolId}/draft/publish`,
    discard: (toolId: string) => `/tools/${toolId}/draft/discard`,
  },

  audits: {
    one: (auditId: string) => `/audits/${auditId}`,
    area: (auditId: string, area: string) => `/audits/${auditId}/areas/${area}`,
    /** Where the form's pages save what is typed. */
    answers: (auditId: string) => `/audits/${auditId}/answers`,
    voices: (auditId: string, shown: Query = {}) => `/audits/${auditId}/voices${query(shown)}`,
    overall: (auditId: string) => `/audits/${auditId}/overall`,
    findings: (auditId: string, shown: Query = {}) => `/audits/${auditId}/findings${query(shown)}`,
    actions: (auditId: string, shown: Query = {}) => `/audits/${auditId}/actions${query(shown)}`,
    check: (auditId: string) => `/audits/${auditId}/check`,
    print: (auditId: string, shown: Query = {}) => `/audits/${auditId}/print${query(shown)}`,
    submitted: (auditId: string) => `/audits/${auditId}/submitted`,
    read: (auditId: string) => `/audits/${auditId}/read`,
    /** Asks first whoever could not moderate the audit once they have read it. */
    open: (auditId: string) => `/audits/${auditId}/open`,
    readers: (auditId: string, shown: Query = {}) => `/audits/${auditId}/readers${query(shown)}`,
    reflect: (auditId: string) => `/audits/${auditId}/reflect`,
    /** Where the practitioner's pages save what is typed. */
    ownWords: (auditId: string) => `/audits/${auditId}/own-words`,
    /** Where the practitioner, or their manager, says that a fact is wrong. */
    corrections: (auditId: string) => `/audits/${auditId}/corrections`,
    correctionTyped: (auditId: string) => `/audits/${auditId}/corrections/typed`,
    correction: (auditId: string, correctionId: string, from: Query = {}) =>
      `/audits/${auditId}/corrections/${correctionId}${query(from)}`,
    answerTyped: (auditId: string, correctionId: string) =>
      `/audits/${auditId}/corrections/${correctionId}/typed`,
    /** Final before its corrections are done, with a reason. */
    finishEarly: (auditId: string) => `/audits/${auditId}/final`,
    history: (auditId: string) => `/audits/${auditId}/history`,
    concern: (auditId: string) => `/audits/${auditId}/concern`,
    conversation: (auditId: string) => `/audits/${auditId}/conversation`,
    noteEscalation: (auditId: string) => `/audits/${auditId}/note`,
    change: (auditId: string) => `/audits/${auditId}/change`,
    declareConflict: (auditId: string) => `/audits/${auditId}/conflict`,
    decline: (auditId: string) => `/audits/${auditId}/decline`,
  },

  reAudits: {
    list: (shown: Query = {}) => `/re-audits${query(shown)}`,
    one: (reAuditId: string) => `/re-audits/${reAuditId}`,
  },

  concerns: {
    one: (concernId: string, from: Query = {}) => `/concerns/${concernId}${query(from)}`,
    readers: (concernId: string, shown: Query = {}) =>
      `/concerns/${concernId}/readers${query(shown)}`,
  },

  /** Cases that several people grade blind. */
  calibration: {
    list: (filters: Query = {}) => `/calibration${query(filters)}`,
    plan: () => "/calibration/new",
    one: (calibrationId: string) => `/calibration/${calibrationId}`,
    edit: (calibrationId: string) => `/calibration/${calibrationId}/edit`,
    cancel: (calibrationId: string) => `/calibration/${calibrationId}/cancel`,
    agree: (calibrationId: string) => `/calibration/${calibrationId}/agree`,
    grade: (calibrationId: string) => `/calibration/${calibrationId}/grade`,
    gradePart: (calibrationId: string, part: string) =>
      `/calibration/${calibrationId}/grade/${part}`,
  },

  /** Who audits and moderates, and is trained for it. */
  register: {
    list: (filters: Query = {}) => `/auditors-and-moderators${query(filters)}`,
    record: (chosen: Query = {}) => `/auditors-and-moderators/record${query(chosen)}`,
    one: (personId: string) => `/auditors-and-moderators/${personId}`,
    withdraw: (personId: string, entryId: string) =>
      `/auditors-and-moderators/${personId}/withdraw/${entryId}`,
  },

  /** Final audits of closed cycles that a peer grades again. */
  doubleAudits: {
    list: () => "/double-audits",
    draw: (exerciseId: string) => `/double-audits/draw/${exerciseId}`,
    one: (doubleId: string) => `/double-audits/${doubleId}`,
    grade: (doubleId: string) => `/double-audits/${doubleId}/grade`,
  },

  moderation: {
    queue: () => "/moderation",
    agreement: (shown: Query = {}) => `/moderation/agreement${query(shown)}`,
    /** The audits behind one figure of agreement. */
    pairs: (shown: Query = {}) => `/moderation/agreement/audits${query(shown)}`,
    ownLean: () => "/moderation/lean",
    /** The parts of grading blind, and how far each is. */
    grade: (auditId: string) => `/moderation/${auditId}`,
    gradeArea: (auditId: string, area: string) => `/moderation/${auditId}/areas/${area}`,
    /** What the auditor found, and set to be done. */
    found: (auditId: string) => `/moderation/${auditId}/found`,
    gradeOverall: (auditId: string) => `/moderation/${auditId}/overall`,
    /** Whether the audit itself is sound, apart from its grades. */
    quality: (auditId: string) => `/moderation/${auditId}/audit-quality`,
    /** Where the pages of grading save what is typed; each is of one round. */
    grades: (auditId: string, round: number) => `/moderation/${auditId}/grades?round=${round}`,
    commit: (auditId: string) => `/moderation/${auditId}/commit`,
    compare: (auditId: string, shown: Query = {}) =>
      `/moderation/${auditId}/compare${query(shown)}`,
    /** Asks a colleague to join the panel for this audit. */
    panel: (auditId: string) => `/moderation/${auditId}/panel`,
    feedback: (auditId: string) => `/moderation/${auditId}/feedback`,
    /** The auditor asks for a second look, and reads where it stands. */
    secondLook: (auditId: string) => `/moderation/${auditId}/second-look`,
    /** The panel answers it. */
    answer: (auditId: string, shown: Query = {}) =>
      `/moderation/${auditId}/second-look/answer${query(shown)}`,
    meetings: (shown: Query = {}) => `/moderation/meetings${query(shown)}`,
    planMeeting: (shown: Query = {}) => `/moderation/meetings/plan${query(shown)}`,
    meeting: (meetingId: string) => `/moderation/meetings/${meetingId}`,
    changeMeeting: (meetingId: string) => `/moderation/meetings/${meetingId}/change`,
    cancelMeeting: (meetingId: string) => `/moderation/meetings/${meetingId}/cancel`,
    takeInMeeting: (meetingId: string) => `/moderation/meetings/${meetingId}/take`,
    writeMinutes: (meetingId: string) => `/moderation/meetings/${meetingId}/write`,
    minutes: (meetingId: string) => `/moderation/meetings/${meetingId}/minutes`,
    /** One case of a meeting without names, to share on a screen. */
    meetingCase: (meetingId: string, number: number) =>
      `/moderation/meetings/${meetingId}/cases/${number}`,
    decideInMeeting: (meetingId: string, number: number) =>
      `/moderation/meetings/${meetingId}/cases/${number}/decide`,
  },

  observations: {
    list: (shown: Query = {}) => `/observations${query(shown)}`,
    begin: (shown: Query = {}) => `/observations/begin${query(shown)}`,
    figures: (shown: Query = {}) => `/observations/figures${query(shown)}`,
    /** Who of one's teams was last observed when. */
    people: () => "/observations/people",
    person: (personId: string, shown: Query = {}) =>
      `/observations/people/${personId}${query(shown)}`,
    questions: () => "/observations/questions",
    one: (observationId: string) => `/observations/${observationId}`,
    write: (observationId: string) => `/observations/${observationId}/write`,
    share: (observationId: string) => `/observations/${observationId}/share`,
    answer: (observationId: string) => `/observations/${observationId}/answer`,
    feedback: (observationId: string) => `/observations/${observationId}/feedback`,
    close: (observationId: string) => `/observations/${observationId}/close`,
    withdraw: (observationId: string) => `/observations/${observationId}/withdraw`,
  },

  familyFeedback: {
    forms: () => "/feedback-forms",
    form: (versionId: string) => `/feedback-forms/${versionId}`,
    editForm: (versionId: string) => `/feedback-forms/${versionId}/edit`,
    publishForm: (versionId: string) => `/feedback-forms/${versionId}/publish`,
    /** How a cycle's families were asked, and what they said in figures. */
    cycle: (exerciseId: string) => `/exercises/${exerciseId}/feedback`,
    ask: (exerciseId: string) => `/exercises/${exerciseId}/feedback/ask`,
    words: (exerciseId: string) => `/exercises/${exerciseId}/feedback/words`,
    /** One child, young person or parent who is asked. */
    one: (invitationId: string) => `/family-feedback/${invitationId}`,
    change: (invitationId: string) => `/family-feedback/${invitationId}/change`,
    paper: (invitationId: string) => `/family-feedback/${invitationId}/paper`,
    letter: (invitationId: string) => `/family-feedback/${invitationId}/letter`,
    /** Where a family types its code: needs no account. */
    open: (shown: Query = {}) => `/feedback${query(shown)}`,
  },

  youSaid: {
    /** What everyone reads: needs no account. */
    all: (shown: Query = {}) => `/you-said-we-did${query(shown)}`,
    entries: (shown: Query = {}) => `/you-said-we-did/entries${query(shown)}`,
    write: () => "/you-said-we-did/entries/new",
    one: (entryId: string) => `/you-said-we-did/entries/${entryId}`,
    edit: (entryId: string) => `/you-said-we-did/entries/${entryId}/edit`,
  },

  practiceWeeks: {
    list: () => "/practice-weeks",
    plan: (shown: Query = {}) => `/practice-weeks/plan${query(shown)}`,
    one: (weekId: string) => `/practice-weeks/${weekId}`,
    change: (weekId: string) => `/practice-weeks/${weekId}/change`,
    publish: (weekId: string) => `/practice-weeks/${weekId}/publish`,
    close: (weekId: string) => `/practice-weeks/${weekId}/close`,
    /** Cancels it, or opens it again, with a reason. */
    cancel: (weekId: string) => `/practice-weeks/${weekId}/cancel`,
    reopen: (weekId: string) => `/practice-weeks/${weekId}/reopen`,
    file: (weekId: string, file: string) => `/practice-weeks/${weekId}/files/${file}`,
    addSlot: (weekId: string) => `/practice-weeks/${weekId}/timetable`,
    slot: (weekId: string, slotId: string) => `/practice-weeks/${weekId}/timetable/${slotId}`,
    /** Says what came of it; posted to with nothing, it begins its observation. */
    slotDone: (weekId: string, slotId: string) =>
      `/practice-weeks/${weekId}/timetable/${slotId}/done`,
    observe: (weekId: string, slotId: string) =>
      `/practice-weeks/${weekId}/timetable/${slotId}/observe`,
  },

  feedbackSessions: {
    list: (shown: Query = {}) => `/feedback-sessions${query(shown)}`,
    plan: () => "/feedback-sessions/plan",
    one: (sessionId: string) => `/feedback-sessions/${sessionId}`,
    change: (sessionId: string) => `/feedback-sessions/${sessionId}/change`,
    /** Where its lead introduces the briefing and leaves lines out, before it is sent. */
    briefing: (sessionId: string) => `/feedback-sessions/${sessionId}/briefing`,
    send: (sessionId: string) => `/feedback-sessions/${sessionId}/send`,
    cancel: (sessionId: string) => `/feedback-sessions/${sessionId}/cancel`,
    held: (sessionId: string) => `/feedback-sessions/${sessionId}/held`,
    attendance: (sessionId: string, shown: Query = {}) =>
      `/feedback-sessions/${sessionId}/attendance${query(shown)}`,
    say: (sessionId: string) => `/feedback-sessions/${sessionId}/said`,
    point: (sessionId: string, pointId: string) =>
      `/feedback-sessions/${sessionId}/said/${pointId}`,
    file: (sessionId: string, file: string) => `/feedback-sessions/${sessionId}/files/${file}`,
  },

  teams: {
    list: () => "/teams",
    one: (teamId: string) => `/teams/${teamId}`,
  },
  responses: {
    one: (responseId: string) => `/responses/${responseId}`,
    agree: (responseId: string) => `/responses/${responseId}/agree`,
  },

  trends: (filters: Query = {}) => `/trends${query(filters)}`,
  /** A chart of the trends page as a drawing, or its numbers. */
  trendsFile: (file: string, filters: Query = {}) => `/trends/files/${file}${query(filters)}`,
  /** The story of one practice area: figures, findings, actions and what changed. */
  trendsArea: (code: string) => `/trends/areas/${code}`,
  trendRebase: () => "/trends/rebase",
  /** With a view's query, to save it. */
  trendsViews: (filters: Query = {}) => `/trends/views${query(filters)}`,
  trendsJson: (from: string, to: string) => `/trends.json${query({ from, to })}`,

  learning: {
    list: (filters: Query = {}) => `/learning${query(filters)}`,
    themes: (filters: Query = {}) => `/learning/themes${query(filters)}`,
    toFile: () => "/learning/to-file",
    one: (learningId: string) => `/learning/${learningId}`,
    edit: (learningId: string) => `/learning/${learningId}/edit`,
    merge: (learningId: string) => `/learning/${learningId}/merge`,
    divide: (learningId: string) => `/learning/${learningId}/divide`,
    file: (findingId: string, filters: Query = {}) =>
      `/learning/findings/${findingId}${query(filters)}`,
    addSource: (filters: Query = {}) => `/learning/sources/new${query(filters)}`,
    source: (sourceId: string) => `/learning/sources/${sourceId}`,
    goodPractice: (filters: Query = {}) => `/learning/good-practice${query(filters)}`,
    /** Where someone is thanked for a strength that an audit named. */
    thank: (findingId: string) => `/learning/strengths/${findingId}/thank`,
    thanks: (thanksId: string) => `/learning/thanks/${thanksId}`,
  },
  log: {
    list: (filters: Query = {}) => `/learning-log${query(filters)}`,
    csv: (filters: Query = {}) => `/learning-log.csv${query(filters)}`,
    excel: (filters: Query = {}) => `/learning-log.xlsx${query(filters)}`,
    meeting: (meeting: string) => `/learning-log/meetings/${meeting}`,
    meetingFile: (meeting: string, file: string) =>
      `/learning-log/meetings/${meeting}/files/${file}`,
    minutes: (minutesId: string) => `/learning-log/minutes/${minutesId}`,
    minutesFile: (minutesId: string, file: string) =>
      `/learning-log/minutes/${minutesId}/files/${file}`,
    views: (shown: string = "") => `/learning-log/views${shown}`,
    import: () => "/learning-log/import",
    importOne: (importId: string) => `/learning-log/import/${importId}`,
    importColumns: (importId: string) => `/learning-log/import/${importId}/columns`,
    supervision: (filters: Query = {}) => `/learning-log/supervision${query(filters)}`,
    add: (filters: Query = {}) => `/learning-log/new${query(filters)}`,
    one: (actionId: string) => `/learning-log/${actionId}`,
  },
};
