/**
 * Owns what the demonstration's outbox holds when it opens, and its one deputy: the manager of
 * Willow has named a colleague for the week that follows. Reminders come by themselves.
 */
import { paths } from "~/paths";
import { type MessageKind, messageKinds } from "~/rules/messages/messages";
import type { Book } from "./book.server";
import { idAt } from "./chance";
import { at } from "./clock";
import type { PlacedPerson, Staff } from "./people.server";

/** A message that waits to be sent, as if it had been made with its deed. */
export function addWaitingMessage(
  book: Book,
  to: PlacedPerson,
  madeAt: string,
  message: { kind: MessageKind; key: string; link: string },
): void {
  book.add("outbox", {
    id: idAt(madeAt, "message", message.kind, message.key, to.id),
    key: `${message.kind}:${message.key}`,
    person_id: to.id,
    for_person_id: null,
    kind: message.kind,
    link: message.link,
    due_on: null,
    urgent: "urgent" in messageKinds[message.kind] ? 1 : 0,
    state: "waiting",
    made_at: madeAt,
    send_after: book.systemAt,
    attempts: 0,
    problem: "",
  });
}

/** The manager of Willow is away from 22 to 26 April 2024, and someone stands in. */
export function addDeputies(book: Book, staff: Staff): void {
  const absent = staff.account("team-manager");
  const deputy = staff
    .inPost("team-manager")
    .find(({ id, services }) => id !== absent.id && services.join() === absent.services.join());
  if (!deputy) throw new Error("The demonstration has no second team manager");
  const namedAt = at("2024-04-12", "15:40");
  const id = idAt(namedAt, "deputy", absent.id);
  const [fromOn, toOn] = ["2024-04-22", "2024-04-26"];
  book.add("deputy", {
    id,
    person_id: absent.id,
    deputy_id: deputy.id,
    from_on: fromOn,
    to_on: toOn,
    named_by: absent.id,
    named_at: namedAt,
    ended_at: null,
  });
  book.tell(namedAt, absent.id, {
    stream: `person:${absent.id}`,
    kind: "deputy.named",
    after: { deputyId: deputy.id, fromOn, toOn },
  });
  addWaitingMessage(book, deputy, namedAt, {
    kind: "deputy-named",
    key: id,
    link: paths.account(),
  });
}
