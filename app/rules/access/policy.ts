/**
 * Owns who may do what: the whole table, a row a capability.
 * Practice: policy answers person to record; whether the record's state allows it is a rule.
 * The same table makes the help page and the roles × capabilities snapshot.
 */
import { type Access, isTied, type PolicyRow } from "./access";
import type { Actor, Role } from "./people";

const everyone: Record<Role, "any"> = {
  practitioner: "any",
  auditor: "any",
  moderator: "any",
  "team-manager": "any",
  "service-manager": "any",
  "qa-lead": "any",
  leader: "any",
  partner: "any",
  scrutiny: "any",
  administrator: "any",
};

const blind = {
  when: (actor: Actor, access: Access) => access.blind?.includes(actor.id) ?? false,
  because:
    "You are moderating this audit or grading it again, or have given it to someone else. Until those grades are in, its auditor’s are kept from you.",
};

const blindInCycle = {
  when: blind.when,
  because:
    "You moderate in this cycle, or could be asked to, so its provisional grades are kept from you. You can read its report when it is closed.",
};

const blindToCase = {
  when: blind.when,
  because:
    "You are to moderate an audit of this case or grade it again, so what others make of it is kept from you until your grades are in.",
};

const hasRead = {
  when: (actor: Actor, access: Access) => access.hasRead?.includes(actor.id) ?? false,
  because:
    "You have read this audit’s grades, so someone else has to moderate it. The QA lead can give it to them.",
};

const ownAudit = {
  when: (actor: Actor, access: Access) => isTied(actor, access, "auditor"),
  because: "You audited this case, so someone else has to do this.",
};

const implicated = {
  when: (actor: Actor, access: Access) => isTied(actor, access, "bypassed"),
  because: "This record has been given to someone else to deal with.",
};

const logReaders = {
  "qa-lead": "any",
  leader: "any",
  "service-manager": ["reach", "owner"],
  "team-manager": ["reach", "owner"],
  practitioner: "owner",
  auditor: ["owner", "raiser"],
  moderator: "owner",
} as const;

/** Everyone who works with cases, and leaders. */
const staff = {
  practitioner: "any",
  auditor: "any",
  moderator: "any",
  "team-manager": "any",
  "service-manager": "any",
  "qa-lead": "any",
  leader: "any",
} as const;

