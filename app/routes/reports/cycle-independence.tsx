import type { CycleReport } from "~/overviews/reports/cycle-report.server";
import { counted, plural } from "~/rules/core/words";
import { Details } from "~/ui/notices";

const many = (n: number) => counted(n, "audit", "audits");

/** Who judged in spite of a rule: by a reason that is on record, or by a setting of the plan. */
export function CycleIndependence({ independence }: { independence: CycleReport["independence"] }) {
  const { named, settings } = independence;
  if (named.length + settings.length === 0) {
    return <>None: no auditor or moderator had a conflict of interest.</>;
  }
  // Rules that let nobody in change nothing else: they are said once, together.
  const idle = settings.filter(({ audits }) => audits === 0).map(({ name }) => name);
  return (
    <>
      {named.length > 0 ? (
        <>
          <p className="govuk-body">
            {many(new Set(named.map(({ auditId }) => auditId)).size)},{" "}
            {plural(named.length, "with", "each with")} a reason on record.
          </p>
          <Details summary="The reasons">
            <ul className="govuk-list govuk-list--bullet">
              {named.map(({ id, teamName, who, rules, reason, reAudit, how, made }) => (
                <li key={id}>
                  {teamName}
                  {reAudit ? ", a re-audit" : ""}
                  {who === "" ? "" : `, ${who}`}
                  {rules === "" ? "" : ` (${rules})`}
                  {how}: {reason}
                  {made === "" ? "" : ` (${made})`}
                </li>
              ))}
            </ul>
          </Details>
        </>
      ) : null}
      {settings.length > 0 ? (
        <>
          <p className="govuk-body">The plan of this cycle sets aside:</p>
          <ul className="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
            {settings
              .filter(({ audits }) => audits > 0)
              .map(({ rule, name, audits }) => (
                <li key={rule}>
                  {name}: {many(audits)} judged so
                </li>
              ))}
            {idle.length > 0 ? <li>{idle.join("; ")}: nobody came in by it</li> : null}
          </ul>
        </>
      ) : null}
    </>
  );
}
