/** Gives an added file out, as a download and nothing else, to whoever may read its record. */
import { createReadStream } from "node:fs";
import { createReadableStreamFromReadable, redirect } from "@remix-run/node";
import { paths } from "~/paths";
import { dispositionOf } from "~/rules/attachments/attachments";
import { attachmentFromUrl } from "~/server/attachment-subjects.server";
import { guarded, refusal } from "~/server/guard.server";
import { mayBeRead } from "~db/attachments/attachments.server";
import { sizeOfStored, storedAt } from "~db/attachments/folder.server";

export const loader = guarded("attachments.read", attachmentFromUrl, async (guard) => {
  const { request, context, subject } = guard;
  if (!mayBeRead(subject))
    throw refusal(403, {
      title: "This file can’t be downloaded",
      because: "The virus scanner found something harmful in it, and it was deleted.",
    });
  const asked = new URL(request.url).searchParams;
  if (context.scansFiles && subject.scanState === "waiting" && !asked.has("unscanned"))
    return redirect(paths.files.one(subject.id));
  const size = await sizeOfStored(context.filesDir, subject.storedName);
  if (size !== subject.bytes) {
    context.log.error({ attachment: subject.id, size }, "A file is not as it was stored");
    throw refusal(500, {
      title: "This file can’t be read",
      because:
        "It is not on the server as it was stored. Tell whoever runs Line of Sight: it can be restored from a backup.",
    });
  }
  const bytes = createReadStream(storedAt(context.filesDir, subject.storedName));
  return new Response(createReadableStreamFromReadable(bytes), {
    headers: {
      // Of no kind that a browser shows, whatever it is.
      "Content-Type": "application/octet-stream",
      "Content-Disposition": dispositionOf(subject.name),
      "Content-Length": String(size),
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cache-Control": "no-store",
    },
  });
});
