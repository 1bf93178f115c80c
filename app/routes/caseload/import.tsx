import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { importForm, pageOnly } from "~/forms/caseload";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { countNotTaken } from "~/rules/caseload/staging";
import { isRunning, progressInWords } from "~/rules/caseload/states";
import { takeFile } from "~/server/arriving.server";
import { importedFile, importName } from "~/server/caseload-file.server";
import { guarded, noRecord } from "~/server/guard.server";
import { lookAfterImports } from "~/server/import-watch.server";
import { forAMoment, newOwner, readArrived } from "~/server/import-work.server";
import { refuseWith } from "~/server/read-form.server";
import { Button } from "~/ui/button";
import { EarlierImports } from "~/ui/earlier-imports";
import { GovFormBody, useGovForm } from "~/ui/form";
import { FileField } from "~/ui/inputs/file-field";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { Pagination } from "~/ui/pagination";
import { StateTag } from "~/ui/tags";
import { unscopedImports } from "~db/caseload/imports.server";
import { forgetImport, startImport } from "~db/caseload/work.server";
import { transact } from "~db/core/open.server";
import { ImportGuide } from "./import-guide";
import { importStates } from "./import-states";

export const meta = () => [{ title: "Import a caseload - Line of Sight" }];

const pageSize = 20;

export const loader = guarded("caseload.import", noRecord, async ({ request, db, context }) => {
  await lookAfterImports(context);
  const { page } = pageOnly.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { count, imports } = await unscopedImports(db, page, pageSize);
  return {
    page,
    pages: Math.ceil(count / pageSize),
    imports: imports.map(({ id, fileName, createdAt, by, state, counts, done, total }) => ({
      ...{ id, fileName, readAt: createdAt, by, state },
      progress: isRunning(state) ? progressInWords(state, done, total) : null,
      added: counts.add,
      changed: counts.change,
      closed: counts.close + counts.closedAsAbsent,
      notTaken: countNotTaken(counts),
    })),
  };
});

export const action = guarded("caseload.import", noRecord, async (guard) => {
  const { request, db, stamp, context, done } = guard;
  const file = await takeFile(request, context.spoolDir, importedFile);
  if (!file.ok) return refuseWith({}, file.problem, "file");
  const owner = newOwner();
  const importId = await transact(db, (tx) =>
    startImport(tx, stamp, { ...file, name: importName(file.name) }, owner),
  ).catch(async (error) => {
    await file.remove();
    throw error;
  });
  const working = { importId, owner, state: "reading" } as const;
  const result = await forAMoment(readArrived(context, stamp, working, file));
  if (result === "halted") return redirect(paths.caseload.importOne(importId));
  if (result?.refused) {
    // Told beside the field, while the person is still here: nothing else needs to remember it.
    await transact(db, (tx) => forgetImport(tx, importId));
    return refuseWith({}, result.refused, "file");
  }
  return done(
    paths.caseload.importOne(importId),
    result ? "The file is read. Nothing is changed yet" : "The file has arrived and is being read",
  );
});

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
              label="CSV file or Annex A workbook"
              hint="A .csv or .xlsx file of at most 20 MB. Names of children and dates of birth are never stored."
              accept=".csv,.xlsx,text/csv,text/plain"
            />
            <Button>Read the file</Button>
          </GovFormBody>
          <ImportGuide />
        </TwoThirds>
        <EarlierImports
          imports={imports}
          hrefFor={paths.caseload.importOne}
          more={[
            { header: "Added", numeric: true, cell: (row) => counted(row.added) },
            { header: "Changed", numeric: true, cell: (row) => counted(row.changed) },
            { header: "Closed", numeric: true, cell: (row) => counted(row.closed) },
            { header: "Not taken", numeric: true, cell: (row) => counted(row.notTaken) },
            {
              header: "State",
              cell: ({ state, progress }) => (
                <>
                  <StateTag colour={importStates[state].colour}>
                    {importStates[state].name}
                  </StateTag>
                  {progress ? <p className="govuk-body-s">{progress}</p> : null}
                </>
              ),
            },
          ]}
        />
        <Pagination
          page={page}
          pages={pages}
          hrefFor={(n) => `${paths.caseload.import()}?page=${n}`}
        />
      </main>
    </>
  );
}

const counted = (n: number): string => n.toLocaleString("en-GB");
