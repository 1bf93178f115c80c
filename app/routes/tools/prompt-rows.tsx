import { Button } from "~/ui/button";
import type { GovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";

type Row = { code: string; guidance: string; particulars: string[] };

/** The prompts of an area: their words in place, the rest on a page each; every button saves first. */
export function PromptRows({ form, rows }: { form: GovForm; rows: readonly Row[] }) {
  return (
    <section id="prompts">
      <h2 className="govuk-heading-m">Prompts</h2>
      {rows.length === 0 ? (
        <p className="govuk-body">
          None yet. A prompt is one thing to look for on the record, before a grade is chosen.
        </p>
      ) : null}
      <ol className="los-editor-rows">
        {rows.map((row, index) => (
          <li key={row.code} className="los-editor-row los-editor-row--prompt">
            <div className="los-editor-row__main">
              <TextArea
                {...form.field(`prompts.${row.code}.text`)}
                label={`Prompt ${index + 1}`}
                rows={2}
              />
              {row.guidance ? <p className="govuk-hint">{row.guidance}</p> : null}
              {row.particulars.length > 0 ? (
                <p className="los-particulars">{row.particulars.join(". ")}.</p>
              ) : null}
            </div>
            <div className="los-editor-row__buttons">
              <RowButton deed="open" code={row.code} of={index + 1}>
                Guidance, answer and condition
              </RowButton>
              {index > 0 ? (
                <RowButton deed="up" code={row.code} of={index + 1}>
                  Move up
                </RowButton>
              ) : null}
              {index < rows.length - 1 ? (
                <RowButton deed="down" code={row.code} of={index + 1}>
                  Move down
                </RowButton>
              ) : null}
              <RowButton deed="remove" code={row.code} of={index + 1}>
                Remove
              </RowButton>
            </div>
          </li>
        ))}
      </ol>
      <Button variant="secondary" name="intent" value="add">
        Add a prompt
      </Button>
    </section>
  );
}

function RowButton({
  deed,
  code,
  of,
  children,
}: {
  deed: string;
  code: string;
  of: number;
  children: string;
}) {
  return (
    <button type="submit" name="intent" value={`${deed}:${code}`} className="los-link-button">
      {children}
      <span className="govuk-visually-hidden"> of prompt {of}</span>
    </button>
  );
}