export const policy = {
  // Every signed-in person
  "home.read": { label: "See your own work list", roles: everyone },
  "help.read": { label: "Read the help pages", roles: everyone, signedIn: true },
  "account.keep": { label: "Keep your own account and password", roles: everyone, signedIn: true },

  // People
  "people.manage": {
    label: "Add and change people, their roles and their accounts",
    roles: { administrator: "any" },
    opens: "access",
  },
  "access.confirm": {
    label: "Confirm or refuse access that someone else proposed for another person",
    roles: { "qa-lead": "any", leader: "any", administrator: "any" },
    opens: "access",
  },
  "people.invite-partner": {
    label: "Invite someone of another agency, to review cases of a thematic audit or dip sample",
    roles: { "qa-lead": "any", administrator: "any" },
    opens: "access",
  },
  "people.hand-over": {
    label: "Hand over the work of someone who leaves, within what you may give away yourself",
    roles: { "qa-lead": "any", "service-manager": "any", "team-manager": "any" },
  },
  "teams.manage": { label: "Add and change services and teams", roles: { administrator: "any" } },
  "outbox.read": { label: "Read the outbox of messages", roles: { administrator: "any" } },
  "outbox.send": {
    label: "Have messages sent again, and send yourself a test message",
    roles: { administrator: "any" },
  },
  "settings.manage": { label: "Change the settings", roles: { administrator: "any" } },

  // Caseload
  "caseload.read": {
    label: "Read the caseload",
    roles: { "qa-lead": "reach", "service-manager": "reach", "team-manager": "reach" },
    lent: ["team-manager", "service-manager"],
    opens: "cases",
    logged: true,
  },
  "caseload.import": {
    label: "Import the caseload",
    roles: { "qa-lead": "any" },
    opens: "cases",
  },
  "caseload.mark-sensitive": {
    label: "Mark a case as sensitive, so that no draw takes it",
    roles: { "qa-lead": "any" },
  },

  // Exercises
  "programme.read": {
    label: "See the programme of exercises",
    roles: {
      auditor: "any",
      moderator: "any",
      "team-manager": "any",
      "service-manager": "any",
      "qa-lead": "any",
      leader: "any",
    },
  },
  "programme.make": {
    label: "Make the programme of a year from the council’s rhythm, and add to it",
    roles: { "qa-lead": "any" },
  },
  "programme.read-coverage": {
    label: "See how many of each team’s cases were looked at in a year, against the aim",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any" },
  },
  "programme.read-returns": {
    label: "See what is expected of an auditor over the year, and what they returned in time",
    roles: { "qa-lead": "any", auditor: "self" },
  },
  "programme.exempt": {
    label: "Approve that someone is exempt from auditing for a time, and take that back",
    roles: { "qa-lead": "any" },
    unless: [
      {
        when: (actor, access) => isTied(actor, access, "self"),
        because: "This would be your own exemption, so another QA lead has to approve it.",
      },
    ],
  },
  "programme.change": {
    label: "Move or remove what is planned for a year, and say why it was missed",
    roles: { "qa-lead": "any", "service-manager": "lead" },
  },
  "exercises.plan": {
    label: "Plan a core audit cycle or a thematic audit",
    roles: { "qa-lead": "any" },
  },
  "exercises.plan-dip-sample": {
    label: "Plan a dip sample",
    roles: { "qa-lead": "any", "service-manager": "any" },
  },
  "exercises.read": {
    label: "See where an exercise stands",
    roles: { "qa-lead": "any", "service-manager": ["lead", "reviewer"] },
  },
  "exercises.manage": {
    label: "Change, release and close an exercise",
    roles: { "qa-lead": "any", "service-manager": "lead" },
  },
  "exercises.review": {
    label: "Answer the questions of a thematic audit or dip sample",
    roles: {
      "qa-lead": ["lead", "chair", "reviewer"],
      "service-manager": ["lead", "chair", "reviewer"],
      "team-manager": ["chair", "reviewer"],
      auditor: ["chair", "reviewer"],
      moderator: ["chair", "reviewer"],
      partner: "partner",
    },
    opens: "cases",
  },
  "exercises.agree": {
    label: "See how far each part of a case is that was answered apart, and go on without one",
    roles: {
      "qa-lead": "any",
      "service-manager": ["lead", "chair"],
      "team-manager": "chair",
      auditor: "chair",
      moderator: "chair",
    },
    opens: "cases",
  },
  "exercises.write-agreed": {
    label: "Write the agreed view of each case, as whoever chairs it",
    roles: {
      "qa-lead": "chair",
      "service-manager": "chair",
      "team-manager": "chair",
      auditor: "chair",
      moderator: "chair",
    },
    opens: "cases",
  },
  "exercises.read-agreed": {
    label: "Read what each agency found of a case, once all have committed, and the agreed view",
    roles: {
      "qa-lead": "any",
      "service-manager": ["lead", "chair", "reviewer"],
      "team-manager": ["chair", "reviewer"],
      auditor: ["chair", "reviewer"],
      moderator: ["chair", "reviewer"],
      partner: "partner",
    },
    opens: "cases",
  },
  "exercises.read-report": {
    label: "Read the report of a thematic audit or dip sample",
    roles: {
      "qa-lead": "any",
      "service-manager": "any",
      "team-manager": "any",
      leader: "any",
      auditor: ["chair", "reviewer"],
      moderator: ["chair", "reviewer"],
    },
  },

  // Sampling and allocation
  "sampling.read": {
    label: "See how cases were drawn",
    roles: { "qa-lead": "any", "service-manager": "lead" },
  },
  "sampling.draw": {
    label: "Draw, choose and swap cases",
    roles: { "qa-lead": "any", "service-manager": "lead" },
    opens: "cases",
  },
  "sampling.allocate": { label: "Allocate cases to auditors", roles: { "qa-lead": "any" } },

  // Audit tools
  "tools.read": {
    label: "Read the published audit tools and their descriptors",
    roles: { auditor: "any", moderator: "any", "qa-lead": "any" },
  },
  "tools.edit": {
    label: "Change the audit tools and publish them",
    roles: { "qa-lead": "any" },
  },

  // Audits
  "audits.write": {
    label: "Write an audit allocated to you",
    roles: { auditor: "auditor" },
    opens: "cases",
    logged: true,
  },
  "audits.decline": {
    label: "Decline an audit allocated to you, with a reason",
    roles: { auditor: "auditor" },
  },
  "audits.read-earlier": {
    label: "See what the last final audit of a case found, and its open actions, while auditing it",
    roles: { auditor: "auditor" },
    opens: "cases",
  },
  "audits.read": {
    label: "Read a submitted audit: findings, actions and grades",
    roles: {
      practitioner: "worker",
      auditor: "auditor",
      moderator: "moderator",
      "team-manager": "reach",
      "service-manager": "reach",
      "qa-lead": "reach",
    },
    lent: ["team-manager", "service-manager"],
    logged: true,
    unless: [blind],
    opens: "cases",
  },
  "audits.list-own": {
    label: "See the audits you do, moderate, or that are of your work, and what became of them",
    roles: { practitioner: "any", auditor: "any", moderator: "any" },
  },
  "audits.reflect": {
    label: "Add your reflection to an audit of your own work",
    roles: { practitioner: "worker" },
    logged: true,
  },
  "audits.open": {
    label: "Open an audit at its own address, and be led to what you may see of it",
    roles: {
      practitioner: "worker",
      auditor: ["auditor", "panel"],
      moderator: "any",
      "team-manager": ["reach", "panel"],
      "service-manager": ["reach", "panel"],
      "qa-lead": "reach",
    },
    lent: ["team-manager", "service-manager"],
  },
  "audits.correct": {
    label: "Send a factual correction to an audit of your own work, or of your team’s",
    roles: { practitioner: "worker", "team-manager": "reach" },
    lent: ["team-manager"],
    unless: [blind, ownAudit],
  },
  "audits.answer-corrections": {
    label: "Answer factual corrections to your audit; as QA lead, to one that has no auditor left",
    roles: { auditor: "auditor", "qa-lead": "any" },
    unless: [blind],
  },
  "audits.finish-early": {
    label: "Make an audit final before its corrections are done, with a reason",
    roles: { "qa-lead": "any" },
    unless: [blind, ownAudit],
  },
  "audits.withdraw": {
    label: "Withdraw an audit, or extend its date",
    roles: { "qa-lead": "any" },
  },

  "conflicts.declare": {
    label: "Declare a conflict of interest of your own with a child or a member of staff",
    roles: {
      auditor: ["self", "auditor", "panel"],
      moderator: "any",
      "team-manager": ["self", "panel"],
      "service-manager": ["self", "panel"],
      "qa-lead": "any",
    },
  },
  "conflicts.declare-reviewed": {
    label: "Declare a conflict of interest of your own with a child whose case you review or chair",
    roles: {
      auditor: ["reviewer", "chair"],
      moderator: ["reviewer", "chair"],
      "team-manager": ["reviewer", "chair"],
      "service-manager": ["reviewer", "chair"],
      "qa-lead": ["reviewer", "chair"],
      partner: "partner",
    },
    opens: "cases",
  },
  "conflicts.withdraw": {
    label: "See the conflicts of interest that people declared, and withdraw one with a reason",
    roles: { "qa-lead": "any" },
    unless: [
      {
        when: (actor, access) => isTied(actor, access, "self"),
        because: "You declared this yourself, so another QA lead has to withdraw it.",
      },
    ],
    opens: "cases",
  },
  "audits.settle-conflict": {
    label:
      "Settle a conflict of interest that came up: give the work to someone else, or let it stand with a reason",
    roles: { "qa-lead": "any", leader: "escalated" },
    unless: [
      {
        when: (actor, access) => isTied(actor, access, "self"),
        because:
          "This conflict of interest is your own, so another QA lead settles it, or a leader where there is none.",
      },
    ],
  },
  "audits.note-escalation": {
    label: "Say that you have read an audit of your service that was escalated to you",
    roles: { "service-manager": "reach" },
    lent: ["service-manager"],
    unless: [blind],
    opens: "cases",
  },
  "audits.confirm-conversation": {
    label: "Comment on the final audit of your own work, and confirm the reflective conversation",
    roles: { practitioner: "worker" },
  },
  "audits.record-conversation": {
    label: "Record the reflective conversation about your audit",
    roles: { auditor: "auditor" },
  },
  "re-audits.manage": {
    label: "Allocate and cancel re-audits",
    roles: { "qa-lead": "any" },
    opens: "cases",
  },

  // Concerns
  "concerns.raise": {
    label: "Raise an immediate safeguarding concern",
    roles: {
      auditor: ["auditor", "reviewer", "peer"],
      moderator: ["moderator", "reviewer"],
      "team-manager": ["reach", "reviewer"],
      "service-manager": ["reach", "reviewer", "lead"],
      "qa-lead": "reach",
    },
    opens: "cases",
  },
  "concerns.read": {
    label: "Read a safeguarding concern",
    roles: {
      "team-manager": ["reach", "raiser"],
      "service-manager": ["reach", "raiser"],
      "qa-lead": "reach",
      auditor: "raiser",
      moderator: "raiser",
      leader: "escalated",
    },
    lent: ["team-manager", "service-manager", "qa-lead", "leader"],
    logged: true,
    unless: [implicated],
    opens: "cases",
  },
  "concerns.acknowledge": {
    label: "Acknowledge a safeguarding concern and say what was done",
    roles: {
      "team-manager": "reach",
      "service-manager": "reach",
      "qa-lead": "reach",
      leader: "escalated",
    },
    lent: ["team-manager", "service-manager", "qa-lead", "leader"],
    unless: [
      implicated,
      {
        when: (actor, access) => isTied(actor, access, "raiser"),
        because: "You raised this concern, so someone else has to acknowledge it.",
      },
    ],
    opens: "cases",
  },

  // Who read what
  "reading.see": {
    label: "See who has opened an audit, a case or a concern",
    roles: { "qa-lead": "reach" },
    unless: [blind, implicated],
  },
  "reading.see-own": { label: "See what you have opened yourself", roles: everyone },

  // Moderation
  "moderation.manage": {
    label: "See who moderates what, add an audit, allocate moderators, close moderation",
    roles: { "qa-lead": "any" },
  },
  "moderation.see-agreement": {
    label: "See how far auditors and the panel agree, and which way each auditor leans",
    roles: { "qa-lead": "any" },
  },
  "moderation.see-own-lean": {
    label: "See how your own grades compare with the panel's",
    roles: { auditor: "any" },
  },
  "moderation.queue": {
    label: "See the audits you are to moderate, and those the panel is to decide",
    roles: { moderator: "any", "qa-lead": "any" },
  },
  "moderation.grade": {
    label: "Moderate an audit: grade it blind, then compare",
    roles: { moderator: "moderator" },
    logged: true,
    unless: [ownAudit, hasRead],
    opens: "cases",
  },
  "moderation.decide": {
    label: "Record or confirm what the panel decides; for one audit, if you were asked to join",
    roles: {
      moderator: "any",
      "qa-lead": "any",
      auditor: "panel",
      "team-manager": "panel",
      "service-manager": "panel",
    },
    logged: true,
    unless: [blind, ownAudit],
  },
  "moderation.decide-alone": {
    label: "Decide alone on an audit where nobody else can, with a reason; ask a colleague to join",
    roles: { "qa-lead": "any" },
    unless: [blind, ownAudit],
    opens: "cases",
  },
  "moderation.plan-meeting": {
    label: "Plan, change and cancel meetings of the panel",
    roles: { "qa-lead": "any" },
  },
  "moderation.read-meeting": {
    label: "Read a meeting of the panel that you are a member of: its cases and its minutes",
    roles: { moderator: "panel", "qa-lead": "any" },
    opens: "cases",
  },
  "moderation.decide-in-meeting": {
    label: "Record and take decisions, and write the minutes, in a meeting you are a member of",
    roles: { moderator: "panel", "qa-lead": "panel" },
    opens: "cases",
  },
  "moderation.sign-off-minutes": {
    label: "Sign off the minutes of a meeting of the panel that you chair",
    roles: { moderator: "lead", "qa-lead": "lead" },
  },
  "moderation.read-feedback": {
    label: "Read the panel's feedback on your audit",
    roles: { auditor: "auditor" },
    logged: true,
  },
  "moderation.acknowledge-feedback": {
    label: "Say that you have read the panel's feedback on your audit",
    roles: { auditor: "auditor" },
  },
  "moderation.ask-second-look": {
    label: "Ask the panel once for a second look at your audit, with reasons",
    roles: { auditor: "auditor" },
    logged: true,
  },
  "moderation.answer-second-look": {
    label: "Record or confirm the panel’s answer to a second look",
    roles: {
      moderator: "any",
      "qa-lead": "any",
      auditor: "panel",
      "team-manager": "panel",
      "service-manager": "panel",
    },
    logged: true,
    unless: [blind, ownAudit],
  },

  // Training and calibration
  "register.keep": {
    label: "See which auditors and moderators are trained and in date, and record training",
    roles: { "qa-lead": "any" },
  },

  "calibration.manage": {
    label: "Plan a calibration and open its session",
    roles: { "qa-lead": "any" },
  },
  "calibration.agree": {
    label: "Record what was agreed in the session of a calibration",
    roles: { "qa-lead": "any" },
    unless: [blindToCase],
  },
  "calibration.grade": {
    label: "Grade a case blind with others, to see where you part",
    roles: { auditor: "rater", moderator: "rater" },
  },
  "calibration.read": {
    label: "Read the session of a calibration: the grades without names, and what was agreed",
    roles: { "qa-lead": "any", auditor: "rater", moderator: "rater" },
    unless: [blindToCase],
  },
  "double-audits.manage": {
    label: "Have a share of closed audits graded again by a peer, and read what two auditors gave",
    roles: { "qa-lead": "any" },
    opens: "cases",
  },
  "double-audits.grade": {
    label: "Grade an audit again without seeing the first",
    roles: { auditor: "auditor" },
    opens: "cases",
  },

  // Reports
  "reports.read-cycle": {
    label: "Read the report of a core audit cycle",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any" },
    unless: [blindInCycle],
  },
  "reports.read-team": {
    label: "Read a team's report",
    roles: {
      "team-manager": "reach",
      "service-manager": "reach",
      "qa-lead": "reach",
      leader: "reach",
    },
    lent: ["team-manager", "service-manager"],
  },
  "reports.open-audits": {
    label: "See which audits stand behind a figure of a team",
    roles: { "team-manager": "reach", "service-manager": "reach", "qa-lead": "reach" },
    lent: ["team-manager", "service-manager"],
    opens: "cases",
  },
  "reports.read-ages": {
    label: "See the figures of a cycle by the age of the child, beside the caseload",
    roles: { "qa-lead": "any" },
  },
  "reports.write-narrative": {
    label: "Write what a report says in words",
    roles: { "qa-lead": "any" },
  },
  "reports.publish": {
    label: "Publish a report as an edition, for staff or for publication",
    roles: { "qa-lead": "any" },
  },
  "reports.read-staff-edition": {
    label: "Read what was published of a report for staff",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any" },
  },
  "reports.read-period": {
    label: "Read the report of a month, a quarter or a year",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any" },
  },
  "brief.read": {
    label: "Read the one-page brief for leaders",
    roles: { "qa-lead": "any", leader: "any" },
  },
  "reports.read-editions": {
    label: "Read what was published of reports for everyone",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any", scrutiny: "any" },
  },
  "reports.respond": {
    label: "Answer a team report with strategic actions",
    roles: { "team-manager": "reach", "service-manager": "above" },
    lent: ["team-manager", "service-manager"],
  },
  "reports.agree-response": {
    label:
      "Agree a team’s answer to its report, or send it back; as QA lead, where its service does not",
    roles: { "service-manager": "reach", "qa-lead": "escalated" },
    lent: ["service-manager"],
    unless: [
      {
        when: (actor, access) => isTied(actor, access, "doer"),
        because: "You gave this answer, or it was given for you, so someone else has to agree it.",
      },
    ],
  },
  "reports.read-responses": {
    label: "See which teams have answered",
    roles: { "qa-lead": "any", "service-manager": "reach", leader: "any" },
    lent: ["team-manager", "service-manager"],
  },
  "reports.ask": {
    label: "Ask teams to answer their report, and ask again",
    roles: { "qa-lead": "any" },
  },
  "trends.read": {
    label: "See trends of the whole, and of each team",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any" },
  },
  "trends.save-view": {
    label: "Save what you see of trends under a name, for yourself",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any" },
  },
  "trends.rebase": {
    label: "Say from which cycle on trends start anew",
    roles: { "qa-lead": "any" },
  },

  // The feed for other programs
  "feed.read": {
    label: "Read the figures in Power BI or Excel, by a token of your own",
    roles: { "qa-lead": "any", leader: "any" },
  },
  "feed.make-token": {
    label: "Make a token for Power BI or Excel",
    roles: { "qa-lead": "any", leader: "any" },
  },
  "feed.list-tokens": {
    label: "See who has tokens for Power BI or Excel",
    roles: { administrator: "any" },
  },
  "feed.revoke-token": {
    label: "Revoke a token for Power BI or Excel: your own, or as administrator anyone’s",
    roles: { "qa-lead": "self", leader: "self", administrator: "any" },
  },

  // Learning log
  "learning-log.read": {
    label: "Read the learning log",
    roles: logReaders,
    lent: ["team-manager", "service-manager", "practitioner"],
  },
  "learning-log.move": {
    label: "Change an action you can read, as far as the rows below let you",
    roles: logReaders,
    lent: ["team-manager", "service-manager", "practitioner"],
  },
  "learning-log.add": {
    label: "Add an action to the learning log",
    roles: { "qa-lead": "any", "service-manager": "any", "team-manager": "any" },
  },
  "learning-log.update": {
    label: "Say how an action is going, and complete it",
    roles: {
      "qa-lead": "any",
      "service-manager": "owner",
      "team-manager": "owner",
      practitioner: "owner",
      auditor: "owner",
      moderator: "owner",
      leader: "owner",
    },
    lent: ["team-manager", "service-manager", "practitioner"],
  },
  "learning-log.change-owner": {
    label: "Give an action to another owner, with a reason",
    roles: {
      "qa-lead": "any",
      "service-manager": ["reach", "owner"],
      "team-manager": ["reach", "owner"],
      practitioner: "owner",
      auditor: "owner",
      moderator: "owner",
      leader: "owner",
    },
    lent: ["team-manager", "service-manager"],
  },
  "learning-log.verify": {
    label: "Verify that a completed action made a difference",
    roles: {
      "qa-lead": "any",
      "service-manager": "reach",
      "team-manager": "reach",
      // Where no QA lead is left but its owner and whoever completed it.
      leader: "above",
    },
    lent: ["team-manager", "service-manager"],
    unless: [
      {
        when: (actor, access) => isTied(actor, access, "owner") || isTied(actor, access, "doer"),
        because: "You own or completed this action, so someone else has to verify it.",
      },
    ],
  },
  "learning-log.read-meeting": {
    label:
      "Read what the QA Operational Group and the Improvement Board look at, and their minutes",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any" },
  },
  "learning-log.keep-minutes": {
    label: "Keep the minutes of those meetings",
    roles: { "qa-lead": "any" },
  },
  "learning-log.save-view": {
    label: "Save what you see of the learning log under a name, for yourself",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any", "team-manager": "any" },
  },
  "learning-log.import": {
    label: "Bring an earlier log from a spreadsheet",
    roles: { "qa-lead": "any" },
  },
  "learning-log.supervise": {
    label: "See a worker’s actions for children together, for their supervision",
    roles: { "team-manager": "any", "service-manager": "any" },
    lent: ["team-manager"],
  },
  "learning-log.read-learning": {
    label: "Read what was learnt; where it was found, as far as you may read that",
    roles: staff,
  },
  "learning-log.keep-learning": {
    label: "File findings under what was learnt; begin, word, merge and divide it",
    roles: { "qa-lead": "any", "service-manager": "any" },
  },
  "learning-log.add-source": {
    label: "Enter what a complaint, a review, feedback or an inspection says, to learn from",
    roles: { "qa-lead": "any", "service-manager": "any", "team-manager": "any" },
  },
  "learning-log.read-source": {
    label: "Read what was entered from a complaint, a review, feedback or an inspection",
    roles: {
      "qa-lead": "any",
      leader: "any",
      "service-manager": ["reach", "raiser"],
      "team-manager": ["reach", "raiser"],
    },
  },
  "learning-log.thank": {
    label: "Thank a worker for a strength that an audit named",
    roles: {
      auditor: "auditor",
      moderator: "moderator",
      "team-manager": "reach",
      "service-manager": "reach",
      "qa-lead": "reach",
    },
    unless: [
      blind,
      {
        when: (actor, access) => isTied(actor, access, "worker"),
        because: "This is your own work: someone else has to thank you for it.",
      },
    ],
    opens: "cases",
    logged: true,
  },
  "learning-log.read-thanks": {
    label: "Read what someone was thanked for, before it is shared",
    roles: {
      practitioner: "worker",
      auditor: ["worker", "raiser"],
      moderator: ["worker", "raiser"],
      "team-manager": ["reach", "worker", "raiser"],
      "service-manager": ["reach", "worker", "raiser"],
      "qa-lead": "any",
    },
    lent: ["team-manager", "service-manager"],
    unless: [blind],
  },
  "learning-log.answer-thanks": {
    label: "Say whether thanks may be shared, or withdraw what was shared",
    roles: {
      practitioner: "worker",
      auditor: "worker",
      moderator: "worker",
      "team-manager": ["reach", "worker"],
      "service-manager": ["reach", "worker"],
      "qa-lead": "any",
    },
    lent: ["team-manager", "service-manager"],
    unless: [blind],
  },
  "learning-log.agree-thanks": {
    label: "Agree as manager that thanks to a worker of yours are shared",
    roles: { "team-manager": "reach", "service-manager": "reach" },
    lent: ["team-manager", "service-manager"],
    unless: [
      {
        when: (actor, access) => isTied(actor, access, "worker"),
        because: "You were thanked yourself, so someone else has to agree as manager.",
      },
    ],
  },
  "learning-log.keep-good-practice": {
    label: "End a question about good practice that nobody answers, and withdraw what was shared",
    roles: { "qa-lead": "any" },
  },
  "learning-log.read-good-practice": {
    label: "Read the collection of good practice",
    roles: staff,
  },

  // Observations
  "observations.read": {
    label:
      "Read observations of practice: your own, those of you, those of your teams, or as QA lead all",
    roles: {
      practitioner: ["worker", "raiser"],
      auditor: ["worker", "raiser"],
      moderator: ["worker", "raiser"],
      "team-manager": ["reach", "worker", "raiser"],
      "service-manager": ["reach", "worker", "raiser"],
      "qa-lead": "any",
      leader: ["worker", "raiser"],
    },
  },
  "observations.observe": {
    label: "Begin an observation of practice",
    roles: {
      auditor: "any",
      moderator: "any",
      "team-manager": "any",
      "service-manager": "any",
      "qa-lead": "any",
      leader: "any",
    },
  },
  "observations.write": {
    label: "Write, share and close an observation that you made",
    roles: {
      auditor: "raiser",
      moderator: "raiser",
      "team-manager": "raiser",
      "service-manager": "raiser",
      "qa-lead": "raiser",
      leader: "raiser",
    },
  },
  "observations.answer": {
    label: "Answer an observation of your own practice",
    roles: {
      practitioner: "worker",
      auditor: "worker",
      moderator: "worker",
      "team-manager": "worker",
      "service-manager": "worker",
      "qa-lead": "worker",
      leader: "worker",
    },
  },
  "observations.withdraw": {
    label: "Withdraw an observation: one that you made, or as QA lead any",
    roles: {
      auditor: "raiser",
      moderator: "raiser",
      "team-manager": "raiser",
      "service-manager": "raiser",
      "qa-lead": "any",
      leader: "raiser",
    },
  },
  "observations.supervise": {
    label: "See who of your teams was last observed when, and what was observed of each",
    roles: { "team-manager": "reach", "service-manager": "reach" },
  },
  "observations.see-figures": {
    label: "See how many observations there were, by service, team, kind and theme",
    roles: {
      "team-manager": "reach",
      "service-manager": "reach",
      "qa-lead": "any",
      leader: "any",
    },
  },
  "observations.learn": {
    label: "Make a point of an observation a source of learning, without names",
    roles: { "qa-lead": "any", "service-manager": "reach" },
  },
  "observations.ask": {
    label: "Change the questions that observers are asked, and see to observations that wait",
    roles: { "qa-lead": "any" },
  },

  // Family feedback
  "family-feedback.write-forms": {
    label: "Write the feedback forms for children and families, and publish them",
    roles: { "qa-lead": "any" },
  },
  "family-feedback.plan": {
    label: "Plan which families are asked for feedback, by whom and how; give their words themes",
    roles: { "qa-lead": "any" },
    opens: "cases",
  },
  "family-feedback.read": {
    label:
      "See how many families were asked and answered in a cycle, and what they said in figures",
    roles: { "qa-lead": "any", leader: "any", "service-manager": "any" },
  },
  "family-feedback.ask": {
    label: "Ask a family that you were given to ask, and enter what they say",
    roles: {
      practitioner: "owner",
      auditor: "owner",
      moderator: "owner",
      "team-manager": "owner",
      "service-manager": "owner",
      "qa-lead": "any",
      leader: "owner",
    },
    opens: "cases",
  },
  "family-feedback.publish": {
    label: "Write “You said, we did”, publish it for everyone, and withdraw it",
    roles: { "qa-lead": "any" },
  },

  // Files
  "attachments.read": {
    label: "Read the files of an action, a learning or minutes that you can read",
    roles: staff,
  },
  "attachments.add": {
    label: "Add a file to an action, a learning or minutes that you may change",
    roles: staff,
  },
  "attachments.remove": {
    label: "Remove a file that you added, until its action has ended; as QA lead, any",
    roles: {
      practitioner: "owner",
      auditor: "owner",
      moderator: "owner",
      "team-manager": "owner",
      "service-manager": "owner",
      "qa-lead": "any",
      leader: "owner",
    },
  },

  // Practice weeks
  "practice-weeks.read": {
    label: "See practice weeks: their timetable, and what they came to",
    roles: staff,
  },
  "practice-weeks.take-part": {
    label: "Enter what came of your part in a practice week, and begin its observations",
    roles: {
      auditor: "doer",
      moderator: "doer",
      "team-manager": "doer",
      "service-manager": "doer",
      "qa-lead": "any",
      leader: "doer",
    },
  },
  "practice-weeks.run": {
    label: "Plan a practice week, send its timetable, and sign off what it came to",
    roles: { "qa-lead": "any" },
  },

  // Search
  "search.use": {
    label: "Search findings, learning, actions, exercises and reports that you may open",
    roles: { ...staff, scrutiny: "any" },
  },

  // Feedback sessions
  "feedback-sessions.read": {
    label: "Read the briefing of a feedback session, and what was said there",
    roles: staff,
  },
  "feedback-sessions.attend": {
    label: "Say that you were at a feedback session",
    roles: staff,
  },
  "feedback-sessions.run": {
    label: "Plan a feedback session, send its briefing, and record who came and what was said",
    roles: { "qa-lead": "any" },
  },
} as const satisfies Record<string, PolicyRow>;

export type Capability = keyof typeof policy;
