import { useActionData, useLoaderData } from "@remix-run/react";
import { attachForm } from "~/forms/attachments";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { attachPosted } from "~/server/attach.server";
import { recordWithFilesFromUrl } from "~/server/attachment-subjects.server";
import { filesShown } from "~/server/files-shown.server";
import { guarded, refusal } from "~/server/guard.server";
import { refuseWith } from "~/server/read-form.server";
import { overtaken } from "~/server/save.server";
import { AddFile } from "~/ui/files/add-file";
import { FileList } from "~/ui/files/file-list";
import { InsetText } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";

export const meta = () => [{ title: "Files - Line of Sight" }];

export const loader = guarded("attachments.read", recordWithFilesFromUrl, async (guard) => {
  const { of, name, title, href, whyNoFile, whyKept } = guard.subject;
  return {
    ...{ of, name, title, href, whyNoFile },
    files: await filesShown(guard, of, whyKept),
  };
});

export const action = guarded("attachments.add", recordWithFilesFromUrl, async (guard) => {
  const { subject, done } = guard;
  if (subject.whyNoFile !== null)
    throw refusal(403, { title: "You can’t add a file here", because: subject.whyNoFile });
  const outcome = await attachPosted(guard);
  if (outcome.ok) return done(subject.href, "The file is added");
  return outcome.status === 409
    ? overtaken({}, outcome.problem, "file")
    : refuseWith({}, outcome.problem, "file");
});

export default function FilesOfRecord() {
  const { of, name, title, href, whyNoFile, files } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={href}>{name}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title={`Files: ${title}`} caption={name} size="m" />
          {files.length > 0 ? (
            <FileList files={files} />
          ) : (
            <p className="govuk-body">No file is added yet.</p>
          )}
          {whyNoFile === null || outcome ? (
            <AddFile
              href={paths.files.of(of.kind, of.id)}
              check={(entries) => parseForm(attachForm, entries)}
              outcome={outcome}
            />
          ) : (
            <InsetText>{whyNoFile}</InsetText>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
