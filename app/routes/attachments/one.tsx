import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { attachmentFromUrl } from "~/server/attachment-subjects.server";
import { fileShown, mayRemove } from "~/server/files-shown.server";
import { guarded, refusal } from "~/server/guard.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { WarningText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { dropStored } from "~db/attachments/folder.server";
import { removeAttachment } from "~db/operations/attachments/deeds.server";

export const meta = () => [{ title: "A file - Line of Sight" }];

export const loader = guarded("attachments.read", attachmentFromUrl, async (guard) => {
  const { actor, context, subject } = guard;
  const { record } = subject;
  const scans = context.scansFiles ?? false;
  const why = record.whyKept(subject);
  const mine = mayRemove(actor, subject);
  return {
    file: fileShown(subject, { scans, removable: mine && why === null }),
    record: { name: record.name, title: record.title, href: record.href },
    /** Said to whoever might remove it, were it not for the record. */
    whyKept: mine ? why : null,
  };
});

export const action = guarded("attachments.remove", attachmentFromUrl, async (guard) => {
  const { db, actor, context, subject, stamp, done } = guard;
  const { record } = subject;
  const because = record.whyKept(subject);
  if (because !== null) throw refusal(403, { title: "This file can’t be removed", because });
  const saved = await save(db, (tx) =>
    removeAttachment(tx, { ...stamp, actorId: actor.id }, record.of, subject),
  );
  if (!saved.ok)
    return overtaken({}, "Look at the record again: it was changed while you had this page open");
  await dropStored(context.filesDir, subject.storedName);
  return done(record.href, "The file is removed");
});

export default function OneFile() {
  const { file, record, whyKept } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const form = useGovForm({ outcome });
  return (
    <>
      <BackLink to={record.href}>{record.name}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={file.name}
            caption={`File of ${record.name}: ${record.title}`}
            size="m"
          />
          <p className="govuk-body">{file.about}.</p>
          {file.asksFirst ? (
            <WarningText>
              This file is not yet scanned for viruses. Wait a few minutes, or open it only if you
              know who added it and expect it.
            </WarningText>
          ) : file.warning ? (
            <p className="govuk-body">{file.warning}.</p>
          ) : null}
          {file.href === null ? null : (
            <p className="govuk-body">
              <Link
                to={paths.files.download(file.id, file.asksFirst ? { unscanned: "yes" } : {})}
                download
              >
                {file.asksFirst ? "Download it all the same" : "Download the file"}
              </Link>
            </p>
          )}
          {file.removeHref ? (
            <>
              <h2 className="govuk-heading-m">Remove this file</h2>
              <p className="govuk-body">
                The history keeps that it was there, and its name. The file itself is deleted, which
                can’t be undone.
              </p>
              <GovFormBody form={form}>
                <ButtonGroup>
                  <Button variant="warning">Remove the file</Button>
                  <Link to={record.href}>Keep it</Link>
                </ButtonGroup>
              </GovFormBody>
            </>
          ) : whyKept ? (
            <p className="govuk-body">{whyKept}</p>
          ) : null}
        </TwoThirds>
      </main>
    </>
  );
}
