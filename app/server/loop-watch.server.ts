/**
 * Owns watching whether the server is held up: what keeps its one thread keeps everyone waiting.
 * Practice: the longest wait of each ten seconds is looked at; a long one is told in the log, without
 * whose request it was.
 */
import { performance } from "node:perf_hooks";
import type { Log } from "./log.server";

/** How often it is looked whether the thread is free, in milliseconds. */
const each = 10;
/** Nobody notices less. */
const worthTelling = 200;

/** Measures the longest wait since it was last asked, in milliseconds, one under way included. */
export function loopMeter() {
  let last = performance.now();
  let most = 0;
  const look = () => {
    const now = performance.now();
    most = Math.max(most, now - last - each);
    last = now;
  };
  const timer = setInterval(look, each);
  timer.unref();
  return {
    longest: (): number => {
      look();
      const waited = most;
      most = 0;
      return waited;
    },
    stop: () => clearInterval(timer),
  };
}

/** Tells the log of every long wait; call what it gives to stop. */
export function watchLoop(log: Pick<Log, "warn">, everyMs = 10_000): () => void {
  const meter = loopMeter();
  const timer = setInterval(() => {
    const heldMs = Math.round(meter.longest());
    if (heldMs >= worthTelling) log.warn({ heldMs }, `The server was held up for ${heldMs} ms`);
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    meter.stop();
  };
}
