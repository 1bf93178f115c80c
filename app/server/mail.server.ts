/**
 * Owns sending one email over SMTP.
 * Practice: the Message-ID comes from the message's own id,
 * so that mail servers recognise one that had to be sent again.
 */
import nodemailer, { type Transporter } from "nodemailer";

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
