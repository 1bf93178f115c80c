import type { ReactNode } from "react";
import { cohortNames, cohorts } from "~/rules/caseload/caseload";
import type { GovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";

export type Named = { id: string; name: string; note?: string | null };

type Props = {
  form: GovForm;
  /** Where the answer stands in the form: "" on a page of its own, ".3" among many. */
  place: string;
  label: ReactNode;
  hint: string;
};

/** What a team of the file is here. */
export function TeamChoice({
  form,
  place,
  label,
  hint,
  suggested,
  teams,
  mayAdd = false,
}: Props & {
  suggested: readonly Named[];
  teams: readonly Named[];
  /** Whether whoever imports may add teams too. */
  mayAdd?: boolean;
}) {
  const likely = new Set(suggested.map(({ id }) => id));
  return (
    <Select
      {...form.field(`choice${place}`)}
      label={label}
      hint={hint}
      emptyLabel="Not chosen yet"
      options={[
        ...suggested.map(({ id, name }) => ({ value: `use:${id}`, label: `${name} (much alike)` })),
        ...teams
          .filter(({ id }) => !likely.has(id))
          .map(({ id, name }) => ({ value: `use:${id}`, label: name })),
        { value: "leave-out", label: "Not in use here: leave these cases out" },
        {
          value: "waiting",
          label: mayAdd
            ? "A team that is missing here: add it next"
            : "A team that is missing here: ask an administrator to add it",
        },
      ]}
    />
  );
}

/** What the file's words for a cohort mean here. */
export function CohortChoice({ form, place, label, hint }: Props) {
  return (
    <Select
      {...form.field(`choice${place}`)}
      label={label}
      hint={hint}
      emptyLabel="Not chosen yet"
      options={[
        ...cohorts.map((cohort) => ({ value: `use:${cohort}`, label: cohortNames[cohort] })),
        { value: "leave-out", label: "Not audited here: leave these cases out" },
      ]}
    />
  );
}

/** Who a worker of the file is here. */
export function WorkerChoice({
  form,
  place,
  label,
  hint,
  suggested,
  near = [],
  mayAdd,
  listId,
}: Props & {
  suggested: readonly Named[];
  /** Other new names of the file that are much like it. */
  near?: readonly { value: string; label: string }[];
  /** Not where several people have the name already. */
  mayAdd: boolean;
  /** The list of the staff, which the page has once. */
  listId: string;
}) {
  return (
    <Radios
      {...form.field(`choice${place}`)}
      legend={label}
      legendSize="s"
      hint={hint}
      small
      options={[
        ...suggested.map(({ id, name, note }) => ({
          value: `use:${id}`,
          label: note ? `${name} (${note})` : name,
        })),
        ...near,
        ...(mayAdd ? [{ value: "add", label: "Someone new: add them to the staff list" }] : []),
        { value: "nobody", label: "No worker" },
        {
          value: "other",
          label: "Someone else in the staff list",
          conditional: (
            <TextField
              {...form.field(`other${place}`)}
              label="Name or staff number"
              width="two-thirds"
              listId={listId}
            />
          ),
        },
      ]}
    />
  );
}
