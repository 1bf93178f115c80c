/**
 * Owns writing the demonstration's thanks for strengths, in each state they can wait in.
 * Practice: nobody is written to about what is past, so no message goes out.
 */

import type { EventKind } from "~/rules/core/event-kinds";
import type { ThanksState } from "~/rules/learning-log/good-practice";
import { appendEvent } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { idAt } from "./chance";
import { at } from "./clock";
import { type DemoThanks, demoThanks } from "./words/thanks";

/** What happened on the way to each state, with the days after the thanks. */
const wayTo: Partial<Record<ThanksState, readonly EventKind[]>> = {
  asked: ["thanks.asked"],
  consented: ["thanks.asked", "thanks.consented"],
  shared: ["thanks.asked", "thanks.consented", "thanks.agreed"],
};

export async function addThanks(tx: Tx, leadId: string, systemAt: string): Promise<void> {
  for (const [n, thanks] of demoThanks.entries()) await addOne(tx, leadId, systemAt, n, thanks);
}

async function addOne(
  tx: Tx,
  lead: string,
  systemAt: string,
  n: number,
  { strength, givenOn, thanks, entry, state, named }: DemoThanks,
): Promise<void> {
  // Of the latest final audit that names the strength and whose worker is still here; of a worker or
  // manager who can sign in, where one is to answer.
  const ofAccount = tx
    .selectFrom("person as account")
    .select("account.team_id")
    .where("account.email_folded", "=", "practitioner@demo.example");
  const finding = await tx
    .selectFrom("finding")
    .innerJoin("audit", "audit.id", "finding.audit_id")
    .innerJoin("person", "person.id", "audit.worker_id")
    .select(["finding.id", "audit.id as auditId", "audit.worker_id as worker", "audit.team_id"])
    .select(["audit.service_id", "finding.area", "finding.theme"])
    .where("finding.kind", "=", "strength")
    .where("finding.text", "like", `${strength}%`)
    .where("audit.state", "=", "final")
    .where("person.active", "=", 1)
    .orderBy((eb) =>
      eb
        .case()
        .when("person.email_folded", "=", "practitioner@demo.example")
        .then(state === "asked" ? 0 : 2)
        .when("person.team_id", "=", ofAccount)
        .then(state === "consented" ? 0 : 1)
        .else(1)
        .end(),
    )
    .orderBy("audit.final_at", "desc")
    .orderBy("finding.id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const givenAt = at(givenOn, "15:10");
  const id = idAt(givenAt, "thanks", n);
  const way = wayTo[state] ?? [];
  const when = (kind: EventKind) => (way.includes(kind) ? at(givenOn, "16:20") : null);
  await tx
    .insertInto("good_practice")
    .values({
      ...{ id, finding_id: finding.id, audit_id: finding.auditId, worker_id: finding.worker ?? "" },
      ...{ team_id: finding.team_id, service_id: finding.service_id },
      ...{ area: finding.area, theme: finding.theme, thanks, entry, state },
      ...{ named: named ? 1 : 0, given_by: lead, given_at: givenAt },
      ...{ asked_at: when("thanks.asked"), consented_at: when("thanks.consented") },
      ...{ shared_at: when("thanks.agreed"), version: way.length + 1 },
    })
    .execute();
  const stream = `thanks:${id}` as const;
  await appendEvent(
    tx,
    { actorId: lead, at: givenAt, systemAt },
    { stream, kind: "thanks.given", after: { thanks } },
  );
  for (const kind of way) {
    const actorId = kind === "thanks.consented" ? finding.worker : lead;
    const stamp = { actorId, at: at(givenOn, "16:20"), systemAt };
    const after = kind === "thanks.consented" ? { named } : undefined;
    await appendEvent(tx, stamp, { stream, kind, after });
  }
}
