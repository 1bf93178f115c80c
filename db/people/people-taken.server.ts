/**
 * Owns whether an email address or a staff number is someone's already.
 * Practice: one address and one number a person, however they are spelt.
 */
import { foldNumber, lowered } from "~/rules/core/folding";
import type { Db } from "../core/open.server";

/** Which of the two someone else has already, with a message each; empty when both are free. */
export async function findTaken(
  db: Db,
  person: { email: string | null; staffNumber: string | null },
  exceptId = "",
): Promise<Record<string, string>> {
  const taken: Record<string, string> = {};
  const others = db.selectFrom("person").select("name").where("id", "!=", exceptId);
  if (person.email) {
    const other = await others.where("email_folded", "=", lowered(person.email)).executeTakeFirst();
    if (other) taken.email = `Enter another email address: ${other.name} has this one`;
  }
  if (person.staffNumber) {
    const key = foldNumber(person.staffNumber);
    const other = await others.where("staff_number_key", "=", key).executeTakeFirst();
    if (other) taken.staffNumber = `Enter another staff number: ${other.name} has this one`;
  }
  return taken;
}
