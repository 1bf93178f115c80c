import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { changePasswordForm } from "~/forms/account";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { type Actor, grantInWords } from "~/rules/access/people";
import { formatDate } from "~/rules/core/dates";
import { plural } from "~/rules/core/words";
import { messageChoiceNames } from "~/rules/messages/outbox";
import { guarded, noRecord } from "~/server/guard.server";
import { busy, hashPassword, refuseBusy } from "~/server/hashing.server";
import { problemOfPassword } from "~/server/new-password.server";
import { passRetryAfter, readForm, refuse, refuseWith } from "~/server/read-form.server";
import { storedId } from "~/server/session.server";
import { provePassword, refuseProof } from "~/server/sign-in.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { PageHeading, TwoThirds } from "~/ui/page";
import { SummaryList } from "~/ui/summary-list";
import { appendEvent } from "~db/core/events.server";
import { type Db, transact } from "~db/core/open.server";
import { findMessageChoice } from "~db/messages/message-choices.server";
import { listPlaceNames } from "~db/people/access-changes.server";
import { findAccount, removeSessions, savePassword } from "~db/people/accounts.server";
import { listDeputies, listStandingIn } from "~db/people/deputy-terms.server";
import { NewPassword } from "./new-password";

export const meta = () => [{ title: "Your account - Line of Sight" }];
export const headers = passRetryAfter;

export const loader = guarded("account.keep", noRecord, async ({ actor, db, today, may }) => ({
  name: actor.name,
  email: actor.email,
  roles: await listOwnRoles(db, actor),
  messages: messageChoiceNames[await findMessageChoice(db, actor.id)],
  deputies: (await listDeputies(db, actor.id, today)).map(
    (term) => `${term.deputyName}, ${formatDate(term.fromOn)} to ${formatDate(term.toOn)}`,
  ),
  standingIn: (await listStandingIn(db, actor.id, today)).map(
    (term) => `${term.personName}, ${formatDate(term.fromOn)} to ${formatDate(term.toOn)}`,
  ),
  mayDeclare: may("conflicts.declare"),
  mustChange: (await findAccount(db, actor.id))?.mustChange ?? false,
}));

/** Each role with its reach. */
async function listOwnRoles(db: Db, actor: Actor): Promise<string[]> {
  const places = await listPlaceNames(db);
  return actor.grants.map((grant) => grantInWords(grant, places));
}

export const action = guarded("account.keep", noRecord, async (guard) => {
  const { request, db, actor, stamp, session, done } = guard;
  const everywhere = z.object({ intent: z.literal("everywhere") });
  const leaving = await readForm(request, everywhere);
  if (leaving.ok) {
    await transact(db, async (tx) => {
      await removeSessions(tx, actor.id, storedId(session));
      await appendEvent(tx, stamp, {
        stream: `person:${actor.id}`,
        kind: "account.signed-out-everywhere",
      });
    });
    return done(paths.account(), "You are signed out everywhere else");
  }
  const form = await readForm(request, changePasswordForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: {} });
  const { current, password } = form.value;
  const problem = await problemOfPassword(password, actor);
  if (problem) return refuseWith({}, problem, "password");
  const proof = await provePassword(guard.context, request, actor.email, current).catch(busy);
  if (!proof) return refuseBusy();
  if (!proof.ok) {
    return proof.wait
      ? refuseProof(proof)
      : refuseWith({}, "Check your current password: it does not match", "current");
  }
  const passwordHash = await hashPassword(password).catch(busy);
  if (!passwordHash) return refuseBusy();
  await transact(db, (tx) =>
    savePassword(tx, stamp, {
      personId: actor.id,
      passwordHash,
      kind: "account.password-changed",
      keepSessionId: storedId(session),
    }),
  );
  return done(
    actor.mustChange ? paths.home() : paths.account(),
    "Your password is changed, and you are signed out everywhere else",
  );
});

export default function Account() {
  const { name, email, roles, messages, deputies, standingIn, mustChange, mayDeclare } =
    useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(changePasswordForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading title="Your account" />
        <SummaryList
          rows={[
            { key: "Name", value: name },
            { key: "Email address", value: email },
            {
              key: plural(roles.length, "Role", "Roles"),
              value: <Lines lines={roles} none="None yet" />,
            },
            ...(mustChange
              ? []
              : [
                  {
                    key: "Messages by email",
                    value: messages,
                    change: { href: paths.accountMessages(), hidden: "when you get messages" },
                  },
                  {
                    key: "Your deputy",
                    value: <Lines lines={deputies} none="Nobody named" />,
                    change: {
                      href: paths.accountDeputies(),
                      hidden: "your deputy",
                      label: deputies.length > 0 ? "Change" : "Name a deputy",
                    },
                  },
                ]),
            ...(standingIn.length > 0
              ? [{ key: "You stand in for", value: <Lines lines={standingIn} none="" /> }]
              : []),
          ]}
        />
        {mustChange ? null : (
          <p className="govuk-body">
            <Link to={paths.accountReading()}>What you have read</Link>
          </p>
        )}
        {mustChange ? null : (
          <p className="govuk-body">
            <Link to={paths.accountCalendar()}>Your dates in a calendar</Link>
          </p>
        )}
        {mayDeclare && !mustChange ? (
          <p className="govuk-body">
            <Link to={paths.accountConflicts()}>Your conflicts of interest</Link>
          </p>
        ) : null}
        <h2 className="govuk-heading-m">Change your password</h2>
        {mustChange ? (
          <p className="govuk-body">
            Your administrator gave you a password to start with. Choose one of your own.
          </p>
        ) : null}
        <GovFormBody form={form}>
          <TextField
            {...form.field("current")}
            label="Current password"
            type="password"
            autoComplete="current-password"
            width="two-thirds"
          />
          <NewPassword form={form} label="New password" />
          <Button>Change password</Button>
        </GovFormBody>
        <h2 className="govuk-heading-m">Sign out everywhere</h2>
        <p className="govuk-body">
          Ends every other session of yours, on any computer or phone. You stay signed in here.
        </p>
        <form method="post">
          <input type="hidden" name="intent" value="everywhere" />
          <Button variant="secondary">Sign out everywhere else</Button>
        </form>
      </TwoThirds>
    </main>
  );
}

function Lines({ lines, none }: { lines: string[]; none: string }) {
  if (lines.length === 0) return none;
  return lines.map((line) => <div key={line}>{line}</div>);
}
