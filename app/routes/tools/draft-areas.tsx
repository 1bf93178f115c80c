import type { SerializeFrom } from "@remix-run/node";
import { parseForm } from "~/forms/fields";
import { areasForm } from "~/forms/tools";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { Button, EnterButton } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { StateTag } from "~/ui/tags";
import type { DraftPageFacts } from "./draft-page.server";

type State = {
  problems: number /** Null where nothing was published yet. */;
  changes: number | null;
};

/** What is to be corrected in a part, or whether it changed. */
export function Status({ state, isNew }: { state: State; isNew?: boolean }) {
  if (state.problems > 0)
    return (
      <StateTag colour="orange">
        {counted(state.problems, "thing to correct", "things to correct")}
      </StateTag>
    );
  if (isNew) return <StateTag colour="green">New</StateTag>;
  if (state.changes === null) return <span className="los-muted">Ready</span>;
  if (state.changes > 0) return <StateTag colour="blue">Changed</StateTag>;
  return <span className="los-muted">As published</span>;
}

type Page = SerializeFrom<DraftPageFacts>;

/** The practice areas in order, and adding one. */
export function Areas({ page, outcome }: { page: Page; outcome: FormOutcome | undefined }) {
  const { tool, areas } = page;
  const form = useGovForm({
    check: (entries) => parseForm(areasForm, entries),
    outcome,
  });
  return (
    <section id="areas">
      <h2 className="govuk-heading-m">Practice areas</h2>
      <GovFormBody form={form} version={page.version} labels={{ name: "Name", areas: "Areas" }}>
        <EnterButton name="intent" value="add" />
        <ol className="los-editor-rows">
          {areas.map((area, index) => (
            <li key={area.code} className="los-editor-row">
              <div className="los-editor-row__main">
                <Link to={paths.tools.area(tool.id, area.code)}>{area.name || area.code}</Link>
                <div className="los-muted">
                  {area.graded ? "Graded" : "Not graded"},{" "}
                  {counted(area.prompts, "prompt", "prompts")}
                </div>
              </div>
              <div className="los-editor-row__status">
                <Status state={area} isNew={area.isNew} />
              </div>
              <div className="los-editor-row__buttons">
                {index > 0 ? <Move to="up" code={area.code} name={area.name} /> : null}
                {index < areas.length - 1 ? (
                  <Move to="down" code={area.code} name={area.name} />
                ) : null}
              </div>
            </li>
          ))}
        </ol>
        <div className="los-editor-add">
          <TextField {...form.field("name")} label="Add a practice area" hint="Its name" />
          <Button variant="secondary" name="intent" value="add">
            Add this area
          </Button>
        </div>
      </GovFormBody>
    </section>
  );
}

function Move({ to, code, name }: { to: "up" | "down"; code: string; name: string }) {
  return (
    <button
      type="submit"
      name="intent"
      value={`${to}:${code}`}
      formNoValidate
      className="los-link-button"
    >
      {to === "up" ? "Move up" : "Move down"}
      <span className="govuk-visually-hidden"> {name}</span>
    </button>
  );
}
