/**
 * Owns what is refused before the application sees it, and the headers that every answer has.
 * Practice: what can't be an address, a host or a method of ours is refused in words, never a
 * failure; forms are taken from our own pages alone; browsers are told to keep to TLS, and that no
 * page needs a camera.
 */
import type { Request, RequestHandler, Response } from "express";
import { paths } from "~/paths";
import type { Log } from "./log.server";
import { bodyOf } from "./remix-handler.server";

const plainPage = (title: string, words: string): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${title} - Line of Sight</title></head><body><main><h1>${title}</h1><p>${words}</p><p><a href="/">Go to your home page</a></p></main></body></html>`;

/** A page without the application's help; what was being sent is drained, or the connection ends. */
export async function answerPlainly(
  request: Request,
  response: Response,
  status: number,
  title: string,
  words: string,
): Promise<void> {
  if (!(await bodyOf(request).drain())) response.set("Connection", "close");
  response.status(status).set("Cache-Control", "no-store").send(plainPage(title, words));
}

const methods = ["GET", "HEAD", "POST"];

/** Whether a path can be read: no broken percent-escape, nothing that no text holds. */
function isReadable(url: string): boolean {
  if (!url.startsWith("/") || /%00/.test(url)) return false;
  try {
    decodeURIComponent(url.replace(/\?.*$/, ""));
    return URL.canParse(`http://localhost${url}`);
  } catch {
    return false;
  }
}

/** A host as a browser says it: a name or an address, and perhaps a port. */
const isHost = (host: string): boolean => {
  if (!URL.canParse(`http://${host}`)) return false;
  const { host: read, hostname } = new URL(`http://${host}`);
  return hostname !== "" && [read, `${read}:80`].includes(host.toLowerCase());
};

/** Refuses what is no request of a browser of ours. */
export const wellFormed: RequestHandler = async (request, response, next) => {
  if (!methods.includes(request.method)) {
    response.set("Allow", methods.join(", "));
    return answerPlainly(request, response, 405, "Page not used like that", "Nothing was changed.");
  }
  const { host } = request.headers;
  if ((host !== undefined && !isHost(host)) || !isReadable(request.originalUrl)) {
    const words = "Check the address, or start from your home page.";
    return answerPlainly(
      request,
      response,
      400,
      "There is something wrong with the address",
      words,
    );
  }
  next();
};

export type Origins = {
  /** Where people find the site, where that is known. */
  publicUrl: string | null;
};

/** Whether a request reached the site over TLS, here or at a proxy that is believed. */
export const isSecure = ({ publicUrl }: Origins, request: Request): boolean =>
  publicUrl ? publicUrl.startsWith("https:") : request.secure;

/** The site's own origin, as this request knows it. */
export function originOf({ publicUrl }: Origins, request: Request): string {
  if (publicUrl) return new URL(publicUrl).origin;
  return new URL(`${request.secure ? "https" : "http"}://${request.headers.host ?? "localhost"}`)
    .origin;
}

/** Remix does not check the origin of posts to routes without a component: we do, before it. */
export function sameOrigin(origins: Origins, log: Pick<Log, "warn">): RequestHandler {
  let told = false;
  return async (request, response, next) => {
    if (request.method !== "POST") return next();
    const from = request.get("origin");
    const own = originOf(origins, request);
    const ours = from ? from === own : request.get("sec-fetch-site") === "same-origin";
    if (ours) return next();
    const sameHost = from && URL.canParse(from) && new URL(from).host === request.get("host");
    if (sameHost && !told) {
      told = true;
      const words = `Forms of ${from} are refused, because this server takes itself for ${own}: set PUBLIC_URL, or TRUST_PROXY to the proxy in front`;
      log.warn({ from, own }, words);
    }
    return answerPlainly(
      request,
      response,
      403,
      "This form came from another site",
      "Nothing was changed. Open the page in Line of Sight and send the form from there.",
    );
  };
}

const never = ["camera", "microphone", "geolocation", "payment", "usb", "display-capture"];

/** What helmet leaves to us: TLS from now on where it is used, and no use of the device. */
export function askOfBrowsers(origins: Origins): RequestHandler {
  return (request, response, next) => {
    response.set("Permissions-Policy", never.map((feature) => `${feature}=()`).join(", "));
    if (isSecure(origins, request)) response.set("Strict-Transport-Security", "max-age=31536000");
    next();
  };
}

const halfAYear = 182 * 24 * 60 * 60 * 1000;

/** Where to report a weakness (RFC 9116). */
export function securityText(origins: Origins, contact: string | null): RequestHandler {
  return (request, response) => {
    const own = originOf(origins, request);
    const lines = [
      `Contact: ${contact ?? `${own}${paths.help.security()}`}`,
      `Expires: ${new Date(Date.now() + halfAYear).toISOString()}`,
      "Preferred-Languages: en",
      `Canonical: ${own}/.well-known/security.txt`,
    ];
    response.type("text/plain").send(`${lines.join("\n")}\n`);
  };
}
