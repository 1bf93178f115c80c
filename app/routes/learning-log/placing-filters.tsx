import { Select } from "~/ui/inputs/select";

type Option = { value: string; label: string };

/** Filters by theme and practice area. */
export function PlacingFilters({
  query,
  themes,
  areas,
}: {
  query: { theme: string; area: string };
  themes: readonly Option[];
  areas: readonly Option[];
}) {
  return (
    <>
      <Select
        id="theme"
        name="theme"
        label="Theme"
        emptyLabel="Any"
        options={themes}
        defaultValue={query.theme}
      />
      <Select
        id="area"
        name="area"
        label="Practice area"
        emptyLabel="Any"
        options={areas}
        defaultValue={query.area}
      />
    </>
  );
}
