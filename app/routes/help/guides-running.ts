/** Owns the how-to pages of those who run the programme and keep people and settings. */
import { paths } from "~/paths";
import type { Guide } from "./guide";

const programme = { to: paths.programme(), label: "Programme" };
const home = { to: paths.home(), label: "Your work" };

export const qaLead: Guide = {
  does: "You run the programme: you plan each cycle, draw and allocate its cases, see to moderation, report, and follow every action.",
  tasks: [
    {
      title: "Import the caseload",
      steps: [
        "Use a CSV file or Ofsted’s Annex A workbook. Read what would change before you confirm.",
        "Say what unknown teams and words mean once. They are remembered.",
      ],
      go: { to: paths.caseload.import(), label: "Import the caseload" },
    },
    {
      title: "Audit a theme with other agencies",
      steps: [
        "Invite each person of another agency. A second person confirms the role; then you name them as a reviewer in the plan.",
        "Plan the thematic audit and have it reviewed by agencies. Draw its cases by an event where the theme asks for one: closed in a period, opened again, long on a plan.",
        "Each agency answers on its own. On the page of the agreed view you see how far each is, go on without a part that does not come, and write one view of each case.",
      ],
      go: { to: paths.people.invitePartner(), label: "Invite someone of another agency" },
    },
    {
      title: "Plan the year",
      steps: [
        "Say how often each kind of exercise comes round, and see what that adds before you add it. Made again, it adds only what is missing.",
        "Open a place in the year to move it, plan it as an exercise, or say why it was missed.",
      ],
      go: { to: paths.planned.rhythm(), label: "The rhythm of the year" },
    },
    {
      title: "Plan a core audit cycle",
      steps: [
        "Choose its month, how many cases, its dates, the auditors with their expected and maximum number, and the moderators.",
      ],
      go: { to: paths.exercises.planCore(), label: "Plan a core audit cycle" },
    },
    {
      title: "Draw, allocate, release",
      steps: [
        "Draw the cases. Swap one only with a reason, which the report counts.",
        "“Allocate for me” avoids conflicts of interest and evens out the load. You can change any of it.",
        "Release the cycle: auditors and practitioners are told.",
      ],
      go: programme,
    },
    {
      title: "Keep it moving",
      steps: [
        "The control room of the cycle lists what is late, what nobody has, and what waits for you.",
        "Remind auditors, extend a date, give audits to someone else, or settle a conflict of interest.",
      ],
      go: home,
    },
    {
      title: "Run moderation",
      steps: [
        "Audits are selected as they are submitted. Give each one to a moderator who has not read its grades.",
        "Reading an audit’s grades yourself means that you cannot moderate it.",
        "Close moderation when the panel has decided: the audits become final when their corrections are answered.",
      ],
      go: { to: paths.moderation.queue(), label: "Moderation" },
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
      title: "Report and ask for responses",
      steps: [
        "Write what the report says in words, close the cycle, and ask the teams to respond by a date.",
        "A team without an active manager is answered for by its service manager.",
        "Service managers agree the answers. What they let lie, or nobody else may agree, comes to you.",
      ],
      go: programme,
    },
    {
      title: "Learn from what was found",
      steps: [
        "File each finding under what was learnt; the likeliest is suggested. A complaint, a review or an inspection is entered first, and then filed too.",
        "Learning that is one thing is merged, and what holds two is divided: nothing is lost, and its history tells it.",
        "Thank a worker for a strength from the final audit, and ask whether others may read of it.",
      ],
      go: { to: paths.learning.list(), label: "What we learnt" },
    },
    {
      title: "See to observations of practice",
      steps: [
        "Word the questions that observers are asked. Published, they hold for observations begun from then on.",
        "What is not shared after a week, or not read after two, is on your home page.",
        "“Learn from it” beside a strength or a thing to develop makes it a source of learning without names.",
      ],
      go: { to: paths.observations.list(), label: "Observations" },
    },
    {
      title: "Hear families, and tell them what you did",
      steps: [
        "In a cycle, choose whose families are asked, how, and by whom: someone independent of the case. Say why where a family is not asked.",
        "Give what was said in own words a theme. A theme becomes learning in two clicks, and names nobody.",
        "Write “You said, we did” in words a child understands. Read the preview before you publish it: everyone can read the page.",
      ],
      go: { to: paths.familyFeedback.forms(), label: "Feedback forms" },
    },
    {
      title: "Bring the log your council kept before",
      steps: [
        "Read in the spreadsheet, say what its columns, states, teams and owners mean, and look at what would come of each line.",
        "Nothing is added before you import it, and an import can be undone.",
      ],
      go: { to: paths.log.import(), label: "Bring an earlier log" },
    },
    {
      title: "Run a practice week",
      steps: [
        "Plan it from the programme with its theme and dates, and fill its timetable: who observes, audits or visits whom, when and where.",
        "Send the timetable: everyone’s part is on their home page and in their calendar, and an observation is written down from it in one tap.",
        "When it is over say what it changes, leave out lines that tell whose work it is, and sign it off. The summary is a page and a Word file.",
      ],
      go: { to: paths.practiceWeeks.list(), label: "Practice weeks" },
    },
    {
      title: "Hold a feedback session",
      steps: [
        "Plan it, read its briefing and send it: it names no child, worker or team.",
        "Afterwards write down who came and what was said. Each thing said waits to be filed as learning.",
      ],
      go: { to: paths.feedbackSessions.list(), label: "Feedback sessions" },
    },
    {
      title: "Hand over the work of someone who leaves",
      steps: [
        "What a leaver still holds is on your home page until someone has it.",
        "Hand it over at once or on a later day. Whoever takes it is checked for conflicts of interest, blindness and their maximum.",
      ],
      go: { to: paths.handovers(), label: "Hand over work" },
    },
    {
      title: "Change the audit tool",
      steps: [
        "Write the next version as a draft, compare it, and publish it. A published version never changes.",
        "Trends break where what is graded changes.",
      ],
      go: { to: paths.tools.list(), label: "Audit tools" },
    },
  ],
};

