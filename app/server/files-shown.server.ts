/** Owns what is shown of the files of a record beside what else there is of it. */
import { paths } from "~/paths";
import { councilWide } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import { may } from "~/rules/access/permission";
import { fileTypes, scanInWords, sizeInWords } from "~/rules/attachments/attachments";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { whyKept, whyNoFile } from "~/rules/learning-log/action-files";
import type { Mover } from "~/rules/learning-log/action-moves";
import {
  type AttachedTo,
  type Attachment,
  listAttachments,
  mayBeRead,
} from "~db/attachments/attachments.server";
import type { Db } from "~db/core/open.server";
import type { Action } from "~db/learning-log/action-record.server";
import type { RequestContext } from "./context.server";

export type FileShown = {
  id: string;
  name: string;
  /** "PDF, 340 kB, added by Robin Day on 3 April 2024" */
  about: string;
  /** Of how it stands with the scanner; "" where there is nothing to say. */
  warning: string;
  refused: boolean;
  /** Where its name leads; null where it can't be had. */
  href: string | null;
  /** The name leads to a page that warns first. */
  asksFirst: boolean;
  removeHref: string | null;
};

/** Whether this person may remove the file, as far as the policy goes. */
export const mayRemove = (actor: Actor, file: Pick<Attachment, "addedById">): boolean =>
  may("attachments.remove", actor, { ...councilWide, people: { owner: [file.addedById] } });

/** A file in words, for one reader. */
export function fileShown(
  file: Attachment,
  { scans, removable }: { scans: boolean; removable: boolean },
): FileShown {
  const { id, name, scanState } = file;
  const asksFirst = scans && scanState === "waiting";
  const added = formatDate(dateInLondon(new Date(file.addedAt)));
  return {
    id,
    name,
    about: `${fileTypes[file.type].name}, ${sizeInWords(file.bytes)}, added by ${file.addedBy} on ${added}`,
    warning: scanInWords(scanState, scans),
    refused: scanState === "refused",
    href: !mayBeRead(file) ? null : asksFirst ? paths.files.one(id) : paths.files.download(id),
    asksFirst,
    removeHref: removable ? paths.files.one(id) : null,
  };
}

type Asked = { db: Db; actor: Actor; context: Pick<RequestContext, "scansFiles"> };

/** The files of a record, for someone who may read it. */
export async function filesShown(
  { db, actor, context }: Asked,
  of: AttachedTo,
  whyKept: (file: Pick<Attachment, "scanState">) => string | null,
): Promise<FileShown[]> {
  const files = await listAttachments(db, of);
  return files.map((file) =>
    fileShown(file, {
      scans: context.scansFiles ?? false,
      removable: mayRemove(actor, file) && whyKept(file) === null,
    }),
  );
}

/** The same as the section of the record's own page; `mayAdd` adds its form. */
export const filesSection = async (
  asked: Asked,
  of: AttachedTo,
  {
    mayAdd,
    whyKept,
  }: { mayAdd: boolean; whyKept: (file: Pick<Attachment, "scanState">) => string | null },
) => ({
  files: await filesShown(asked, of, whyKept),
  addHref: mayAdd ? paths.files.of(of.kind, of.id) : null,
});

/** An action's, as they stand on its page and in supervision; none to whoever can't read what it says. */
export const filesOfAction = (asked: Asked, action: Omit<Action, "access">, mover: Mover) =>
  action.contentRead
    ? filesSection(
        asked,
        { kind: "action", id: action.id },
        {
          mayAdd: whyNoFile(action, mover) === null,
          whyKept: ({ scanState }) => whyKept(action, { isEvidence: scanState !== "refused" }),
        },
      )
    : { files: [], addHref: null };
