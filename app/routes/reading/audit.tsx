import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { formatInstant } from "~/rules/core/dates";
import { whereReadInWords } from "~/rules/reading/reading";
import { guarded } from "~/server/guard.server";
import { auditFromUrl } from "~/server/subjects.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Table } from "~/ui/table";
import { listGradesReaders } from "~db/moderation/grades-read.server";
import { readReaders } from "./readers.server";
import { ReadersList } from "./readers-list";

export const meta = () => [{ title: "Who has read an audit - Line of Sight" }];

export const loader = guarded("reading.see", auditFromUrl, async (guard) => {
  const { db, subject, actor } = guard;
  const grades = await listGradesReaders(db, subject.id, actor.id);
  return {
    id: subject.id,
    reference: subject.caseReference,
    readers: await readReaders(guard, { kind: "audit", id: subject.id }),
    rounds: subject.round,
    grades: grades.map(({ name, round, where, at }) => ({
      name,
      round,
      where: whereReadInWords[where],
      at: formatInstant(new Date(at)),
    })),
  };
});

export default function AuditReaders() {
  const { id, reference, readers, rounds, grades } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink to={paths.audits.history(id)}>History</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Audit of ${reference}`}
            title="Who has read this audit"
            lead="Newest first, one line a person and day."
          />
          <ReadersList
            {...readers}
            hrefFor={(page) => paths.audits.readers(id, { page: `${page}` })}
          />
          {grades.length > 0 ? (
            <>
              <h2 className="govuk-heading-m">Who knows its auditor’s grades</h2>
              <p className="govuk-body">
                Whoever has read them while they were provisional may not moderate them.
              </p>
              <Table
                caption="Who knows its auditor’s grades"
                hideCaption
                rows={grades}
                rowKey={({ name, round }) => `${name} ${round}`}
                columns={[
                  { header: "Who", rowHeader: true, cell: ({ name }) => name },
                  { header: "Where", cell: ({ where }) => where },
                  { header: "First read", nowrap: true, cell: ({ at }) => at },
                  ...(rounds > 1
                    ? [{ header: "Round", cell: (row: { round: number }) => row.round }]
                    : []),
                ]}
              />
            </>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}
