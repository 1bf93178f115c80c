/**
 * Owns how much may be posted where: a kind of request each, decided from its address alone, before
 * anything of it is read.
 * Practice: what anyone may send without signing in is small, but a form carried through signing in
 * comes whole; only files are large, and those go to disk as they arrive.
 */

export type PostedLimit = {
  /** The most bytes of the whole body. */
  bytes: number;
  /** The most fields of a form. */
  fields: number;
  /** It may hold a file, so it comes in parts. */
  file?: true;
  /** It is read as it arrives, and measured by its page. */
  streamed?: true;
};

const kilobyte = 1000;
const megabyte = 1000 * kilobyte;

export const postedLimits = {
  /** Pages for anyone: signing in, setting up. */
  open: { bytes: 32 * kilobyte, fields: 100 },
  /** Signing in with a form that is carried through it: its text alone fills most of this. */
  carried: { bytes: 4 * megabyte, fields: 100 },
  form: { bytes: 600 * kilobyte, fields: 3000 },
  /** Audits, moderation, reports and grids: many long texts on one page. */
  writing: { bytes: 2 * megabyte, fields: 6000 },
  /** A file that is read whole: an audit tool, a list of staff. */
  file: { bytes: 1.2 * megabyte, fields: 100, file: true },
  /** Twenty megabytes for a file, and a little for the form around it. */
  upload: { bytes: 21 * 1024 * 1024, fields: 100, file: true, streamed: true },
  /** Ten megabytes for a file that is added to a record, and a little for the form around it. */
  attachment: { bytes: 11 * 1024 * 1024, fields: 10, file: true, streamed: true },
} as const satisfies Record<string, PostedLimit>;

/** A form in parts that holds no file: nothing of ours is sent like that. */
export const partsWithoutFile = { bytes: 64 * kilobyte, fields: 100 };

type Kind = keyof typeof postedLimits;

/** The first that fits; everything else is a form. */
const kinds: [pattern: RegExp, kind: Kind][] = [
  [/^\/sign-in\?(.*&)?carried=yes(&|$)/, "carried"],
  [/^\/(sign-in|sign-out|signed-in|set-up|session)(\?|$)/, "open"],
  [/^\/(choose|forgotten)-password(\?|$)/, "open"],
  [/^\/feedback(\?|$)/, "open"],
  [/^\/files\/of\//, "attachment"],
  [/^\/(caseload|learning-log)\/import(\?|$)/, "upload"],
  [/^\/[^/?]+\/import(\?|$)/, "file"],
  [/^\/(audits|moderation|responses)\//, "writing"],
  [/^\/exercises\/[^/?]+\/(grid|findings|summary|report|moderation)/, "writing"],
];

/** The kind of request that a post to this path, with its query, is. */
export function postedKindOf(path: string): Kind {
  return kinds.find(([pattern]) => pattern.test(path))?.[1] ?? "form";
}

/** How much may be posted to this address; Remix's own `.data` is the same page. */
export function postedLimitOf(pathname: string, search = ""): PostedLimit {
  return postedLimits[postedKindOf(pathname.replace(/\.data$/, "") + search)];
}

const inWords = (bytes: number): string =>
  bytes < megabyte ? `${Math.floor(bytes / kilobyte)} kB` : `${Math.floor(bytes / megabyte)} MB`;

/** What is said of a form that is larger than may be posted. */
export const tooLargeWords = ({ bytes }: { bytes: number }): string =>
  `Shorten what you typed and send it again: it comes to more than ${inWords(bytes)}. Your browser’s Back button still has it`;

/** What is said of a form that no page of ours sent. */
export const unreadableWords = "Send this page’s form again: it could not be read";

const longestName = 250;
const deepestName = 8;

/** Whether a page of ours might name a field so: neither long nor deep, nor like a part of every object. */
export function isFieldName(name: string): boolean {
  if (name.length > longestName) return false;
  const steps = name.split(".");
  return steps.length <= deepestName && !steps.some((step) => step in Object.prototype);
}

/** The most brackets, braces and colons of a text in JSON that is not a file. */
const mostMarks = 20_000;

/**
 * Whether a text in JSON nests no deeper than `depth` and has few enough parts to be read at once.
 * What stands in quotation marks does not count.
 */
export function isFlatJson(text: string, depth = 8, marks = mostMarks): boolean {
  let open = 0;
  let seen = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) {
      open += 1;
      seen += 1;
      if (open > depth || seen > marks) return false;
    } else if (code === 93 || code === 125) open -= 1;
    else if (code === 44 || code === 58) {
      seen += 1;
      if (seen > marks) return false;
    }
  }
  return true;
}
