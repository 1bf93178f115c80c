import type { Room } from "~/overviews/exercises/control-room.server";
import { paths } from "~/paths";
import { auditStateNames, auditStates } from "~/rules/audits/audits";
import { FilterBar } from "~/ui/filter-bar";
import { Select } from "~/ui/inputs/select";

/** Filters of the audits: state, team, auditor, late. */
export function RoomFilters({ room }: { room: Room }) {
  const { id, chosen, teams, auditors } = room;
  return (
    <FilterBar
      action={paths.exercises.one(id)}
      clearHref={paths.exercises.one(id)}
      chosen={Object.values(chosen).filter(Boolean).length}
      key={JSON.stringify(chosen)}
      filters={
        <>
          <Select
            id="state"
            name="state"
            label="State"
            defaultValue={chosen.state ?? ""}
            emptyLabel="All but withdrawn"
            options={auditStates.map((value) => ({ value, label: auditStateNames[value] }))}
          />
          <Select
            id="team"
            name="team"
            label="Team"
            defaultValue={chosen.team}
            emptyLabel="All teams"
            options={teams}
          />
          <Select
            id="auditor"
            name="auditor"
            label="Auditor"
            defaultValue={chosen.auditor}
            emptyLabel="All auditors"
            options={auditors}
          />
          <Select
            id="late"
            name="late"
            label="Due"
            defaultValue={chosen.late}
            emptyLabel="Late or not"
            options={[{ value: "yes", label: "Late only" }]}
          />
        </>
      }
    />
  );
}
