import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { caseFromUrl } from "~/server/subjects.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { readReaders } from "./readers.server";
import { ReadersList } from "./readers-list";

export const meta = () => [{ title: "Who has opened a case - Line of Sight" }];

export const loader = guarded("reading.see", caseFromUrl, async (guard) => ({
  id: guard.subject.id,
  reference: guard.subject.reference,
  readers: await readReaders(guard, { kind: "case", id: guard.subject.id }),
}));

export default function CaseReaders() {
  const { id, reference, readers } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.caseload.one(id)}>The case</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={reference}
            title="Who has opened this case"
            lead="Newest first, one line a person and day. Who has read its audits is told on each audit."
          />
          <ReadersList
            {...readers}
            hrefFor={(page) => paths.caseload.readers(id, { page: `${page}` })}
          />
        </TwoThirds>
      </main>
    </>
  );
}
