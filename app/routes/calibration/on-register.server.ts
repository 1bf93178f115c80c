/** Owns finding someone of the register by the address: whoever audits or moderates at present. */
import { councilWide } from "~/rules/access/access";
import type { Find, Guardable } from "~/server/guard.server";
import { type OnRegister, unscopedRegister } from "~db/people/register.server";

export const onRegisterFromUrl: Find<OnRegister & Guardable> = async ({ db, params }) => {
  const [person] = params.personId ? await unscopedRegister(db, params.personId) : [];
  return person ? { ...person, access: councilWide } : null;
};
