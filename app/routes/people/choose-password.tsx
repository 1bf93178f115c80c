import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { choosePasswordForm } from "~/forms/account";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { linkHours, linkParameter } from "~/rules/access/password-links";
import { formatInstant } from "~/rules/core/dates";
import type { RequestContext } from "~/server/context.server";
import { commit, findSignedIn, publicly } from "~/server/guard.server";
import { busy, hashPassword, refuseBusy } from "~/server/hashing.server";
import { forgetToken, keepToken, keptDigest } from "~/server/link-token.server";
import { problemOfPassword } from "~/server/new-password.server";
import { passRetryAfter, readForm, refuse, refuseWith } from "~/server/read-form.server";
import { sessionsOf } from "~/server/session.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { choosePassword, findOpenLink } from "~db/people/password-links.server";
import { NewPassword } from "./new-password";

export const meta = () => [{ title: "Choose a password - Line of Sight" }];
export const headers = passRetryAfter;

async function linkOf(request: Request, context: RequestContext) {
  const digest = await keptDigest(context, request);
  return digest ? findOpenLink(context.db, digest, context.clock.system()) : null;
}

/** Public: whoever holds a link. Its token leaves the address before any page is shown. */
export const loader = publicly(async ({ request, context }) => {
  const token = new URL(request.url).searchParams.get(linkParameter);
  if (token !== null) {
    throw redirect(paths.choosePassword(), {
      headers: {
        "Set-Cookie": await keepToken(context, token),
        "Referrer-Policy": "no-referrer",
      },
    });
  }
  const link = await linkOf(request, context);
  return link
    ? {
        name: link.name,
        email: link.email,
        until: formatInstant(new Date(link.expiresAt)),
      }
    : null;
});

/** Public: needs a link that still works. Opening the page uses nothing up: mail scanners do. */
export const action = publicly(async ({ request, context }) => {
  const { db, clock } = context;
  const link = await linkOf(request, context);
  if (!link) throw redirect(paths.choosePassword());
  const form = await readForm(request, choosePasswordForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: {} });
  const problem = await problemOfPassword(form.value.password, link);
  if (problem) return refuseWith({}, problem, "password");
  const passwordHash = await hashPassword(form.value.password).catch(busy);
  if (!passwordHash) return refuseBusy();
  const stamp = {
    actorId: link.personId,
    at: clock.now().toISOString(),
    systemAt: clock.system().toISOString(),
  };
  const chosen = await transact(db, (tx) => choosePassword(tx, stamp, link, passwordHash));
  if (!chosen) throw redirect(paths.choosePassword());
  // Whoever was signed in here before is not taken for the owner of the new password.
  const { session } = await findSignedIn(request, context);
  await sessionsOf(context).destroySession(session);
  const fresh = await sessionsOf(context).getSession();
  fresh.flash("done", "Your password is chosen. Sign in with it");
  const headers = new Headers(await commit(context, fresh));
  headers.append("Set-Cookie", await forgetToken(context));
  return redirect(paths.signIn(), { headers });
});

export default function ChoosePassword() {
  const link = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>{link ? <Choose {...link} /> : <NoLonger />}</TwoThirds>
    </main>
  );
}

function Choose({ name, email, until }: { name: string; email: string; until: string }) {
  const form = useGovForm({
    check: (entries) => parseForm(choosePasswordForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <PageHeading title="Choose a password" lead={`For ${name}, who signs in with ${email}.`} />
      <p className="govuk-body">
        This link works once, until {until}. A new password signs you out wherever you are signed
        in.
      </p>
      <GovFormBody form={form}>
        {/* For password managers: whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <NewPassword form={form} label="New password" />
        <Button>Choose password</Button>
      </GovFormBody>
    </>
  );
}

function NoLonger() {
  return (
    <>
      <PageHeading title="This link does not work any more" />
      <p className="govuk-body">
        A link to choose a password works once, for {linkHours} hours, and only until a newer one is
        sent. If you have chosen a password with it, sign in. Otherwise{" "}
        <Link to={paths.forgottenPassword()}>ask for a new one</Link>.
      </p>
      <Button to={paths.signIn()}>Sign in</Button>
    </>
  );
}
