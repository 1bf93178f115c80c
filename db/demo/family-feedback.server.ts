/**
 * Owns writing the demonstration's family feedback: what families of January's cycle answered, who is
 * still to be asked in the cycle under way, and "You said, we did". Practice: through the deeds
 * themselves, each asked by someone who is independent of the case.
 */

import type { Tx } from "../core/open.server";
import { takeAnswers } from "../family-feedback/answers.server";
import { listCallerObjections } from "../family-feedback/callers.server";
import { listWordsIn } from "../family-feedback/figures.server";
import {
  endInvitation,
  type Invitation,
  listAuditsToAsk,
  listInvitationsOf,
  markAsked,
  planFeedback,
} from "../family-feedback/invitations.server";
import { publishYouSaid, writeYouSaid } from "../family-feedback/you-said.server";
import { codeWords } from "../operations/family-feedback/themes.server";
import { at, officeTime, workingDayAfter } from "./clock";
import { type DemoFamily, demoFamilies, demoToAsk, demoYouSaid } from "./words/family-feedback";

const forms = { child: "feedback-form-children-1", parent: "feedback-form-parents-1" } as const;
const plannedOn = "2024-02-12";
const answersBy = "2024-03-15";

const personOf = (tx: Tx, email: string) =>
  tx.selectFrom("person").select("id").where("email_folded", "=", email).executeTakeFirstOrThrow();

const exerciseOf = (tx: Tx, closed: boolean) =>
  tx
    .selectFrom("exercise")
    .select("id")
    .where("kind", "=", "core")
    .$if(closed, (query) => query.where("month", "=", "2024-01"))
    .$if(!closed, (query) => query.where("state", "in", ["auditing", "moderating"]))
    .where("only_re_audits", "=", 0)
    .orderBy("month", "desc")
    .executeTakeFirst();

/** Plans to ask one of the audit's family, by the first of these who is independent of it. */
async function planOne(
  tx: Tx,
  exerciseId: string,
  auditId: string,
  family: Pick<DemoFamily, "for" | "way"> & { notSafe?: boolean },
  {
    leadId,
    callerIds,
    day,
    by,
    systemAt,
  }: {
    leadId: string;
    callerIds: readonly string[];
    day: string;
    by: string;
    systemAt: string;
  },
): Promise<Invitation | null> {
  for (const callerId of callerIds) {
    const against = await listCallerObjections(tx, callerId, [auditId], day);
    if ((against.get(auditId) ?? []).length > 0) continue;
    await planFeedback(
      tx,
      { actorId: leadId, at: at(day, "10:00"), systemAt },
      {
        ...{ exerciseId, auditIds: [auditId], for: family.for, number: 1, way: family.way },
        ...{ formVersionId: forms[family.for], callerId, answersBy: by },
        notAsked: family.notSafe ? { code: "not-safe", reason: "" } : null,
      },
    );
    const all = await listInvitationsOf(tx, exerciseId);
    return all.find((one) => one.auditId === auditId && one.for === family.for) ?? null;
  }
  return null;
}

type Answered = Exclude<DemoFamily["came"], string>;

const answersIn = ({ chosen, said, forWorker }: Answered) => ({
  chosen: Object.fromEntries(chosen.map((answer, n) => [`q${n + 1}`, answer])),
  words: Object.fromEntries(Object.entries(said).map(([code, { text }]) => [code, text])),
  forWorker: forWorker ?? false,
});

/** What became of one family of January's cycle. */
async function comes(
  tx: Tx,
  invitation: Invitation,
  { way, came }: DemoFamily,
  n: number,
  systemAt: string,
): Promise<void> {
  if (came === "not-safe") return;
  const day = workingDayAfter(plannedOn, 3 + n * 2);
  const asks = { actorId: invitation.callerId ?? "", at: at(day, officeTime(n)), systemAt };
  let { version } = invitation;
  if (way !== "phone") {
    const codeDigest = way === "link" ? `used in the demonstration ${invitation.id}` : null;
    await markAsked(tx, asks, invitation, { version, codeDigest });
    version += 1;
  }
  const then = { ...asks, at: at(workingDayAfter(day, 2), officeTime(n + 3)) };
  if (typeof came === "string") {
    await endInvitation(tx, then, invitation, came === "declined" ? "decline" : "miss", {
      ...{ version, code: null, reason: came === "declined" ? "" : "Tried three times" },
    });
    return;
  }
  const entered = way !== "link";
  await takeAnswers(tx, entered ? then : { ...then, actorId: null }, invitation, answersIn(came), {
    entered,
  });
}

/** Gives what was said the themes that the words name. */
async function code(tx: Tx, exerciseId: string, leadId: string, systemAt: string): Promise<void> {
  const themes = new Map(
    demoFamilies.flatMap(({ came }) =>
      typeof came === "string"
        ? []
        : Object.values(came.said).map(({ text, theme }) => [text, theme] as const),
    ),
  );
  const words = await listWordsIn(tx, exerciseId);
  const coded = words.flatMap(({ id, text }) => {
    const theme = themes.get(text);
    return theme ? [{ id, was: null, theme }] : [];
  });
  await codeWords(
    tx,
    { actorId: leadId, at: at("2024-03-18", "14:20"), systemAt },
    exerciseId,
    coded,
  );
}

/** Adds all of it; nobody is written to. */
export async function addFamilyFeedback(tx: Tx, systemAt: string): Promise<void> {
  const lead = await personOf(tx, "qa-lead@demo.example");
  const moderator = await personOf(tx, "moderator@demo.example");
  const callerIds = [moderator.id, lead.id];
  const past = await exerciseOf(tx, true);
  if (past) {
    const audits = await listAuditsToAsk(tx, past.id);
    for (const [n, family] of demoFamilies.entries()) {
      const audit = audits[n];
      const plans = { leadId: lead.id, callerIds, day: plannedOn, by: answersBy, systemAt };
      const invitation =
        audit &&
        (await planOne(
          tx,
          past.id,
          audit.id,
          { ...family, notSafe: family.came === "not-safe" },
          plans,
        ));
      if (invitation) await comes(tx, invitation, family, n, systemAt);
    }
    await code(tx, past.id, lead.id, systemAt);
  }
  const open = await exerciseOf(tx, false);
  if (open) {
    const audits = await listAuditsToAsk(tx, open.id);
    const plans = { leadId: lead.id, callerIds, day: "2024-04-11", by: "2024-05-03", systemAt };
    for (const [n, family] of demoToAsk.entries()) {
      const audit = audits[n];
      if (audit) await planOne(tx, open.id, audit.id, family, plans);
    }
  }
  for (const { writtenOn, publishedOn, ...words } of demoYouSaid) {
    const written = { actorId: lead.id, at: at(writtenOn, "15:10"), systemAt };
    const id = await writeYouSaid(tx, written, { ...words, learningId: null, actionId: null });
    await publishYouSaid(tx, { ...written, at: at(publishedOn, "11:30") }, { id }, 1);
  }
}
