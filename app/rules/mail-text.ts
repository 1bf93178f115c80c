/**
 * Owns what a message looks like as an e-mail: plain text, one link each, the same on screen.
 * Practice: whoever reads the outbox reads exactly what would be sent.
 */
import { formatDate } from "./dates";
import { type MessageFacts, messageKinds, sentencesOf } from "./messages";

/** A message as it is read: `link` is a path of this site. */
export type Readable = MessageFacts & { link: string };

const foot = (publicUrl: string): string =>
  `You get this because of your work in Line of Sight. Choose on your account page when you get e-mail: ${publicUrl}/account`;

/** The text of one message, its link whole; `publicUrl` has no slash at its end. */
export function textOf(name: string, message: Readable, publicUrl: string): string {
  return [
    `Dear ${name},`,
    sentencesOf(message).join(" "),
    `Open it in Line of Sight:\n${publicUrl}${message.link}`,
    foot(publicUrl),
  ].join("\n\n");
}

const lineOf = (message: Readable, publicUrl: string): string => {
  const whose = message.forName ? ` (for ${message.forName})` : "";
  const due = message.dueOn ? `, ${formatDate(message.dueOn)}` : "";
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
