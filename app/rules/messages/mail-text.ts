/**
 * Owns what a message looks like as an email: plain text, one link each, the same on screen.
 * Practice: whoever reads the outbox reads what would be sent, but for links that let someone in and
 * for messages that tell what an audit found by having been sent.
 */

import { linkHours, linkParameter } from "../access/password-links";
import { dueDateInWords } from "../core/due";
import {
  holdsLink,
  type MessageFacts,
  messageKinds,
  sentencesOf,
  subjectOf,
  tellsWhatWasFound,
} from "./messages";

/** A message as it is read: `link` is a path of this site. */
export type Readable = MessageFacts & { link: string };

const foot = (publicUrl: string): string =>
  `You get this because of your work in Line of Sight. Choose on your account page when you get email: ${publicUrl}/account`;

/** The text of one message, its link whole; `publicUrl` has no slash at its end. */
export function textOf(name: string, message: Readable, publicUrl: string): string {
  return [
    `Dear ${name},`,
    sentencesOf(message).join(" "),
    `Open it in Line of Sight:\n${publicUrl}${message.link}`,
    foot(publicUrl),
  ].join("\n\n");
}

const linkFoot = (publicUrl: string): string =>
  `The link works once, for ${linkHours} hours from when this was sent, and begins with ${publicUrl}. Nobody from Line of Sight asks you for your password or for this link: keep both to yourself.`;

/**
 * The text of a message with a link to choose a password. `token` is known as it is sent and to its
 * reader alone: whoever reads the outbox is shown that there is one.
 */
export function linkTextOf(
  name: string,
  message: Readable,
  publicUrl: string,
  token: string | null,
): string {
  return [
    `Dear ${name},`,
    sentencesOf(message).join(" "),
    token
      ? `Choose your password:\n${publicUrl}${message.link}?${linkParameter}=${token}`
      : "Choose your password:\n(the link is made as this is sent, and only its reader sees it)",
    linkFoot(publicUrl),
  ].join("\n\n");
}

const lineOf = (message: Readable, publicUrl: string): string => {
  const whose = message.forName ? ` (for ${message.forName})` : "";
  const due = message.dueOn ? `, ${dueDateInWords(message)}` : "";
  return `${messageKinds[message.kind].subject}${whose}${due}\n${publicUrl}${message.link}`;
};

/** The text of a daily summary: a line and a link for each message in it. */
export function digestTextOf(
  name: string,
  messages: readonly Readable[],
  publicUrl: string,
): string {
  return [
    `Dear ${name},`,
    messageKinds.digest.text,
    ...messages.map((message) => lineOf(message, publicUrl)),
    foot(publicUrl),
  ].join("\n\n");
}

/** The subject of a message as the outbox lists it. */
export const outboxSubjectOf = (message: Readable): string =>
  tellsWhatWasFound(message.kind) ? "About an audit, for its reader alone" : subjectOf(message);

/** The text of a message as the outbox shows it; `contents` are those of a daily summary. */
export function outboxTextOf(
  name: string,
  message: Readable,
  contents: readonly Readable[],
  publicUrl: string,
): string {
  if (tellsWhatWasFound(message.kind)) {
    return "The words and the link of this message are kept back here: that it was sent would tell what an audit found.";
  }
  if (holdsLink(message.kind)) return linkTextOf(name, message, publicUrl, null);
  if (message.kind !== "digest") return textOf(name, message, publicUrl);
  const shown = contents.filter(({ kind }) => !tellsWhatWasFound(kind));
  const kept = contents.length - shown.length;
  const text = digestTextOf(name, shown, publicUrl);
  return kept === 0 ? text : `${text}\n\n(${kept} more, for its reader alone)`;
}
