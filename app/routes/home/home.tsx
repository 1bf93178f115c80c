import { useLoaderData } from "@remix-run/react";
import { guarded, noRecord } from "~/server/guard.server";
import { PageHeading } from "~/ui/page";

export const loader = guarded("home.read", noRecord, async ({ actor }) => ({ name: actor.name }));

export default function Home() {
  const { name } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading title="Your work" caption={name} />
    </main>
  );
}
