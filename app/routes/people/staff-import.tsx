import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { staffFileForm } from "~/forms/staff-import";
import { paths } from "~/paths";
import { mostStaff } from "~/rules/people/staff-import";
import { takeFile } from "~/server/arriving.server";
import { importedFile, importName } from "~/server/caseload-file.server";
import { guarded, noRecord } from "~/server/guard.server";
import { refuseWith } from "~/server/read-form.server";
import { readStaff } from "~/server/read-staff.server";
import { Button } from "~/ui/button";
import { EarlierImports } from "~/ui/earlier-imports";
import { GovFormBody, useGovForm } from "~/ui/form";
import { FileField } from "~/ui/inputs/file-field";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { StateTag } from "~/ui/tags";
import { transact } from "~db/core/open.server";
import { addStaffImport, unscopedStaffImports } from "~db/people/staff-imports.server";

export const meta = () => [{ title: "Import staff - Line of Sight" }];

export const loader = guarded("people.manage", noRecord, async ({ db }) => ({
  most: mostStaff.toLocaleString("en-GB"),
  imports: (await unscopedStaffImports(db)).map(({ madeAt, ...one }) => ({
    ...one,
    readAt: madeAt,
  })),
}));

export const action = guarded("people.manage", noRecord, async (guard) => {
  const { request, db, actor, stamp, context, done } = guard;
  const file = await takeFile(request, context.spoolDir, importedFile);
  if (!file.ok) return refuseWith({}, file.problem.replace(" or an Excel workbook", ""), "file");
  try {
    const read = await readStaff(file.path);
    if (!read.ok) return refuseWith({}, read.problem, "file");
    const by = { ...stamp, actorId: actor.id };
    const { rows, ignored, notes } = read;
    const id = await transact(db, (tx) =>
      addStaffImport(tx, by, { name: importName(file.name), rows, ignored, notes }),
    );
    return done(paths.people.importOne(id), "The file is read. Nothing is changed yet");
  } finally {
    await file.remove();
  }
});

const states = {
  read: { name: "Not confirmed", colour: "grey" },
  confirmed: { name: "Imported", colour: "green" },
  undone: { name: "Undone", colour: "grey" },
} as const;

export default function StaffImport() {
  const { most, imports } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(staffFileForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <Breadcrumbs items={[{ href: paths.people.list(), label: "People" }, { label: "Import" }]} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Import staff"
            lead="You will see who would be added, with which roles, before anything is written."
          />
          <GovFormBody form={form} encType="multipart/form-data">
            <FileField
              {...form.file("file")}
              label="CSV file"
              hint={`A line a person, at most ${most}. A spreadsheet saves one as “CSV”.`}
              accept=".csv,text/csv,text/plain"
            />
            <Button>Read the file</Button>
          </GovFormBody>
          <h2 className="govuk-heading-m">What the file holds</h2>
          <p className="govuk-body">
            <a className="govuk-link" href={paths.people.importTemplate()}>
              Download the template
            </a>
            , a CSV file with the columns and four people as examples. Only the name is needed, with
            an email address or a staff number.
          </p>
          <ul className="govuk-list govuk-list--bullet">
            <li>A team that is not here yet can be added on the way, once the file is read.</li>
            <li>The manager’s number is the staff number of someone here or in the same file.</li>
            <li>
              Several roles stand in one cell with semicolons: “Auditor; Team manager for Willow”.
              Without “for …” a team manager reaches their own team, a service manager their team’s
              service, everyone else everything.
            </li>
          </ul>
        </TwoThirds>
        <EarlierImports
          imports={imports}
          hrefFor={paths.people.importOne}
          more={[
            { header: "Lines", numeric: true, cell: (row) => row.lines ?? 0 },
            {
              header: "State",
              cell: ({ state }) => (
                <StateTag colour={states[state].colour}>{states[state].name}</StateTag>
              ),
            },
          ]}
        />
      </main>
    </>
  );
}
