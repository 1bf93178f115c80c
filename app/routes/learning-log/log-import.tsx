import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { logFileForm } from "~/forms/log-import";
import { paths } from "~/paths";
import { mostLogLines } from "~/rules/learning-log/log-import";
import { takeFile } from "~/server/arriving.server";
import { importedFile } from "~/server/caseload-file.server";
import { guarded, noRecord } from "~/server/guard.server";
import { refuseWith } from "~/server/read-form.server";
import { readLogFile } from "~/server/read-log.server";
import { Button } from "~/ui/button";
import { EarlierImports } from "~/ui/earlier-imports";
import { GovFormBody, useGovForm } from "~/ui/form";
import { FileField } from "~/ui/inputs/file-field";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { transact } from "~db/core/open.server";
import { addLogImport, unscopedLogImports } from "~db/learning-log/log-imports.server";
import { logImportStateColours, logImportStateNames } from "./log-import-states";

export const meta = () => [{ title: "Bring an earlier log - Learning log - Line of Sight" }];

export const loader = guarded("learning-log.import", noRecord, async ({ db }) => ({
  most: mostLogLines.toLocaleString("en-GB"),
  imports: await unscopedLogImports(db),
}));

export const action = guarded("learning-log.import", noRecord, async (guard) => {
  const { request, db, actor, stamp, context, done } = guard;
  const file = await takeFile(request, context.spoolDir, importedFile);
  if (!file.ok) return refuseWith({}, file.problem, "file");
  try {
    const read = await readLogFile(file.path, file.name);
    if (!read.ok) return refuseWith({}, read.problem, "file");
    const { headings, lines, notes } = read;
    const id = await transact(db, (tx) =>
      addLogImport(
        tx,
        { ...stamp, actorId: actor.id },
        { fileName: file.name, headings, lines, notes },
      ),
    );
    return done(paths.log.importColumns(id), "The file is read. Nothing is added yet");
  } finally {
    await file.remove();
  }
});

export default function BringLog() {
  const { most, imports } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(logFileForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <Breadcrumbs
        items={[{ href: paths.log.list(), label: "Learning log" }, { label: "Earlier log" }]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Bring an earlier log"
            lead="The spreadsheet your council kept its actions in. You say what its columns mean and see what would come of each line before anything is added."
          />
          <GovFormBody form={form} encType="multipart/form-data">
            <FileField
              {...form.file("file")}
              label="CSV file or Excel workbook"
              hint={`A line an action, at most ${most}. Leave out actions about one child: they need a case to belong to.`}
              accept=".csv,.xlsx,text/csv,text/plain"
            />
            <Button>Read the file</Button>
          </GovFormBody>
        </TwoThirds>
        <EarlierImports
          imports={imports}
          hrefFor={paths.log.importOne}
          more={[
            { header: "Actions", numeric: true, cell: (row) => row.actions },
            {
              header: "State",
              cell: ({ state }) => (
                <StateTag colour={logImportStateColours[state]}>
                  {logImportStateNames[state]}
                </StateTag>
              ),
            },
          ]}
        />
      </main>
    </>
  );
}
