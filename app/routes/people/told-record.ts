/** Owns a person's record as pages tell it apart from another one of the same name. */

import { roleNames } from "~/rules/access/people";
import { accountStandingNames, standingOfAccount } from "~/rules/people/invitations";
import type { Person } from "~db/people/people-list.server";

export const told = (person: Person) => ({
  id: person.id,
  name: person.name,
  facts: [
    ["Staff number", person.staffNumber ?? "Not given"],
    ["Email address", person.email ?? "Not given"],
    ["Job title", person.jobTitle || "Not given"],
    ["Team", person.team ?? "None"],
    ["Roles", person.grants.map(({ role }) => roleNames[role]).join(", ") || "None"],
    [
      "Account",
      person.active
        ? accountStandingNames[
            standingOfAccount(
              person.account && {
                chosen: person.account.chosen,
                signedInAt: person.account.signedInAt,
                locked: person.account.lockedUntil !== null,
              },
            )
          ]
        : "No longer active",
    ],
  ] as [string, string][],
});

export type ToldRecord = ReturnType<typeof told>;
