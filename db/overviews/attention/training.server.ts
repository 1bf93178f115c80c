/**
 * Owns finding which auditors and moderators are to be trained or refreshed.
 * Practice: one row says how many, since the first of them was due, and leads to the register.
 */
import { paths } from "~/paths";
import type { AttentionFact } from "~/rules/home/attention";
import { standingOf } from "~/rules/people/register";
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
