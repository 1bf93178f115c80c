/**
 * Owns where a request came from, when a proxy stands in front: only proxies that TRUST_PROXY names
 * are believed.
 * Practice: what is kept of an address is short and its own; a header that is not believed is told
 * once in the log, so that whoever puts a proxy in front learns what to set.
 */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Request, RequestHandler } from "express";
import type { Log } from "./log.server";

const forwarded = ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded"];

const isTrusted = (request: Request): boolean =>
  (request.app.get("trust proxy fn") as (address: string, hop: number) => boolean)(
    request.socket.remoteAddress ?? "",
    0,
  );

/** Says once that a forwarded header is not believed, and what to set. */
export function tellIgnored(log: Pick<Log, "warn">): RequestHandler {
  let told = false;
  return (request, _response, next) => {
    const header = forwarded.find((name) => request.headers[name] !== undefined);
    if (header && !told && !isTrusted(request)) {
      told = true;
      const proxy = bare(request.socket.remoteAddress ?? "");
      log.warn(
        { proxy, header },
        `A forwarded header of ${proxy} is ignored: if that is your proxy, set TRUST_PROXY=${proxy}`,
      );
    }
    next();
  };
}

/** The address to count attempts by: an IPv4 address, or the network of an IPv6 one. */
export function clientAddressOf(request: Request): string {
  const claimed = bare(request.ip ?? "");
  const direct = bare((request as IncomingMessage).socket.remoteAddress ?? "");
  const address = isIP(claimed) ? claimed : direct;
  return isIP(address) === 6 ? networkOf(address) : address || "unknown";
}

/** Without the brackets, the port, the zone and the IPv4 wrapping that some servers add. */
const bare = (address: string): string =>
  address
    .trim()
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "")
    .slice(0, 45);

/** The first 64 bits: whoever has one address of a network has them all. */
function networkOf(address: string): string {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail ? tail.split(":") : [];
  const middle = tail === undefined ? [] : Array(8 - first.length - last.length).fill("0");
  return `${[...first, ...middle, ...last].slice(0, 4).join(":")}::/64`;
}
