import { counted } from "~/rules/core/words";
import { groupQuestions, type Shown, searchQuestions } from "~/rules/samples/library";
import type { GovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextField } from "~/ui/inputs/text-field";
import { Details } from "~/ui/notices";
import { RowButton } from "./plan-rows";

/** Questions to pick: found by words, by practice area, with where each was last asked. */
export function QuestionLibrary({
  form,
  library,
  areas,
  typed,
}: {
  form: GovForm;
  library: readonly Shown[];
  areas: readonly { code: string; name: string }[];
  /** The words it was searched for. */
  typed: string;
}) {
  const found = searchQuestions(library, typed);
  const groups = groupQuestions(
    found,
    areas.map(({ code }) => code),
  );
  const searched = typed.trim() !== "";
  const nameOf = (area: string | null) =>
    areas.find(({ code }) => code === area)?.name ?? "Asked in earlier samples";
  return (
    <Details summary={`Pick from the library: ${library.length} questions`} open={searched}>
      <div className="los-beside" id="library">
        <TextField {...form.field("libraryWords")} label="Find a question" width="two-thirds" />
        <RowButton intent="find-questions" to="library">
          Find
        </RowButton>
      </div>
      {searched ? (
        <p className="los-result-count">{counted(found.length, "question")} found</p>
      ) : null}
      {groups.map(({ area, questions }) => (
        <Details key={area ?? ""} summary={`${nameOf(area)} (${questions.length})`} open={searched}>
          <Checkboxes
            id={`picked-${area ?? "earlier"}`}
            name="picked"
            legend={nameOf(area)}
            hideLegend
            small
            options={questions.map(({ key, text, from, lastAsked }) => ({
              value: key,
              label: text,
              hint: lastAsked
                ? `Last asked in ${lastAsked.title}, ${lastAsked.month}`
                : from === "Question library"
                  ? undefined
                  : from,
            }))}
          />
        </Details>
      ))}
      <RowButton intent="add-questions" to="questions">
        Add the ticked questions
      </RowButton>
    </Details>
  );
}
