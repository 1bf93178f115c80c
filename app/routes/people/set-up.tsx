import { createHash, timingSafeEqual } from "node:crypto";
import { redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { setUpForm } from "~/forms/account";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import type { RequestContext } from "~/server/context.server";
import { commit, notFound, publicly } from "~/server/guard.server";
import { busy, hashPassword, refuseBusy } from "~/server/hashing.server";
import { problemOfPassword } from "~/server/new-password.server";
import { passRetryAfter, readForm, refuse, refuseWith } from "~/server/read-form.server";
import { sessionsOf } from "~/server/session.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { PageHeading, TwoThirds } from "~/ui/page";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { findSettings, saveSetting } from "~db/core/settings.server";
import { addPerson } from "~db/operations/people/new-person.server";
import { savePassword, saveSignedIn } from "~db/people/accounts.server";
import { NewPassword } from "./new-password";

export const meta = () => [{ title: "Set up - Line of Sight" }];
export const headers = passRetryAfter;

/** The digest of the code that is waited for; the page exists only while there is one. */
async function waitedFor(context: RequestContext): Promise<string> {
  const code = (await findSettings(context.db))["setup.code"];
  if (context.demonstration || code === "") throw notFound();
  return code;
}

/** Public: only while the first administrator is waited for. */
export const loader = publicly(async ({ context }) => {
  await waitedFor(context);
  return null;
});

/** Public: needs the one-time code that the server printed. */
export const action = publicly(async ({ request, context }) => {
  const expected = await waitedFor(context);
  const form = await readForm(request, setUpForm);
  const unsaid = { password: "", again: "" };
  if (!form.ok) return refuse({ ...form, typed: { ...form.typed, ...unsaid } });
  const { code, name, email, password } = form.value;
  const given = createHash("sha256").update(code).digest();
  if (!timingSafeEqual(given, Buffer.from(expected, "hex"))) {
    return refuseWith(
      { code: "", name, email },
      "Check the one-time code: it is the last line printed when the application started",
      "code",
    );
  }
  const problem = await problemOfPassword(password, { name, email });
  if (problem) return refuseWith({ code, name, email }, problem, "password");
  const passwordHash = await hashPassword(password).catch(busy);
  if (!passwordHash) return refuseBusy({ code, name, email });
  const personId = newId();
  const stamp = {
    actorId: personId,
    at: context.clock.now().toISOString(),
    systemAt: context.clock.system().toISOString(),
  };
  await transact(context.db, async (tx) => {
    await addPerson(tx, stamp, {
      id: personId,
      name,
      email,
      staffNumber: null,
      jobTitle: "Administrator",
      teamId: null,
      managerId: null,
      grants: [{ role: "administrator", reach: "all" }],
    });
    await savePassword(tx, stamp, { personId, passwordHash, kind: "account.password-changed" });
    await saveSignedIn(tx, stamp, personId);
    await saveSetting(tx, stamp, "setup.code", "");
  });
  const session = await sessionsOf(context).getSession();
  session.set("personId", personId);
  return redirect(paths.home(), { headers: await commit(context, session) });
});

export default function SetUp() {
  const form = useGovForm({
    check: (entries) => parseForm(setUpForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading
          title="Set up the first administrator"
          lead="You will add the services, the teams and everyone else from here."
        />
        <GovFormBody form={form}>
          <TextField
            {...form.field("code")}
            label="One-time code"
            hint="It was printed when the application started, and works once"
            width={20}
            autoComplete="off"
          />
          <TextField
            {...form.field("name")}
            label="Your name"
            autoComplete="name"
            width="two-thirds"
          />
          <TextField
            {...form.field("email")}
            label="Email address"
            type="email"
            autoComplete="username"
            width="two-thirds"
          />
          <NewPassword form={form} label="Password" />
          <Button>Set up</Button>
        </GovFormBody>
      </TwoThirds>
    </main>
  );
}
