import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { undoImportForm } from "~/forms/caseload";
import { paths } from "~/paths";
import { blockInWords } from "~/rules/caseload/undo";
import { formatInstant } from "~/rules/core/dates";
import { counted, plural } from "~/rules/core/words";
import { guarded } from "~/server/guard.server";
import { importFromUrl } from "~/server/import-subjects.server";
import { forAMoment, newOwner, undoConfirmed } from "~/server/import-work.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { InsetText, WarningText } from "~/ui/notices";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { beginUndoing, countUndo } from "~db/operations/caseload/undo.server";
import { listUndoBlocks } from "~db/operations/caseload/undo-blocks.server";

export const meta = () => [{ title: "Undo an import - Line of Sight" }];

export const loader = guarded("caseload.import", importFromUrl, async ({ db, subject }) => {
  const { id, fileName, version, state, confirmedAt, confirmedBy, by } = subject.import;
  return {
    ...{ id, fileName, version, state, confirmedAt, by: confirmedBy ?? by },
    blocks: state === "confirmed" ? await listUndoBlocks(db, subject.import) : [],
    counts: await countUndo(db, id),
  };
});

export const action = guarded("caseload.import", importFromUrl, async (guard) => {
  const { request, db, stamp, subject, context, done } = guard;
  const form = await readForm(request, undoImportForm);
  if (!form.ok) return refuse(form);
  const { version } = form.value;
  const found = subject.import;
  const importId = found.id;
  const notNow = "Nothing to undo: this import is not as you saw it. Open its page again";
  if (found.state !== "confirmed" || found.version !== version) return refuseWith({}, notNow);
  if ((await listUndoBlocks(db, found)).length > 0) {
    return refuseWith({}, "This import can’t be undone: something was built upon it since");
  }
  const owner = newOwner();
  const saved = await save(db, (tx) => beginUndoing(tx, stamp, { importId, version }, owner));
  if (!saved.ok) return overtaken({}, notNow);
  const working = { importId, owner, state: "undoing" } as const;
  const result = await forAMoment(undoConfirmed(context, stamp, working));
  if (result === "halted") return redirect(paths.caseload.importOne(importId));
  if (result?.refused) return refuseWith({}, result.refused);
  return done(
    paths.caseload.importOne(importId),
    result ? "The import is undone" : "The import is being undone",
  );
});

const cases = (n: number): string => `${counted(n, "case", "cases")}`;

export default function UndoImport() {
  const data = useLoaderData<typeof loader>();
  const form = useGovForm({ outcome: useActionData<typeof action>() });
  const { counts, blocks, state } = data;
  const here = paths.caseload.importOne(data.id);
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.caseload.list(), label: "Caseload" },
          { href: paths.caseload.import(), label: "Import" },
          { href: here, label: data.fileName },
          { label: "Undo" },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Undo this import"
            caption={data.fileName}
            lead={
              data.confirmedAt
                ? `Confirmed by ${data.by} on ${formatInstant(new Date(data.confirmedAt))}`
                : undefined
            }
          />
          {state !== "confirmed" ? (
            <InsetText>
              There is nothing to undo: this import is not confirmed.{" "}
              <Link to={here}>Back to the import</Link>
            </InsetText>
          ) : blocks.length > 0 ? (
            <>
              <WarningText>It can’t be undone, because something was built upon it</WarningText>
              <ul className="govuk-list govuk-list--bullet">
                {blocks.map((block) => (
                  <li key={`${block.kind} ${"id" in block ? block.id : ""}`}>
                    {blockInWords(block)}{" "}
                    {"id" in block ? (
                      <Link
                        to={
                          block.kind === "import"
                            ? paths.caseload.importOne(block.id)
                            : paths.exercises.one(block.id)
                        }
                      >
                        {block.name}
                      </Link>
                    ) : null}
                  </li>
                ))}
              </ul>
              <p className="govuk-body">
                To put single cases right, correct them in the case system and import its file
                again.
              </p>
            </>
          ) : (
            <GovFormBody form={form} version={data.version}>
              <p className="govuk-body">Nothing was built upon this import. Undoing it</p>
              <ul className="govuk-list govuk-list--bullet">
                {counts.added > 0 ? <li>takes out the {cases(counts.added)} it added</li> : null}
                {counts.changed > 0 ? (
                  <li>puts the {cases(counts.changed)} it changed back as before</li>
                ) : null}
                {counts.closed > 0 ? (
                  <li>opens the {cases(counts.closed)} it closed again</li>
                ) : null}
                <li>puts back who held each of them, and since when</li>
                {counts.people > 0 ? (
                  <li>
                    takes the {counts.people.toLocaleString("en-GB")}{" "}
                    {plural(counts.people, "person", "people")} it added out of the staff list,
                    unless they are named anywhere else by now
                  </li>
                ) : null}
              </ul>
              <p className="govuk-body">
                What you chose for names stays remembered. The history keeps both the import and its
                undoing.
              </p>
              <ButtonGroup>
                <Button variant="warning">Undo this import</Button>
                <Button variant="secondary" to={here}>
                  Keep it
                </Button>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
