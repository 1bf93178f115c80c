import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { contextOf } from "~/server/context.server";
import { PageHeading, TwoThirds } from "~/ui/page";

export const meta = () => [{ title: "Report a security problem - Line of Sight" }];

/** Public: whoever finds a weakness has no account. */
export const loader = async ({ context }: LoaderFunctionArgs) => ({
  contact: contextOf(context).securityContact ?? null,
});

export default function Security() {
  const { contact } = useLoaderData<typeof loader>();
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <TwoThirds>
        <PageHeading
          title="Report a security problem"
          lead="If you have found a way to see or change what you should not, tell us before anyone else."
        />
        <p className="govuk-body">
          {contact ? (
            <>
              Write to{" "}
              <a className="govuk-link" href={contact}>
                {contact.replace(/^(mailto|tel):/, "")}
              </a>
              .
            </>
          ) : (
            "Write to the information security team of the council whose site this is, or to your own administrator of Line of Sight."
          )}{" "}
          Say which page it was, what you did, and when.
        </p>
        <p className="govuk-body">
          Do not send anything about a child or a family, not even as proof: say where you saw it.
          Do not look further than you need to show that there is a problem.
        </p>
        <p className="govuk-body">
          Families who answer with a code from a letter need no account and give no name. How they
          are reached is not kept on this site, and a code opens one form once.
        </p>
      </TwoThirds>
    </main>
  );
}
