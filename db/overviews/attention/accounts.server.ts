/**
 * Owns finding what is wrong with who can be reached: messages to people without an account, no
 * mail server while messages wait, invitations that nobody took up.
 * Practice: counted up to a bound along an index, so that years of messages cost a home no more.
 */
import { paths } from "~/paths";
import { addDays, dateInLondon, daysBetween } from "~/rules/core/dates";
import { type AttentionFact, mostCounted } from "~/rules/home/attention";
import type { Db } from "../../core/open.server";
import { countAll } from "../../core/scope.server";
import { mayBeShown } from "../outbox-list.server";
import type { AttentionAsked } from "./sources.server";

const none: AttentionFact[] = [];
const general = { subject: "", meant: null } as const;

/** The messages in one state, the first to go out first, no more than are counted. */
const inState = (db: Db, state: "waiting" | "no-address", readerId: string) =>
  db
    .selectFrom("outbox")
    .select("outbox.made_at")
    .where("outbox.state", "=", state)
    .where((eb) => mayBeShown(eb, readerId))
    .orderBy("outbox.send_after")
    .limit(mostCounted);

type Messages = ReturnType<typeof inState>;

const counted = (db: Db, messages: Messages) =>
  db
    .selectFrom(messages.as("message"))
    .select(countAll.as("count"))
    .select((eb) => eb.fn.min("made_at").as("since"))
    .executeTakeFirstOrThrow();

/** Messages that did not go out because people who work here have no account. */
export async function messagesToNobody(
  db: Db,
  { readerId }: AttentionAsked,
): Promise<AttentionFact[]> {
  const messages = inState(db, "no-address", readerId).where("outbox.person_id", "in", (eb) =>
    eb
      .selectFrom("person")
      .leftJoin("auth_account", "auth_account.person_id", "person.id")
      .select("person.id")
      .where("person.active", "=", 1)
      .where("auth_account.person_id", "is", null),
  );
  const { count, since } = await counted(db, messages);
  if (count === 0) return none;
  const href = paths.people.invitations({ state: "none" });
  return [{ ...general, kind: "messages-to-nobody", count, since, href, place: "Messages" }];
}

/** Messages that wait for a mail server, where there is none. */
export async function noMailServer(
  db: Db,
  { readerId, server }: AttentionAsked,
): Promise<AttentionFact[]> {
  if (!server || server.sendsMail) return none;
  const { count, since } = await counted(db, inState(db, "waiting", readerId));
  if (count === 0) return none;
  return [
    { ...general, kind: "no-mail-server", count, since, href: paths.outbox(), place: "Messages" },
  ];
}

/** People who were invited, have chosen no password, and have no link any more that works. */
export async function neverSignedIn(
  db: Db,
  { server, today }: AttentionAsked,
): Promise<AttentionFact[]> {
  if (!server) return none;
  const now = server.now.toISOString();
  const { count, since } = await db
    .selectFrom("auth_account")
    .innerJoin("person", "person.id", "auth_account.person_id")
    .select(countAll.as("count"))
    // Of an account without a password it is when it was made.
    .select((eb) => eb.fn.min("password_changed_at").as("since"))
    .where("person.active", "=", 1)
    .where("password_hash", "=", "")
    .where("signed_in_at", "is", null)
    .where((eb) => eb.or([eb("locked_until", "is", null), eb("locked_until", "<=", now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("password_link")
            .select("password_link.id")
            .whereRef("password_link.person_id", "=", "person.id")
            .where("used_at", "is", null)
            .where("ended_at", "is", null)
            .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", now)])),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  if (count === 0 || since === null) return none;
  // Accounts go by the machine's clock, a home by its own: what is kept is for how many days.
  const days = daysBetween(dateInLondon(new Date(since)), dateInLondon(server.now));
  return [
    {
      ...general,
      kind: "never-signed-in",
      count,
      since: addDays(today, -days),
      href: paths.people.invitations({ state: "invited" }),
      place: "People",
    },
  ];
}
