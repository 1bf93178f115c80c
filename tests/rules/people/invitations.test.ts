import { describe, expect, it } from "vitest";
import { attentionRows, mostCounted } from "~/rules/home/attention";
import { canInvite, invitationInWords, standingOfAccount } from "~/rules/people/invitations";

const now = new Date("2024-04-15T08:00:00.000Z");
const link = {
  madeAt: "2024-04-03T08:00:00.000Z",
  expiresAt: "2024-04-04T08:00:00.000Z",
  usedAt: null,
  endedAt: null,
};
const person = { email: "nia@world.example", hasAccount: true, chosen: false, link };

describe("Invitations", () => {
  it.each([
    [null, "none"],
    [{ chosen: false, signedInAt: null, locked: false }, "invited"],
    [{ chosen: true, signedInAt: null, locked: false }, "chosen"],
    [{ chosen: true, signedInAt: link.madeAt, locked: false }, "used"],
    [{ chosen: true, signedInAt: link.madeAt, locked: true }, "locked"],
  ])("say what the account %o stands at", (account, standing) => {
    expect(standingOfAccount(account)).toBe(standing);
  });

  it.each([
    [{ hasAccount: false, link: null }, "Not invited yet"],
    [{ hasAccount: false, link: null, email: null }, "Not invited: no email address"],
    [{ chosen: true }, "Has a password and has never signed in"],
    [{ link: null }, "Has an account and no password"],
    [{}, "Invited on 3 April 2024, 12 days ago. The link no longer works."],
    [
      { link: { ...link, madeAt: "2024-04-14T09:00:00.000Z", expiresAt: "2024-04-15T09:00:00Z" } },
      "Invited on 14 April 2024, yesterday. The link still works.",
    ],
    [
      { link: { ...link, madeAt: "2024-04-15T07:00:00.000Z", expiresAt: null } },
      "Invited on 15 April 2024, today. The link waits to go out by email.",
    ],
  ])("say where %o stands", (more, words) => {
    expect(invitationInWords({ ...person, ...more }, now)).toBe(words);
  });

  it("go to who has an email address and no password", () => {
    expect(canInvite({ email: "a@b.example", chosen: false })).toBe(true);
    expect(canInvite({ email: null, chosen: false })).toBe(false);
    expect(canInvite({ email: "a@b.example", chosen: true })).toBe(false);
  });

  it.each([
    ["messages-to-nobody", 1, "1 message did not go out: its reader has no account"],
    ["messages-to-nobody", 34, "34 messages did not go out: their readers have no account"],
    ["no-mail-server", 1, "No mail server is set up: 1 message waits to go out"],
    [
      "no-mail-server",
      mostCounted,
      "No mail server is set up: 1,000 or more messages wait to go out",
    ],
    [
      "never-signed-in",
      1,
      "1 person was invited and has never signed in: their link no longer works",
    ],
    [
      "never-signed-in",
      3,
      "3 people were invited and have never signed in: their links no longer work",
    ],
  ] as const)("are said on a home as %s of %i", (kind, count, title) => {
    const fact = { kind, count, subject: "", since: null, href: "/", place: "", meant: null };
    expect(attentionRows([fact], "2024-04-15")).toMatchObject([
      { title, meant: "for the administrator" },
    ]);
  });
});
