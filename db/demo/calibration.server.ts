/**
 * Owns the demonstration's calibration: eight who audit or moderate grade one invented case blind, and
 * agree on most of it. Case, grades and reasons are invented.
 */
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at, officeTime } from "./clock";
import type { PlacedPerson, Staff } from "./people.server";
import type { PlacedTool } from "./tools.server";
import {
  calibrationAgreed,
  calibrationCase,
  calibrationGrades,
  calibrationLearnt,
  calibrationTitle,
} from "./words/calibration";

const made = at("2024-01-18", "10:05");
const asked = at("2024-01-22", "09:30");
const session = at("2024-02-06", "10:00");
const closed = at("2024-02-06", "11:40");
const dueOn = "2024-02-05";
const days = ["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-02", dueOn];

/** The two with accounts first, so that both can be looked at. */
function ratersOf(staff: Staff): PlacedPerson[] {
  const known = [staff.account("auditor"), staff.account("moderator")];
  const others = staff.people.filter(
    (person) => (person.isAuditor || person.isModerator) && person.established,
  );
  return [...new Set([...known, ...others])].slice(0, 8);
}

export function addCalibration(book: Book, staff: Staff, tool: PlacedTool): void {
  const id = idAt(made, "calibration", calibrationTitle);
  const lead = staff.account("qa-lead").id;
  const raters = ratersOf(staff);
  const stream = `calibration:${id}` as const;
  book.add("calibration", {
    ...{ id, kind: "calibration", title: calibrationTitle, case_id: null },
    ...{ narrative: calibrationCase, tool_version_id: tool.versionId, due_on: dueOn },
    ...{ state: "closed", lead_id: lead, made_at: made, opened_at: asked },
    ...{ session_at: session, closed_at: closed, learnt: calibrationLearnt },
  });
  book.tell(made, lead, {
    stream,
    kind: "calibration.planned",
    after: { title: calibrationTitle },
  });
  book.tell(asked, lead, { stream, kind: "calibration.given-out" });
  for (const [n, { id: personId }] of raters.entries()) {
    const date = days[n % days.length] ?? dueOn;
    const submitted = at(date, officeTime(n));
    book.add("calibration_rater", {
      ...{ calibration_id: id, person_id: personId, submitted_at: submitted },
    });
    book.tell(submitted, personId, { stream, kind: "calibration.submitted" });
    for (const [turn, [area, given]] of Object.entries(calibrationGrades).entries()) {
      const [judgement, reason] = given[(n + turn * 3) % given.length] ?? ["not-judged", ""];
      book.add("calibration_grade", {
        ...{ calibration_id: id, person_id: personId, area, judgement, reason },
      });
    }
    book.add("register_entry", {
      ...{ id: idAt(submitted, "register", personId, "calibrated"), person_id: personId },
      ...{ kind: "calibrated", on_date: date, note: calibrationTitle, calibration_id: id },
      ...{ recorded_by: null, recorded_at: submitted },
    });
    book.tell(submitted, personId, {
      stream: `register:${personId}`,
      kind: "register.entered",
      after: { kind: "calibrated", onDate: date },
    });
  }
  book.tell(session, lead, { stream, kind: "calibration.session-opened" });
  for (const [area, [judgement, text]] of Object.entries(calibrationAgreed))
    book.add("calibration_agreed", { calibration_id: id, area, judgement, text });
  book.tell(closed, lead, { stream, kind: "calibration.closed" });
}
