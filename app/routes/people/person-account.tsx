import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { ImportantBanner } from "~/ui/notices";

type Props = {
  person: {
    name: string;
    active: boolean;
    email: string | null;
    account: { lockedUntil: string | null; mustChange: boolean } | null;
  };
  /** An administrator's own password and lock are for themselves, or for another, to keep. */
  isSelf: boolean;
  locked: boolean;
  startPassword: string | null;
};

/** Whether they can sign in, and what the administrator can do about it. */
export function Account({ person, isSelf, locked, startPassword }: Props) {
  return (
    <>
      <h2 className="govuk-heading-m" id="account">
        Account
      </h2>
      {startPassword ? (
        <ImportantBanner heading="This is the start password">
          <p className="govuk-heading-m los-password">{startPassword}</p>
          <p className="govuk-body">
            Hand it to {person.name} now: it is not shown again. They are asked for one of their own
            as soon as they sign in.
          </p>
        </ImportantBanner>
      ) : null}
      <p className="govuk-body">
        {isSelf ? (
          <>
            This is you: <Link to={paths.account()}>change your password on your account page</Link>
            .
          </>
        ) : (
          standing(person, locked)
        )}
      </p>
      {isSelf ? null : <Deeds person={person} locked={locked} />}
    </>
  );
}

function Deeds({ person: { active, account }, locked }: Pick<Props, "person" | "locked">) {
  return (
    <ButtonGroup>
      {active ? (
        <Deed
          intent="give-password"
          words={account ? "Give a new start password" : "Give an account"}
        />
      ) : (
        <Deed intent="activate" words="Make active again" />
      )}
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

function standing({ active, account, email }: Props["person"], locked: boolean): string {
  if (!active) return "No longer active: they can’t sign in.";
  if (!account) {
    return email
      ? "No account yet: they can’t sign in."
      : "No account yet. They need an e-mail address before they can have one.";
  }
  if (locked) return "Locked: they can’t sign in until it is unlocked.";
  return account.mustChange
    ? "They have a start password and must change it when they sign in."
    : "They can sign in.";
}

function Deed({ intent, words }: { intent: string; words: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Button variant="secondary">{words}</Button>
    </Form>
  );
}
