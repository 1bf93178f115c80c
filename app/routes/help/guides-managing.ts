/** Owns the how-to pages of those who answer for teams and services, and of those who read figures. */
import { paths } from "~/paths";
import type { Guide } from "./guide";

const home = { to: paths.home(), label: "Your work" };
const log = { to: paths.log.list(), label: "Learning log" };
const teams = { to: paths.teams.list(), label: "Teams and their reports" };
const account = { to: paths.accountDeputies(), label: "Your deputies" };

export const teamManager: Guide = {
  does: "You read the audits of your team, respond to its report with strategic actions, and verify what your workers complete.",
  tasks: [
    {
      title: "Acknowledge a safeguarding concern",
      steps: [
        "A concern is at the top of your home page with the time left, and a message reaches you at once.",
        "Say what was done. If nobody acknowledges it in time it is escalated to the QA lead and the leaders.",
      ],
      go: home,
    },
    {
      title: "Respond to your team’s report",
      steps: [
        "Read the report of the cycle: practice areas, the last cycles, what auditors praised and want developed.",
        "Respond with at least one action, or say why none is needed. The date is on your home page.",
        "The report suggests where to act; start an action from that and change it. Your service manager agrees your answer, or sends it back and says what is missing.",
      ],
      go: teams,
    },
    {
      title: "Read the audits of your team",
      steps: [
        "Grades are provisional until the audit is final.",
        "If a fact is wrong, send a factual correction by the date shown.",
      ],
      go: home,
    },
    {
      title: "Verify an action",
      steps: [
        "When an action of a child is completed, look at the evidence in supervision.",
        "Say what difference it made. You cannot verify an action of your own.",
      ],
      go: log,
    },
    {
      title: "Be away",
      steps: [
        "Name a deputy for the days you are away. They get your concerns, reports and actions.",
      ],
      go: account,
    },
  ],
};

export const serviceManager: Guide = {
  does: "You answer for the teams of your service: concerns, Inadequate audits, dip samples, and the responses of teams that have no manager.",
  tasks: [
    {
      title: "Acknowledge a safeguarding concern",
      steps: [
        "You are told of every concern of your service at once, unless it involves you.",
        "Say what was done. If nobody acknowledges it in time it is escalated.",
      ],
      go: home,
    },
    {
      title: "Plan and run a dip sample",
      steps: [
        "Say why it is done, which cases, and who reviews them.",
        "Draw or choose the cases, release it, and answer the questions case by case.",
        "Write the strengths and areas to improve, add actions, and close it.",
      ],
      go: { to: paths.exercises.planDipSample(), label: "Plan a dip sample" },
    },
    {
      title: "Agree what your teams answer to their reports",
      steps: [
        "An answer waits for you on your home page. Agree it, or send it back with what is missing and a date.",
        "What you gave yourself, someone else agrees. A team that is late for a week comes to you, and after another week to the QA lead.",
      ],
      go: home,
    },
    {
      title: "Respond for a team without a manager",
      steps: [
        "While a team of yours has no active manager, its report waits for you on your home page.",
        "As soon as it has one, the report goes to them.",
      ],
      go: teams,
    },
    {
      title: "Follow your service",
      steps: ["See which teams have responded and how grades are moving, team by team."],
      go: { to: paths.trends(), label: "Trends" },
    },
    {
      title: "Verify actions of your teams",
      steps: ["When a team completes an action, say on the evidence what difference it made."],
      go: log,
    },
    {
      title: "Be away",
      steps: ["Name a deputy for the days you are away."],
      go: account,
    },
  ],
};

export const leader: Guide = {
  does: "You see every figure and report, and what became of the actions. You see no child’s record, except in a concern that has been escalated to you.",
  tasks: [
    {
      title: "Read the brief",
      steps: [
        "One page: what changed, what of it is signal, what teams promised, who has not answered, and where actions are overdue.",
      ],
      go: { to: paths.brief(), label: "Brief for leaders" },
    },
    {
      title: "See how practice is moving",
      steps: [
        "Good or above by cycle, for the whole service or team by team, and by practice area.",
      ],
      go: { to: paths.trends(), label: "Trends" },
    },
    {
      title: "Read the figures in Power BI or Excel",
      steps: [
        "Make a token: it stands for you, for one program, and can be revoked.",
        "Give the program the address of the feed, your email address, and the token as the password. The page has five steps and a drawing of what belongs together.",
      ],
      go: { to: paths.feed.connect(), label: "Connect Power BI or Excel" },
    },
    {
      title: "Read a report",
      steps: ["Open a closed cycle in the programme and read its report, or a team’s."],
      go: { to: paths.programme(), label: "Programme" },
    },
    {
      title: "See what became of the actions",
      steps: ["Filter the learning log by what is overdue, completed or verified."],
      go: log,
    },
    {
      title: "Answer a concern that has been escalated",
      steps: ["It is at the top of your home page. You may read that concern and acknowledge it."],
      go: home,
    },
    {
      title: "Confirm access",
      steps: [
        "A role that opens cases, or power over other people’s access, waits for a second person. Confirm it or refuse it with a reason.",
      ],
      go: { to: paths.access.list(), label: "Access that waits" },
    },
  ],
};

export const scrutiny: Guide = {
  does: "You read figures that are published to you, with small numbers hidden so that no child can be recognised.",
  tasks: [
    {
      title: "Read what is published",
      steps: ["Your home page says what has been published to you. Nothing else is open to you."],
      go: { to: paths.home(), label: "Home" },
    },
  ],
};
