/**
 * A mailer that keeps what it is given and fails as told, and the work of sending with it.
 *
 *   const post = testPost(world.db);
 *   await post.send();                       // one round
 *   expect(post.mails).toHaveLength(1);
 *   post.failWith({ code: "ECONNECTION" });  // from now on, until failWith(null)
 */
import type { Mail, Mailer } from "~/server/mail.server";
import { newSender, sendDue } from "~/server/sender.server";
import type { Db } from "~db/core/open.server";
import { type TestClock, testClock } from "./clock";

export const publicUrl = "https://qa.world.example";

export function testPost(db: Db, { clock = testClock() as TestClock, delayMs = 0 } = {}) {
  const mails: Mail[] = [];
  const logged: string[] = [];
  let failure: object | null = null;
  const mailer: Mailer = {
    send: async (mail) => {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      if (failure) throw Object.assign(new Error("refused"), failure);
      mails.push(mail);
    },
    close: () => {},
  };
  const note = (facts: object, words: string) => {
    logged.push(`${words} ${JSON.stringify(facts)}`);
  };
  const sending = { db, clock, mailer, publicUrl, log: { info: note, error: note } };
  const sender = newSender();
  return {
    clock,
    mailer,
    mails,
    logged,
    sender,
    failWith: (error: object | null) => {
      failure = error;
    },
    send: (stopping?: () => boolean) => sendDue(sending, sender, stopping),
  };
}
