import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import { linkHours } from "~/rules/access/password-links";
import { formatInstant } from "~/rules/core/dates";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { ImportantBanner } from "~/ui/notices";

type Props = {
  person: {
    name: string;
    active: boolean;
    sameAs: string | null;
    email: string | null;
    account: { mustChange: boolean; chosen: boolean; signedInAt: string | null } | null;
  };
  /** An administrator's own password and lock are for themselves, or for another, to keep. */
  isSelf: boolean;
  locked: boolean;
  /** Links go by email; without it they are shown. */
  byMail: boolean;
  /** What became of the newest link, in a sentence. */
  link: string | null;
  /** On the answer that made it, and never again. */
  shownLink: string | null;
};

/** Whether they can sign in, and what the administrator can do about it. */
export function Account(props: Props) {
  const { person, isSelf, link, shownLink } = props;
  return (
    <>
      <h2 className="govuk-heading-m" id="account">
        Account
      </h2>
      {shownLink ? (
        <ImportantBanner heading={`This is the link for ${person.name}`}>
          <p className="govuk-body los-handed-link">{shownLink}</p>
          <p className="govuk-body">
            Hand it to them now, in a way that nobody else reads: it is not shown again. It works
            once, for {linkHours} hours, and lets them choose a password.
          </p>
        </ImportantBanner>
      ) : null}
      {isSelf ? (
        <p className="govuk-body">
          This is you: <Link to={paths.account()}>change your password on your account page</Link>.
        </p>
      ) : (
        <>
          <p className="govuk-body">{standing(props)}</p>
          {link && !person.account?.signedInAt ? <p className="govuk-body">{link}</p> : null}
          <Deeds {...props} />
        </>
      )}
    </>
  );
}

function Deeds({ person: { active, sameAs, account }, locked, byMail }: Props) {
  const invite = byMail ? "Invite to choose a password" : "Show a link to choose a password";
  const anew = byMail ? "Send a link to choose a new password" : invite;
  return (
    <ButtonGroup>
      {active && !locked ? (
        <Deed intent="give-link" words={account?.signedInAt ? anew : invite} />
      ) : null}
      {active || sameAs ? null : <Deed intent="activate" words="Make active again" />}
      {active && account ? (
        locked ? (
          <Deed intent="unlock" words="Unlock the account" />
        ) : (
          <Deed intent="lock" words="Lock the account" />
        )
      ) : null}
    </ButtonGroup>
  );
}

function standing({ person: { active, account, email }, locked }: Props): string {
  if (!active) return "No longer active: they can’t sign in.";
  if (!account) {
    return email
      ? "No account yet: they can’t sign in."
      : "No account yet. They need an email address before they can have one.";
  }
  if (locked) return "Locked: they can’t sign in until it is unlocked.";
  if (account.signedInAt) {
    return `They can sign in. They last did on ${formatInstant(new Date(account.signedInAt))}.`;
  }
  return account.chosen
    ? "They have a password and have never signed in."
    : "They have not chosen a password yet.";
}

function Deed({ intent, words }: { intent: string; words: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Button variant="secondary">{words}</Button>
    </Form>
  );
}
