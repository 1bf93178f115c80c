import { slotKindNames, slotKinds } from "~/rules/observations/practice-weeks";
import type { GovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { Select } from "~/ui/inputs/select";
import { TextField } from "~/ui/inputs/text-field";

type Options = { value: string; label: string }[];
export type SlotChoices = { doers: Options; teams: Options; staff: Options; exercises: Options };

/** One part of the timetable: the same to add it and to change it. */
export function SlotFields({ form, choices }: { form: GovForm; choices: SlotChoices }) {
  return (
    <>
      <div className="los-side-by-side">
        <DateField {...form.date("day")} legend="Day" />
        <TextField
          {...form.field("startsAt")}
          label="Starts at"
          hint="For example, 10:00"
          width={5}
        />
      </div>
      <div className="los-side-by-side">
        <Select
          {...form.field("kind")}
          label="What it is"
          options={slotKinds.map((kind) => ({ value: kind, label: slotKindNames[kind] }))}
        />
        <TextField
          {...form.field("about")}
          label="In a few words"
          hint="For example, core group"
          width="full"
        />
      </div>
      <div className="los-side-by-side">
        <Select
          {...form.field("byId")}
          label="Who does it"
          emptyLabel="Choose someone"
          options={choices.doers}
        />
        <TextField {...form.field("place")} label="Where" width="full" />
      </div>
      <div className="los-side-by-side">
        <Select
          {...form.field("teamId")}
          label="Team"
          emptyLabel="No team"
          options={choices.teams}
        />
        <Select
          {...form.field("observedId")}
          label="Who is observed"
          emptyLabel="Nobody by name yet"
          options={choices.staff}
        />
      </div>
      <Select
        {...form.field("exerciseId")}
        label="Exercise it is part of"
        hint="For an audit: the cycle, thematic audit or dip sample"
        emptyLabel="None"
        options={choices.exercises}
      />
    </>
  );
}
