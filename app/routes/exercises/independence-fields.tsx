import { paths } from "~/paths";
import { independenceRuleNames, independenceRules } from "~/rules/independence/conflicts";
import type { GovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";

/** The rules that keep people apart from cases: all hold, unless they are set aside here. */
export function IndependenceFields({ form }: { form: GovForm }) {
  const field = form.list("rulesOff");
  const off = field.defaultValue.length;
  return (
    <>
      <h2 className="govuk-heading-m">Independence</h2>
      <p className="govuk-body">
        Nobody audits or moderates work they are part of or answer for.{" "}
        <Link to={`${paths.help.roles("all")}#independence`}>Read the rules</Link>
      </p>
      <Details
        summary={
          off === 0
            ? "Every rule holds: set one aside for this cycle"
            : `${off} of ${independenceRules.length} rules set aside for this cycle`
        }
        open={off > 0}
      >
        <Checkboxes
          {...field}
          legend="May audit and moderate all the same"
          legendSize="s"
          hint="Tick a rule to set it aside for everyone, for instance where a team’s own manager audits first. The report counts whom that let in."
          small
          options={independenceRules.map((rule) => ({
            value: rule,
            label: independenceRuleNames[rule],
          }))}
        />
      </Details>
    </>
  );
}
