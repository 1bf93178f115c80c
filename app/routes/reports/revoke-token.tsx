import { useActionData, useLoaderData } from "@remix-run/react";
import { revokeTokenForm } from "~/forms/feed-tokens";
import { paths } from "~/paths";
import { type Find, type Guardable, guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { type FeedToken, findToken, revokeToken } from "~db/reports/feed-tokens.server";

export const meta = () => [{ title: "Revoke a token - Line of Sight" }];

type Subject = FeedToken & Guardable;

/** A token that is not revoked yet, with whose it is. */
const tokenFromUrl: Find<Subject> = async ({ db, params }) => {
  const token = params.tokenId ? await findToken(db, params.tokenId) : undefined;
  if (!token || token.revokedAt !== null) return null;
  return {
    ...token,
    access: { teamId: null, serviceId: null, people: { self: [token.personId] } },
  };
};

export const loader = guarded("feed.revoke-token", tokenFromUrl, async ({ subject, actor }) => ({
  name: subject.name,
  owner: subject.personId === actor.id ? null : subject.personName,
}));

export const action = guarded("feed.revoke-token", tokenFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, revokeTokenForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) => revokeToken(tx, stamp, subject));
  if (!saved.ok) return overtaken(form.typed, "Look at the list again: it was revoked meanwhile");
  const own = subject.personId === actor.id;
  return done(own ? paths.feed.connect() : paths.feed.allTokens(), "The token is revoked");
});

export default function RevokeToken() {
  const { name, owner } = useLoaderData<typeof loader>();
  const back = owner === null ? paths.feed.connect() : paths.feed.allTokens();
  const form = useGovForm({ outcome: useActionData<typeof action>() });
  return (
    <>
      <BackLink to={back} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Revoke this token?"
            caption={owner === null ? name : `${name}, of ${owner}`}
            lead="Programs that use it can’t refresh their figures any more. This can’t be undone."
          />
          <GovFormBody form={form}>
            <input type="hidden" name="intent" value="revoke" />
            <ButtonGroup>
              <Button variant="warning">Revoke the token</Button>
              <Link to={back}>Keep it</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
