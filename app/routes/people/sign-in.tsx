import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { signInForm } from "~/forms/account";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { readCarried } from "~/rules/core/carried";
import { openDemonstration } from "~/server/demonstration.server";
import { commit, findSignedIn, publicly, safeReturn } from "~/server/guard.server";
import { busy, refuseBusy } from "~/server/hashing.server";
import { keepKnown } from "~/server/known-browser.server";
import { passRetryAfter, readForm, refuse } from "~/server/read-form.server";
import { sessionsOf } from "~/server/session.server";
import { refuseProof, signIn } from "~/server/sign-in.server";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { InsetText } from "~/ui/notices";
import { PageHeading, TwoThirds } from "~/ui/page";
import { SaveCarried } from "~/ui/save-carried";
import { findSettings } from "~db/core/settings.server";

export const meta = () => [{ title: "Sign in - Line of Sight" }];
export const headers = passRetryAfter;

/** Public: the way in. */
export const loader = publicly(async ({ request, context }) => {
  const { actor } = await findSignedIn(request, context);
  const search = new URL(request.url).searchParams;
  const to = safeReturn(search.get("to"));
  // Signed in on another tab by now: the form that is carried is not dropped for it.
  if (actor && search.get("carried") !== "yes") throw redirect(to);
  // Nobody can sign in to an empty installation: its first page asks for the administrator.
  if (!context.demonstration && (await findSettings(context.db))["setup.code"] !== "") {
    throw redirect(paths.setUp());
  }
  return {
    to,
    demonstration: context.demonstration ? await offered() : null,
  };
});

async function offered(): Promise<Omit<Offered, "to">> {
  const { accounts, password } = await openDemonstration();
  return { accounts, password };
}

/** Public: signs in. A new session each time, so that none can be planted beforehand. */
export const action = publicly(async ({ request, context }) => {
  const form = await readForm(request, signInForm);
  // What was carried and could not be read is not shown again: nobody typed it here.
  if (!form.ok) {
    // Nor is a length of spaces, which reads as nothing and takes long to send.
    const carried = "carried" in form.errors ? "" : String(form.typed.carried ?? "").trim();
    return refuse({ ...form, typed: { ...form.typed, password: "", carried } });
  }
  const { email, password, to, carried } = form.value;
  const typed = { email, to, carried };
  const result = await signIn(context, request, email, password).catch(busy);
  if (!result) return refuseBusy(typed);
  if (!result.ok) return refuseProof(result, typed);
  const session = await sessionsOf(context).getSession();
  session.set("personId", result.personId);
  const headers = new Headers(await commit(context, session));
  headers.append("Set-Cookie", await keepKnown(context, request, email));
  const toSave = readCarried(carried);
  return toSave ? data({ toSave }, { headers }) : redirect(safeReturn(to), { headers });
});

export default function SignIn() {
  const outcome = useActionData<typeof action>();
  if (outcome && "toSave" in outcome) return <SaveCarried carried={outcome.toSave} />;
  return <SignInPage outcome={outcome} />;
}

function SignInPage({ outcome }: { outcome: FormOutcome | undefined }) {
  const { to, demonstration } = useLoaderData<typeof loader>();
  const carried = outcome?.typed.carried;
  const form = useGovForm({
    check: (entries) => parseForm(signInForm, entries),
    stored: { to },
    outcome,
  });
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading title="Sign in" />
        <GovFormBody
          form={form}
          action={carried ? paths.signInToSave() : paths.signIn()}
          reloadDocument={Boolean(carried)}
        >
          <input type="hidden" name="to" value={to} />
          {carried ? (
            <>
              <input type="hidden" name="carried" value={String(carried)} />
              <InsetText>What you typed is kept here and is saved after you sign in.</InsetText>
            </>
          ) : null}
          <TextField
            {...form.field("email")}
            label="Email address"
            type="email"
            autoComplete="username"
            spellCheck={false}
            width="two-thirds"
          />
          <TextField
            {...form.field("password")}
            label="Password"
            type="password"
            autoComplete="current-password"
            width="two-thirds"
          />
          <Button>Sign in</Button>
        </GovFormBody>
        <p className="govuk-body">
          <Link to={paths.forgottenPassword()}>I’ve forgotten my password</Link>
        </p>
        {demonstration ? <Demonstration {...demonstration} to={to} /> : null}
      </TwoThirds>
    </main>
  );
}

type Offered = {
  accounts: readonly { email: string; does: string }[];
  password: string;
  to: string;
};

/** One button an account: the demonstration has no secrets. */
function Demonstration({ accounts, password, to }: Offered) {
  return (
    <section aria-labelledby="demonstration">
      <h2 className="govuk-heading-m" id="demonstration">
        Try the demonstration
      </h2>
      <p className="govuk-body">
        Everyone and every case here is invented. Sign in as any of these people; the password of
        each is <code>{password}</code>.
      </p>
      <ul className="los-demo-accounts">
        {accounts.map(({ email, does }) => (
          <li key={email} className="los-demo-accounts__row">
            <form method="post" action={paths.signIn()}>
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={password} />
              <input type="hidden" name="to" value={to} />
              <button type="submit" className="los-link-button">
                <span className="govuk-visually-hidden">Sign in as </span>
                {email}
              </button>
            </form>
            <span className="los-demo-accounts__does">{does}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
