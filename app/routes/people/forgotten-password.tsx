import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { forgottenPasswordForm } from "~/forms/account";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { linkHours } from "~/rules/access/password-links";
import { sourceOf } from "~/rules/core/networks";
import { signInLimits } from "~/rules/people/sign-in";
import { publicly } from "~/server/guard.server";
import { passRetryAfter, readForm, refuse, refuseForNow } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { addAttempt } from "~db/people/accounts.server";
import { addNote } from "~db/people/sign-in-notes.server";

export const meta = () => [{ title: "Forgotten password - Line of Sight" }];
export const headers = passRetryAfter;

/** Public: whoever can't sign in. */
export const loader = publicly(async ({ request, context }) => ({
  byMail: context.mail != null,
  asked: new URL(request.url).searchParams.get("asked") === "yes",
}));

/** Public: says and does the same for every address; whether anyone has it is looked up apart. */
export const action = publicly(async ({ request, context }) => {
  const { db, clock, clientAddress, mail } = context;
  if (!mail) throw redirect(paths.forgottenPassword());
  const form = await readForm(request, forgottenPasswordForm);
  if (!form.ok) return refuse(form);
  const { email } = form.value;
  const { addressWindowMinutes: minutes, forgottenPerAddress } = signInLimits;
  const source = `forgotten ${sourceOf(clientAddress)}`;
  if ((await addAttempt(db, source, clock.system(), minutes)) > forgottenPerAddress) {
    const message = "Wait a few minutes and try again: too many were asked for from your network";
    return refuseForNow(429, minutes * 60, { email }, message);
  }
  const at = clock.now().toISOString();
  await addNote(db, { kind: "forgotten", email, at, systemAt: clock.system().toISOString() });
  return redirect(paths.forgottenPassword({ asked: "yes" }));
});

export default function ForgottenPassword() {
  const { byMail, asked } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.signIn()}>Sign in</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>{!byMail ? <NoMail /> : asked ? <Asked /> : <Ask />}</TwoThirds>
      </main>
    </>
  );
}

function Ask() {
  const form = useGovForm({
    check: (entries) => parseForm(forgottenPasswordForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <PageHeading
        title="Forgotten password"
        lead={`We send you a link to choose a new one. It works once, for ${linkHours} hours.`}
      />
      <GovFormBody form={form}>
        <TextField
          {...form.field("email")}
          label="Email address"
          hint="The one that you sign in with"
          type="email"
          autoComplete="username"
          spellCheck={false}
          width="two-thirds"
        />
        <Button>Send me a link</Button>
      </GovFormBody>
    </>
  );
}

function Asked() {
  return (
    <>
      <PageHeading title="Look at your email" />
      <p className="govuk-body">
        If someone signs in with the address that you gave, a link to choose a new password reaches
        it within a few minutes. It works once, for {linkHours} hours.
      </p>
      <p className="govuk-body">
        Nothing has come? Look among unwanted mail, then{" "}
        <Link to={paths.forgottenPassword()}>check the address</Link>. Your administrator can see
        whether you have an account.
      </p>
    </>
  );
}

function NoMail() {
  return (
    <>
      <PageHeading title="Forgotten password" />
      <p className="govuk-body">
        Ask your administrator for a link to choose a new password. Links can’t be sent from here,
        because no email is set up.
      </p>
    </>
  );
}
