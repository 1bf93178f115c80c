import { paths } from "~/paths";
import { Link } from "~/ui/link";

type May = Record<
  | "lean"
  | "ownAudits"
  | "trends"
  | "handOver"
  | "log"
  | "people"
  | "settings"
  | "programme"
  | "planSample"
  | "teams"
  | "caseload"
  | "reAudits",
  boolean
>;

/** Where people of this role usually go next. */
export function StartingPoints({ may }: { may: May }) {
  const points = [
    { shown: may.lean, href: paths.moderation.ownLean(), label: "Your grades and the panel’s" },
    {
      shown: may.ownAudits,
      href: paths.ownAudits(),
      label: "Your audits, and what became of them",
    },
    { shown: may.trends, href: paths.trends(), label: "How grades are moving" },
    { shown: may.teams, href: paths.teams.list(), label: "Team by team" },
    { shown: may.programme, href: paths.programme(), label: "The year’s programme" },
    {
      shown: may.planSample,
      href: paths.exercises.planDipSample(),
      label: "Plan a dip sample",
    },
    { shown: may.reAudits, href: paths.reAudits.list(), label: "Cases to audit again" },
    { shown: may.log, href: paths.log.list(), label: "What became of our actions" },
    { shown: may.handOver, href: paths.handovers(), label: "Hand over someone’s work" },
    { shown: may.caseload, href: paths.caseload.import(), label: "Import the caseload" },
    { shown: may.people, href: paths.people.list(), label: "People and their roles" },
    { shown: may.people, href: paths.people.teams(), label: "Services and teams" },
    { shown: may.settings, href: paths.settings(), label: "Settings" },
    { shown: may.settings, href: paths.outbox(), label: "The outbox of messages" },
    { shown: true, href: paths.help.home(), label: "Help for your role" },
    { shown: true, href: paths.help.roles(), label: "Who can do what" },
  ].filter((point) => point.shown);
  return (
    <nav aria-labelledby="starting-points">
      <h2 className="govuk-heading-m" id="starting-points">
        Go to
      </h2>
      <ul className="govuk-list govuk-list--spaced">
        {points.map(({ href, label }) => (
          <li key={href}>
            <Link to={href}>{label}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
