/**
 * Owns finding which auditors and moderators are to be trained or refreshed, and where calibrations
 * wait for whoever leads them.
 * Practice: of the register one row says how many, since the first of them was due.
 */
import { paths } from "~/paths";
import type { AttentionFact } from "~/rules/home/attention";
import { standingOf } from "~/rules/people/register";
import { unscopedCalibrationsGoingOn } from "../../calibration/waiting.server";
import type { Db } from "../../core/open.server";
import { findSettings } from "../../core/settings.server";
import { unscopedRegister } from "../../people/register.server";
import type { AttentionAsked } from "./sources.server";

export async function trainingDue(
  db: Db,
  { today }: Pick<AttentionAsked, "today">,
): Promise<AttentionFact[]> {
  const { "register.refresh-months": months } = await findSettings(db);
  const standings = (await unscopedRegister(db)).map(({ entries }) =>
    standingOf(entries, { today, months }),
  );
  const due = standings.flatMap(({ state, nextOn }) => (state === "due" && nextOn ? [nextOn] : []));
  const fresh = standings.filter(({ state }) => state === "new").length;
  const fact = { subject: "", place: "", meant: null };
  return [
    ...(due.length > 0
      ? [
          {
            ...fact,
            kind: "refreshers-due" as const,
            count: due.length,
            since: due.toSorted()[0] ?? null,
            href: paths.register.list({ show: "due" }),
          },
        ]
      : []),
    ...(fresh > 0
      ? [
          {
            ...fact,
            kind: "not-trained" as const,
            count: fresh,
            since: null,
            href: paths.register.list({ show: "new" }),
          },
        ]
      : []),
  ];
}

const kindOf = {
  draft: "calibration-draft",
  grading: "calibration-grading",
  session: "calibration-session",
} as const;

export async function unscopedCalibrationsToLead(db: Db): Promise<AttentionFact[]> {
  return (await unscopedCalibrationsGoingOn(db)).map((one) => ({
    kind: kindOf[one.state],
    subject: one.title,
    count: 1,
    ...(one.state === "grading"
      ? { detail: `${one.submitted} of ${one.raters} have submitted`, dueOn: one.dueOn }
      : {}),
    since: one.since,
    href: one.state === "session" ? paths.calibration.agree(one.id) : paths.calibration.one(one.id),
    list: paths.calibration.list(),
    place: "",
    meant: one.leadName,
  }));
}
