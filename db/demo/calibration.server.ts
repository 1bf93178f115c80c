/**
 * Owns the demonstration's calibrations: eight who audit or moderate grade an invented case blind, and
 * agree on most of it; the last one word for word, two before it in short. Cases, grades and reasons
 * are invented.
 */
import { type Grade, grades } from "~/rules/tools/scale";
import type { Book } from "./book.server";
import { choose, idAt, roll } from "./chance";
import { at, officeTime } from "./clock";
import { isKind } from "./misjudged";
import type { PlacedPerson, Staff } from "./people.server";
import type { PlacedTool } from "./tools.server";
import {
  calibrationAgreed,
  calibrationCase,
  calibrationGrades,
  calibrationLearnt,
  calibrationTitle,
} from "./words/calibration";
import {
  type EarlierCalibration,
  earlierCalibrations,
  earlierReasons,
} from "./words/earlier-calibrations";

type Given = readonly [judgement: string, reason: string];

type Calibration = {
  title: string;
  narrative: string;
  made: string;
  asked: string;
  session: string;
  closed: string;
  dueOn: string;
  days: readonly string[];
  raters: readonly PlacedPerson[];
  areas: readonly string[];
  /** What the nth rater gave an area, the turnth of them. */
  given: (area: string, rater: { n: number; turn: number; person: PlacedPerson }) => Given;
  agreed: Record<string, readonly [string, string]>;
  learnt: string;
};

const dueOn = "2024-02-05";

const last = (staff: Staff): Calibration => ({
  title: calibrationTitle,
  narrative: calibrationCase,
  made: at("2024-01-18", "10:05"),
  asked: at("2024-01-22", "09:30"),
  session: at("2024-02-06", "10:00"),
  closed: at("2024-02-06", "11:40"),
  dueOn,
  days: ["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-02", dueOn],
  raters: ratersOf(staff),
  areas: Object.keys(calibrationGrades),
  given: (area, { n, turn }) => {
    const all = calibrationGrades[area] ?? [];
    return all[(n + turn * 3) % all.length] ?? ["not-judged", ""];
  },
  agreed: calibrationAgreed,
  learnt: calibrationLearnt,
});

const earlier = (staff: Staff, one: EarlierCalibration): Calibration => ({
  ...one,
  made: at(one.made, "10:05"),
  asked: at(one.asked, "09:30"),
  session: at(one.session, "10:00"),
  closed: at(one.session, "11:30"),
  raters: ratersOf(staff),
  areas: Object.keys(one.agreed),
  given: (area, { person }) => {
    const names = [one.title, area, person.name] as const;
    const dice = roll(100, "calibrated", ...names);
    const better = isKind(person) ? 60 : 14;
    const step = dice < better ? -1 : dice > 85 ? 1 : 0;
    const [agreed] = one.agreed[area] ?? ["good"];
    const grade = grades[grades.indexOf(agreed as Grade) + step] ?? agreed;
    const why = step < 0 ? "better" : step > 0 ? "worse" : "same";
    return [grade, choose(earlierReasons[why], "reason", ...names)];
  },
});

/** The two with accounts first, so that both can be looked at, and whoever tends to be kind. */
function ratersOf(staff: Staff): PlacedPerson[] {
  const known = [staff.account("auditor"), staff.account("moderator")];
  const others = staff.people.filter(
    (person) => (person.isAuditor || person.isModerator) && person.established,
  );
  return [...new Set([...known, ...others])].slice(0, 8);
}

export function addCalibrations(book: Book, staff: Staff, tools: Record<1 | 2, PlacedTool>): void {
  for (const one of earlierCalibrations) addCalibration(book, staff, tools[1], earlier(staff, one));
  addCalibration(book, staff, tools[2], last(staff));
}

function addCalibration(book: Book, staff: Staff, tool: PlacedTool, one: Calibration): void {
  const { title, narrative, made, asked, session, closed } = one;
  const id = idAt(made, "calibration", title);
  const lead = staff.account("qa-lead").id;
  const stream = `calibration:${id}` as const;
  book.add("calibration", {
    ...{ id, kind: "calibration", title, case_id: null },
    ...{ narrative, tool_version_id: tool.versionId, due_on: one.dueOn },
    ...{ state: "closed", lead_id: lead, made_at: made, opened_at: asked },
    ...{ session_at: session, closed_at: closed, learnt: one.learnt },
  });
  book.tell(made, lead, { stream, kind: "calibration.planned", after: { title } });
  book.tell(asked, lead, { stream, kind: "calibration.given-out" });
  for (const [n, person] of one.raters.entries()) {
    const date = one.days[n % one.days.length] ?? one.dueOn;
    const submitted = at(date, officeTime(n));
    book.add("calibration_rater", {
      ...{ calibration_id: id, person_id: person.id, submitted_at: submitted },
    });
    book.tell(submitted, person.id, { stream, kind: "calibration.submitted" });
    for (const [turn, area] of one.areas.entries()) {
      const [judgement, reason] = one.given(area, { n, turn, person });
      book.add("calibration_grade", {
        ...{ calibration_id: id, person_id: person.id, area, judgement, reason },
      });
    }
    enter(book, person.id, { id, title, date, submitted });
  }
  book.tell(session, lead, { stream, kind: "calibration.session-opened" });
  for (const [area, [judgement, text]] of Object.entries(one.agreed))
    book.add("calibration_agreed", { calibration_id: id, area, judgement, text });
  book.tell(closed, lead, { stream, kind: "calibration.closed" });
}

/** A calibration that was submitted stands in the register by itself. */
function enter(
  book: Book,
  personId: string,
  { id, title, date, submitted }: { id: string; title: string; date: string; submitted: string },
): void {
  book.add("register_entry", {
    ...{ id: idAt(submitted, "register", personId, "calibrated"), person_id: personId },
    ...{ kind: "calibrated", on_date: date, note: title, calibration_id: id },
    ...{ recorded_by: null, recorded_at: submitted },
  });
  book.tell(submitted, personId, {
    stream: `register:${personId}`,
    kind: "register.entered",
    after: { kind: "calibrated", onDate: date },
  });
}
