import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { concernFromUrl } from "~/server/subjects.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { readReaders } from "./readers.server";
import { ReadersList } from "./readers-list";

export const meta = () => [{ title: "Who has read a concern - Line of Sight" }];

export const loader = guarded("reading.see", concernFromUrl, async (guard) => ({
  id: guard.subject.id,
  reference: guard.subject.caseReference,
  readers: await readReaders(guard, { kind: "concern", id: guard.subject.id }),
}));

export default function ConcernReaders() {
  const { id, reference, readers } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.concerns.one(id)}>The concern</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={reference}
            title="Who has read this concern"
            lead="Newest first, one line a person and day. Nobody who was left out can see this."
          />
          <ReadersList
            {...readers}
            hrefFor={(page) => paths.concerns.readers(id, { page: `${page}` })}
          />
        </TwoThirds>
      </main>
    </>
  );
}
