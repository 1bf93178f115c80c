/**
 * Owns sending one e-mail over SMTP, and what a message looks like as one.
 * Practice: plain text, one link, no case content; the Message-ID comes from the message's own id,
 * so that mail servers recognise one that had to be sent again.
 */
import nodemailer, { type Transporter } from "nodemailer";
import { formatDate } from "~/rules/dates";
import { type MessageFacts, messageKinds, sentencesOf } from "~/rules/messages";

export type Mail = { id: string; to: string; subject: string; text: string };

/** Sends mail; `send` rejects with the mail client's own error. */
export type Mailer = { send(mail: Mail): Promise<void>; close(): void };

export type SmtpSettings = {
  /** smtp://… or smtps://…, or the parts. */
  server:
    | { url: string }
    | { host: string; port: number; user: string | null; password: string | null };
  /** "Line of Sight <qa@council.example>" */
  from: string;
};

const seconds = 1000;

/** A mailer over SMTP; `transporter` is there for tests. */
export function smtpMailer({ server, from }: SmtpSettings, transporter?: Transporter): Mailer {
  const limits = {
    pool: true as const,
    maxConnections: 1,
    connectionTimeout: 15 * seconds,
    greetingTimeout: 15 * seconds,
    socketTimeout: 30 * seconds,
  };
  const transport =
    transporter ??
    ("url" in server
      ? nodemailer.createTransport({ ...limits, url: server.url })
      : nodemailer.createTransport({
          ...limits,
          host: server.host,
          port: server.port,
          secure: server.port === 465,
          // A password never goes over an open line.
          requireTLS: server.user !== null && server.port !== 465,
          ...(server.user === null
            ? {}
            : { auth: { user: server.user, pass: server.password ?? "" } }),
        }));
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  return {
    send: async ({ id, to, subject, text }) => {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
      });
    },
    close: () => transport.close(),
  };
}

/** A message as it is read: `link` is a path of this site. */
export type Readable = MessageFacts & { link: string };

const foot = (publicUrl: string): string =>
  [
    "You get this because of your work in Line of Sight. You can choose when you get",
    `e-mail on your account page: ${publicUrl}/account`,
  ].join("\n");

/** The text of one message, its link whole. */
export function textOf(name: string, message: Readable, publicUrl: string): string {
  return [
    `Dear ${name},`,
    sentencesOf(message).join(" "),
    `Open it in Line of Sight:\n${publicUrl}${message.link}`,
    foot(publicUrl),
  ].join("\n\n");
}

/** The text of a daily summary: a line and a link for each message in it. */
export function digestTextOf(
  name: string,
  messages: readonly Readable[],
  publicUrl: string,
): string {
  return [
    `Dear ${name},`,
    messageKinds.digest.text,
    ...messages.map(
      (message) =>
        `${messageKinds[message.kind].subject}${message.forName ? ` (for ${message.forName})` : ""}${
          message.dueOn ? `, ${formatDate(message.dueOn)}` : ""
        }\n${publicUrl}${message.link}`,
    ),
    foot(publicUrl),
  ].join("\n\n");
}
