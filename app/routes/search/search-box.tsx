import { parseForm } from "~/forms/fields";
import { searchForm } from "~/forms/search";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { useSearched } from "~/ui/frame/search-form";
import { TextField } from "~/ui/inputs/text-field";

/** The box of the page itself; whatever kind was chosen, new words look through all. */
export function SearchBox({ words, outcome }: { words: string; outcome: FormOutcome | undefined }) {
  const form = useGovForm({
    check: (entries) => parseForm(searchForm, entries),
    stored: { words },
    outcome,
  });
  const kept = useSearched({ words });
  return (
    <GovFormBody form={form} role="search" className="los-search__form" {...kept}>
      <TextField
        {...form.field("words")}
        label="Words to look for"
        hint="Every word must be there; the last may be a beginning. Words in “quotation marks” stand together."
        type="search"
        autoComplete="off"
        width="full"
      />
      <Button>Search</Button>
    </GovFormBody>
  );
}
