import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import type { SlotState } from "~/rules/observations/practice-weeks";
import { Button } from "~/ui/button";
import { Link } from "~/ui/link";
import { Table } from "~/ui/table";

export type SlotShown = {
  id: string;
  day: string;
  startsAt: string;
  what: string;
  where: string;
  by: string;
  observed: string | null;
  exercise: { id: string; title: string } | null;
  state: SlotState;
  stateName: string;
  note: string;
  /** One tap writes its observation down; says what came of it; changes it. */
  observes: boolean;
  tells: boolean;
  changes: boolean;
};

export function WeekTimetable({ weekId, slots }: { weekId: string; slots: readonly SlotShown[] }) {
  return (
    <Table
      caption="Timetable"
      hideCaption
      onNarrow="lines"
      rows={slots}
      rowKey={({ id }) => id}
      columns={[
        {
          header: "When",
          rowHeader: true,
          nowrap: true,
          cell: ({ day, startsAt }) => `${day}, ${startsAt}`,
        },
        {
          header: "What",
          cell: ({ what, exercise, note }) => (
            <>
              {what}
              {exercise ? (
                <div>
                  <Link to={paths.exercises.one(exercise.id)}>{exercise.title}</Link>
                </div>
              ) : null}
              {note ? <div className="govuk-hint govuk-!-margin-bottom-0">{note}</div> : null}
            </>
          ),
        },
        {
          header: "Where, and who is observed",
          cell: ({ where, observed }) => [where, observed].filter(Boolean).join(": "),
        },
        { header: "By", labelled: true, cell: ({ by }) => by },
        { header: "State", nowrap: true, cell: ({ stateName }) => stateName },
        {
          header: "To do",
          hideHeader: true,
          ownLine: true,
          cell: (slot) => <ToDo weekId={weekId} slot={slot} />,
        },
      ]}
    />
  );
}

function ToDo({ weekId, slot }: { weekId: string; slot: SlotShown }) {
  const about = `${slot.what}, ${slot.day}, ${slot.startsAt}`;
  return (
    <div className="los-no-print">
      {slot.observes ? (
        <Form method="post" action={paths.practiceWeeks.observe(weekId, slot.id)}>
          <Button hidden={about}>Write it down</Button>
        </Form>
      ) : null}
      {slot.tells ? (
        <div>
          <Link to={paths.practiceWeeks.slotDone(weekId, slot.id)} hidden={about}>
            {slot.state === "planned" ? "Say what came of it" : "Correct what came of it"}
          </Link>
        </div>
      ) : null}
      {slot.changes ? (
        <div>
          <Link to={paths.practiceWeeks.slot(weekId, slot.id)} hidden={about}>
            Change
          </Link>
        </div>
      ) : null}
    </div>
  );
}
