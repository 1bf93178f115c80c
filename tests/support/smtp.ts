/**
 * A mail server for tests, on a loopback port: takes whatever comes, or answers as told.
 *
 *   const smtp = await startSmtp();
 *   …                                     // send to smtp://127.0.0.1:PORT, that is smtp.url
 *   smtp.received[0]                      // { from, to, data }
 *   smtp.refuse = "550 no such person";   // to every recipient from now on
 *   await smtp.stop();
 */
import { type AddressInfo, createServer, type Socket } from "node:net";

export type Received = { from: string; to: string[]; data: string };

export async function startSmtp() {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const smtp = { url: "", port: 0, received, refuse: "", stop: async () => {} };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    const say = (line: string) => socket.write(`${line}\r\n`);
    let mail: Received = { from: "", to: [], data: "" };
    let inData = false;
    let rest = "";
    const hear = (line: string) => {
      if (inData) {
        if (line !== ".") mail.data += `${line}\n`;
        else {
          inData = false;
          received.push(mail);
          mail = { from: "", to: [], data: "" };
          say("250 taken");
        }
      } else if (/^(EHLO|HELO)/i.test(line)) say("250 tests");
      else if (/^MAIL FROM:<(.*?)>/i.test(line)) {
        mail.from = /<(.*?)>/.exec(line)?.[1] ?? "";
        say("250 ok");
      } else if (/^RCPT TO:/i.test(line)) {
        if (smtp.refuse) say(smtp.refuse);
        else {
          mail.to.push(/<(.*?)>/.exec(line)?.[1] ?? "");
          say("250 ok");
        }
      } else if (/^DATA/i.test(line)) {
        inData = true;
        say("354 go on");
      } else if (/^STARTTLS/i.test(line)) say("502 not here");
      else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else say("250 ok");
    };
    socket.on("data", (chunk) => {
      const lines = (rest + chunk.toString("utf8")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) hear(line);
    });
    say("220 tests");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  smtp.port = (server.address() as AddressInfo).port;
  smtp.url = `smtp://127.0.0.1:${smtp.port}`;
  smtp.stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return smtp;
}
