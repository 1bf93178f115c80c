import type { Room } from "~/overviews/exercises/control-room.server";
import { paths } from "~/paths";
import { Button } from "~/ui/button";

/** The one thing that takes the exercise on, and what it does. */
export function NextMove({ room }: { room: Room }) {
  const move = moveOf(room);
  if (!move) return null;
  return (
    <div className="los-no-print los-next">
      <p className="govuk-body">{move.words}</p>
      <Button to={move.href} variant={move.variant}>
        {move.label}
      </Button>
    </div>
  );
}

type Move = { words: string; label: string; href: string; variant?: "secondary" };

function moveOf({
  id,
  kind,
  state,
  may,
  unallocated,
  late,
  submitted,
  total,
  closedWords,
}: Room): Move | null {
  if (state === "planned" && may.draw) {
    return kind === "core"
      ? {
          words:
            "Next, draw the cases: you see who can be drawn and how many from each team first.",
          label: "Draw the cases",
          href: paths.exercises.draw(id),
        }
      : {
          words:
            "Next, draw the cases, by what happened to them if need be, or choose them by hand.",
          label: "Choose the cases",
          href: paths.exercises.cases(id),
        };
  }
  if (state === "drawn" && may.allocate) {
    return unallocated > 0
      ? {
          words: "Next, give every case an auditor without a conflict of interest.",
          label: "Allocate auditors",
          href: paths.exercises.allocate(id),
        }
      : {
          words: "Every case has an auditor. Check the allocation, then release it.",
          label: "Check and release",
          href: paths.exercises.allocate(id),
        };
  }
  if (state === "auditing" && may.manage) {
    const all = submitted === total;
    return {
      words: all
        ? "Every audit is in. Close auditing to settle which are moderated."
        : `Auditing is open${late > 0 ? ", and some audits are late" : ""}. Close it when no more audits are to come.`,
      label: "Close auditing",
      href: paths.exercises.closeWindow(id),
      variant: all ? undefined : "secondary",
    };
  }
  if (state === "moderating" && may.manage) {
    return {
      words:
        "The panel moderates the selected audits. Close moderation when it has decided on all.",
      label: "Go to moderation",
      href: paths.exercises.moderation(id),
    };
  }
  if (state === "closed") {
    return {
      words: closedWords,
      label: "Read the report",
      href: kind === "core" ? paths.exercises.report(id) : paths.exercises.summary(id),
    };
  }
  return null;
}
