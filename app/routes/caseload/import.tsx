import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useActionData, useLoaderData } from "@remix-run/react";
import { importForm, importListFilters } from "~/forms/caseload";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { importColumns, importFields } from "~/rules/caseload-columns";
import { stageRows } from "~/rules/caseload-staging";
import { formatInstant } from "~/rules/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { type CaseloadRow, openCaseloadFile } from "~/server/read-caseload.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { UnreadableFile } from "~/server/unreadable.server";
import { Button } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { FileField } from "~/ui/inputs/file-field";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { Table } from "~/ui/table";
import { StateTag } from "~/ui/tags";
import { addImport, findKnown, listImports } from "~db/caseload-imports.server";
import { transact } from "~db/open.server";
import { importStates } from "./import-states";

export const meta = () => [{ title: "Import a caseload - Line of Sight" }];

const pageSize = 20;

export const loader = guarded("caseload.import", noRecord, async ({ request, db }) => {
  const { page } = importListFilters.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { count, imports } = await listImports(db, page, pageSize);
  return {
    page,
    pages: Math.ceil(count / pageSize),
    imports: imports.map(({ counts: { newWorkers, ...counts }, ...one }) => ({ ...one, counts })),
  };
});

export const action = guarded("caseload.import", noRecord, async (guard) => {
  const { request, db, stamp, today, done } = guard;
  const form = await readForm(request, importForm);
  if (!form.ok) return refuse(form);
  const { file } = form.value;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = await readUpload(bytes, file.name, today);
  if (!read.ok) return refuseWith({}, read.problem, "file");
  const staged = stageRows(read.rows, await findKnown(db));
  const fingerprint = createHash("sha256").update(bytes).digest("hex");
  const name = file.name.slice(0, 100);
  const importId = await transact(db, (tx) =>
    addImport(tx, stamp, { name, fingerprint, ignored: read.ignored }, staged),
  );
  return done(paths.caseload.importOne(importId), "The file is read. Nothing is changed yet");
});

/** All rows of an upload, by way of a file that is gone afterwards. */
async function readUpload(bytes: Uint8Array, name: string, today: string) {
  const folder = await mkdtemp(join(tmpdir(), "caseload-"));
  try {
    const path = join(folder, "file");
    await writeFile(path, bytes);
    const file = await openCaseloadFile(path, name, today);
    if (!file.ok) return file;
    const rows: CaseloadRow[] = [];
    for await (const row of file.rows) rows.push(row);
    return { ok: true as const, rows, ignored: file.ignored.map(({ heading }) => heading) };
  } catch (error) {
    if (error instanceof UnreadableFile) return { ok: false as const, problem: error.message };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export default function Import() {
  const { imports, page, pages } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(importForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.caseload.list(), label: "Caseload" }, { label: "Import" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Import a caseload"
            lead="You will see what would be added, changed and closed before anything is written."
          />
          <GovFormBody form={form} encType="multipart/form-data">
            <FileField
              {...form.file("file")}
              label="CSV file"
              hint="At most 20 MB, one line a child, without names of children and dates of birth"
              accept=".csv,.xlsx,text/csv,text/plain"
            />
            <Button>Read the file</Button>
          </GovFormBody>
          <p className="govuk-body">
            <Link to={paths.caseload.template()} download>
              Download a template with the columns
            </Link>
          </p>
          <Details summary="What each column holds">
            <ul className="govuk-list govuk-list--bullet">
              {importFields.map((field) => (
                <li key={field}>
                  <strong>{importColumns[field].heading}</strong>: {explained[field]}
                </li>
              ))}
            </ul>
          </Details>
        </TwoThirds>
        {imports.length === 0 ? null : (
          <Table
            caption="Earlier imports"
            captionSize="m"
            rows={imports}
            rowKey={(row) => row.id}
            columns={[
              {
                header: "File",
                rowHeader: true,
                cell: (row) => <Link to={paths.caseload.importOne(row.id)}>{row.fileName}</Link>,
              },
              { header: "Read", cell: (row) => formatInstant(new Date(row.createdAt)) },
              { header: "By", cell: (row) => row.by },
              { header: "Added", numeric: true, cell: (row) => row.counts.add },
              { header: "Changed", numeric: true, cell: (row) => row.counts.change },
              {
                header: "Closed",
                numeric: true,
                cell: (row) => row.counts.close + (row.counts.closedAsAbsent ?? 0),
              },
              { header: "Bad rows", numeric: true, cell: (row) => row.counts.bad },
              {
                header: "State",
                cell: (row) => (
                  <StateTag colour={importStates[row.state].colour}>
                    {importStates[row.state].name}
                  </StateTag>
                ),
              },
            ]}
          />
        )}
        <Pagination
          page={page}
          pages={pages}
          hrefFor={(n) => `${paths.caseload.import()}?page=${n}`}
        />
      </main>
    </>
  );
}

const explained: Record<(typeof importFields)[number], string> = {
  reference: "the case system’s reference of the child (needed)",
  familyReference: "the same for brothers and sisters, so that a draw takes one of them",
  cohort: "child in care, child protection, child in need, care leaver or early help (needed)",
  team: "as it is called in Line of Sight (needed)",
  worker: "the name of the allocated worker (needed; leave the cell empty if there is none)",
  workerNumber: "the worker’s staff number or e-mail address",
  supervisor: "the name of the worker’s supervisor",
  supervisorNumber: "the supervisor’s staff number or e-mail address",
  reviewingOfficer: "name or staff number of the reviewing officer or conference chair",
  age: "in whole years, or unborn",
  openedOn: "a date like 05/04/2024 or 2024-04-05 (needed)",
  closedOn: "the same, empty while the case is open",
};
