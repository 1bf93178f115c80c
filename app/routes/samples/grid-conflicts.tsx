import type { DraftField } from "~/forms/draft";
import { versionsOf } from "~/ui/autosave/draft-form";
import type { Autosave } from "~/ui/autosave/use-autosave";
import { Button } from "~/ui/button";
import { Radios } from "~/ui/inputs/choices";

export type Contested = {
  name: string;
  label: string;
  mine: string;
  mineInWords: string;
  theirsInWords: string;
  by: string;
  at: string;
};

/** Cells that someone else answered while this page was open: both answers, and the choice. */
export function ContestedNow({
  autosave,
  cells,
}: {
  autosave: Autosave;
  cells: readonly DraftField[];
}) {
  const open = cells.filter(({ name }) => autosave.queue?.contested[name]);
  return open.map((cell) => (
    <section key={cell.name} aria-label={cell.label}>
      <h2 className="govuk-heading-s govuk-!-margin-bottom-1">{cell.label}</h2>
      {versionsOf(autosave, cells, cell.name)}
    </section>
  ));
}

/** The same without scripts: after the post that met them. */
export function ContestedCells({ list }: { list: Contested[] }) {
  return (
    <section className="govuk-inset-text" aria-labelledby="contested">
      <h2 className="govuk-heading-m" id="contested">
        {list.length === 1
          ? "Someone else answered one of these meanwhile"
          : `Someone else answered ${list.length} of these meanwhile`}
      </h2>
      <p className="govuk-body">
        Everything else you entered is saved. Choose which version to keep, then save.
      </p>
      {list.map((cell) => (
        <div key={cell.name}>
          <input type="hidden" name="contested" value={cell.name} readOnly />
          <input type="hidden" name={cell.name} value={cell.mine} readOnly />
          <Radios
            id={`keep:${cell.name}`}
            name={`keep:${cell.name}`}
            legend={cell.label}
            legendSize="s"
            options={[
              { value: "mine", label: `Yours: ${cell.mineInWords}` },
              {
                value: "theirs",
                label: `${cell.by}’s: ${cell.theirsInWords}`,
                hint: `Saved on ${cell.at}`,
              },
            ]}
            small
          />
        </div>
      ))}
      <Button>Save</Button>
    </section>
  );
}