export const administrator: Guide = {
  does: "You keep people, teams and settings. You see no child’s record.",
  tasks: [
    {
      title: "Add services and teams",
      steps: [
        "Add each service, then its teams. Say which hold cases.",
        "Rename a team, move it, or retire it into another from the team’s own page.",
      ],
      go: { to: paths.people.teams(), label: "Services and teams" },
    },
    {
      title: "Add staff from one list",
      steps: [
        "Download the template, fill it in, and upload it. Nothing changes until you have read the preview.",
        "An import can be undone while nothing was built upon it.",
      ],
      go: { to: paths.people.import(), label: "Import staff" },
    },
    {
      title: "Add one person, or change a role",
      steps: [
        "A role that opens cases waits for a second person: neither you nor the person who gets it.",
      ],
      go: { to: paths.people.add(), label: "Add a person" },
    },
    {
      title: "Invite people to sign in",
      steps: [
        "An invitation is a link that works for 24 hours. See who has never signed in, and invite them again.",
      ],
      go: { to: paths.people.invitations(), label: "Invitations" },
    },
    {
      title: "Look after the tokens of Power BI and Excel",
      steps: [
        "See everyone’s tokens, when each was last used and when it ends, and revoke one.",
        "A token ends by itself with the role or the account of whoever made it.",
      ],
      go: { to: paths.feed.allTokens(), label: "Tokens for Power BI or Excel" },
    },
    {
      title: "Deactivate someone who leaves",
      steps: [
        "Their page shows what they hold. Those who can hand it over are asked to.",
        "Everything they did stays under their name. Cases move in the case system alone.",
      ],
      go: { to: paths.people.list(), label: "People" },
    },
    {
      title: "Deal with someone who is recorded twice",
      steps: [
        "Compare the two records, and say whether they are one person or two.",
        "Nothing is rewritten, and you can take it back. Where work or cases change hands, a second person confirms it.",
      ],
      go: { to: paths.people.recordedTwice(), label: "People who may be recorded twice" },
    },
    {
      title: "Set up email and read the outbox",
      steps: ["The outbox lists messages that did not go out, and why."],
      go: { to: paths.outbox(), label: "Outbox" },
    },
    {
      title: "Change the settings",
      steps: [
        "Working days for corrections, reminders, from how many on figures are relied on, how long a session lasts, and more.",
      ],
      go: { to: paths.settings(), label: "Settings" },
    },
  ],
};
