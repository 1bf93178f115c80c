import { type LogQuery, levelFilterNames, levelFilters } from "~/forms/learning-log";
import {
  actionSourceNames,
  actionSources,
  actionStatuses,
  actionStatusNames,
} from "~/rules/learning-log/learning-log";
import { Checkboxes } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";
import { Details } from "~/ui/notices";

type Option = { value: string; label: string };
export type Choices = {
  services: Option[];
  teams: Option[];
  owners: Option[];
  areas: Option[];
  themes: Option[];
};

const named = <C extends string>(codes: readonly C[], names: Record<C, string>): Option[] =>
  codes.map((code) => ({ value: code, label: names[code] }));

/** The inputs of the log's filter: those used daily first, the others to open. */
export function LogFilters({
  query,
  choices,
  errors,
}: {
  query: LogQuery;
  choices: Choices;
  errors: { from?: string; to?: string };
}) {
  const select = (name: keyof LogQuery, label: string, options: Option[]) => (
    <Select
      id={name}
      name={name}
      label={label}
      emptyLabel="Any"
      options={options}
      defaultValue={String(query[name] ?? "")}
    />
  );
  const more = [
    query.service,
    query.waits,
    query.area,
    query.theme,
    query.source,
    query.from,
    query.to,
  ].some(Boolean);
  return (
    <>
      <TextField id="words" name="words" label="Words, or a reference" defaultValue={query.words} />
      {select("status", "State", named(actionStatuses, actionStatusNames))}
      <Checkboxes
        id="overdue"
        name="overdue"
        legend="Overdue"
        hideLegend
        small
        options={[{ value: "yes", label: "Overdue only" }]}
        defaultValue={query.overdue ? ["yes"] : []}
      />
      {select("level", "Level", named(levelFilters, levelFilterNames))}
      {choices.teams.length > 1 ? select("team", "Team", choices.teams) : null}
      {choices.owners.length > 1 ? select("owner", "Owner", choices.owners) : null}
      <Details summary="More filters" open={more}>
        {choices.services.length > 1 ? select("service", "Service", choices.services) : null}
        <Checkboxes
          id="waits"
          name="waits"
          legend="Waiting"
          hideLegend
          small
          options={[{ value: "30", label: "To verify for 30 days or more" }]}
          defaultValue={query.waits ? [query.waits] : []}
        />
        {select("area", "Practice area", choices.areas)}
        {select("theme", "Theme", choices.themes)}
        {select("source", "Where it came from", named(actionSources, actionSourceNames))}
        <TextField
          id="from"
          name="from"
          label="Due from"
          hint="Like 1/3/2024"
          defaultValue={query.from}
          error={errors.from}
        />
        <TextField
          id="to"
          name="to"
          label="Due to"
          hint="Like 31/3/2024"
          defaultValue={query.to}
          error={errors.to}
        />
      </Details>
      <Select
        id="sort"
        name="sort"
        label="Sort by"
        options={[
          { value: "due", label: "Due date" },
          { value: "newest", label: "Last added" },
          { value: "oldest", label: "First added" },
        ]}
        defaultValue={query.sort}
      />
    </>
  );
}
