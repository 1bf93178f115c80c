import { independenceRuleNames, independenceRules } from "~/rules/independence/conflicts";

/** Whom the rules keep from auditing and moderating a case, made from the rules that decide. */
export function Independence() {
  return (
    <section aria-labelledby="independence">
      <h2 className="govuk-heading-m" id="independence">
        Who may not audit or moderate a case
      </h2>
      <p className="govuk-body">
        Nobody judges work they are part of or answer for. In a core audit cycle these are kept from
        a case, as its auditor and as its moderator:
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {independenceRules.map((rule) => (
          <li key={rule}>{independenceRuleNames[rule]}</li>
        ))}
        <li>Whoever audited it, as its moderator, and as the auditor of its re-audit</li>
      </ul>
      <p className="govuk-body">
        The team is the one of today and the one that the audit recorded. The line of management is
        whoever manages the team or its service by their role, and the managers between them and
        whoever holds the case. A plan can set a rule aside for its whole cycle, and the QA lead for
        one audit with a reason; the report names both.
      </p>
      <p className="govuk-body">
        The rules are looked at again until the grade is final: at the release, when an audit or a
        moderation is opened, handed over or committed, and whenever cases, teams, managers or roles
        change. Work not begun then goes back to the lead. Work under way is kept, and becomes final
        once the lead has given it to someone else or let it stand with a reason. In dip samples,
        thematic audits and practice weeks a conflict is shown, and bars nobody.
      </p>
    </section>
  );
}
