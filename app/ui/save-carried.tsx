import { paths } from "~/paths";
import type { Carried } from "~/rules/core/carried";
import { Button } from "./button";
import { TextField } from "./inputs/text-field";
import { InsetText } from "./notices";
import { PageHeading, TwoThirds } from "./page";

/** A form was posted after the session had ended: sign in, and what was typed goes along. */
export function SignInToSave({ carried }: { carried: Carried }) {
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading title="Sign in to save what you typed" />
        <InsetText>
          You’ve been signed out, so nothing was saved yet. What you typed is kept on this page.
          Sign in and save it; a file has to be chosen again.
        </InsetText>
        <form method="post" action={paths.signInToSave()} noValidate>
          <input type="hidden" name="to" value={carried.action} />
          <input type="hidden" name="carried" value={JSON.stringify(carried)} />
          <TextField
            id="email"
            name="email"
            label="Email address"
            type="email"
            autoComplete="username"
            spellCheck={false}
            width="two-thirds"
          />
          <TextField
            id="password"
            name="password"
            label="Password"
            type="password"
            autoComplete="current-password"
            width="two-thirds"
          />
          <Button>Sign in</Button>
        </form>
      </TwoThirds>
    </main>
  );
}

/** Signed in again: one press posts the form to where it was going, as whoever is signed in now. */
export function SaveCarried({ carried }: { carried: Carried }) {
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading title="You’re signed in. Save what you had typed" />
        <p className="govuk-body">
          It is not saved yet. If someone else changed the same thing meanwhile, you will see both
          versions.
        </p>
        <SendCarried carried={carried} words="Save what you had typed" />
      </TwoThirds>
    </main>
  );
}

/** The form as it was posted, behind one button that posts it again to where it was going. */
export function SendCarried({ carried, words }: { carried: Carried; words: string }) {
  return (
    <form method="post" action={carried.action}>
      {carried.entries.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may come several times, in order
        <input key={`${index} ${name}`} type="hidden" name={name} value={value} />
      ))}
      <Button>{words}</Button>
    </form>
  );
}
