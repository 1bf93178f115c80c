import { data } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { newTokenForm } from "~/forms/feed-tokens";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { counted } from "~/rules/core/words";
import { expiryOf, lastings, mostTokens, tokenPrefix } from "~/rules/reports/feed-tokens";
import { guarded, noRecord } from "~/server/guard.server";
import { digestOf, makeToken } from "~/server/link-token.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { Panel, WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { addToken, countWorking } from "~db/reports/feed-tokens.server";

export const meta = () => [{ title: "Make a token - Line of Sight" }];

export const loader = guarded("feed.make-token", noRecord, async () => null);

export const action = guarded("feed.make-token", noRecord, async (guard) => {
  const { request, db, actor, stamp, context } = guard;
  const form = await readForm(request, newTokenForm);
  if (!form.ok) return refuse(form);
  const now = context.clock.system();
  if ((await countWorking(db, actor.id, now)) >= mostTokens)
    return refuseWith(
      form.typed,
      `Revoke a token first: you have ${counted(mostTokens, "token")} that work`,
    );
  const token = `${tokenPrefix}${makeToken()}`;
  const { name, lasting } = form.value;
  await transact(db, (tx) =>
    addToken(tx, stamp, {
      personId: actor.id,
      name,
      digest: digestOf(token),
      expiresAt: expiryOf(now, lasting),
    }),
  );
  // Shown in this answer and nowhere again: there is no address to come back to.
  return data({ token, name });
});

const lastingNames = { "30": "30 days", "90": "90 days", "180": "180 days", "365": "A year" };

export default function NewToken() {
  const answer = useActionData<typeof action>();
  const made = answer && "token" in answer ? answer : null;
  return (
    <>
      <BackLink to={paths.feed.connect()}>Connect Power BI or Excel</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          {made ? (
            <Made {...made} />
          ) : (
            <Make outcome={answer && "errors" in answer ? answer : undefined} />
          )}
        </TwoThirds>
      </main>
    </>
  );
}

function Made({ token, name }: { token: string; name: string }) {
  return (
    <>
      <Panel title="Your token is made">{name}</Panel>
      <p className="govuk-body">Copy it now:</p>
      <p className="govuk-body">
        <code className="los-anywhere">{token}</code>
      </p>
      <WarningText>
        It is not shown again. Whoever has it reads the figures as you: treat it like a password.
      </WarningText>
      <Button to={paths.feed.connect()}>I have copied it</Button>
    </>
  );
}

function Make({ outcome }: { outcome: Parameters<typeof useGovForm>[0]["outcome"] }) {
  const form = useGovForm({
    check: (entries) => parseForm(newTokenForm, entries),
    stored: { name: "", lasting: "90" },
    outcome,
  });
  return (
    <>
      <PageHeading
        title="Make a token"
        lead="A token lets one program read the figures in your name, and nothing else."
      />
      <GovFormBody form={form}>
        <TextField
          {...form.field("name")}
          label="What is it for?"
          hint="For example, Board report in Power BI"
        />
        <Radios
          {...form.field("lasting")}
          legend="How long does it work?"
          options={lastings.map((value) => ({ value, label: lastingNames[value] }))}
        />
        <ButtonGroup>
          <Button>Make the token</Button>
          <Link to={paths.feed.connect()}>Cancel</Link>
        </ButtonGroup>
      </GovFormBody>
    </>
  );
}
