import { useLoaderData } from "@remix-run/react";
import { guarded, noRecord } from "~/server/guard.server";
import { PageHeading, TwoThirds } from "~/ui/page";

export const meta = () => [{ title: "You’re signed in - Line of Sight" }];

/** The end of signing in again in a tab of its own, while another tab waits to save. */
export const loader = guarded("home.read", noRecord, async ({ actor }) => ({ name: actor.name }));

export default function SignedIn() {
  const { name } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading title="You’re signed in: close this tab" />
        <p className="govuk-body">Signed in as {name}.</p>
        <p className="govuk-body">
          Go back to the tab you were writing in. It saves what you typed by itself, and says so
          beside its buttons.
        </p>
      </TwoThirds>
    </main>
  );
}
