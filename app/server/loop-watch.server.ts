/**
 * Owns watching whether the server is held up: what keeps its one thread keeps everybody waiting.
 * Practice: the longest wait of each ten seconds is looked at; a long one is told in the log, without
 * whose request it was.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Log } from "./log.server";

const resolution = 10;
/** Nobody notices less. */
const worthTelling = 200;

/** Measures the longest wait since it was last asked, in milliseconds. */
export function loopMeter() {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  return {
    longest: (): number => {
      const waited = Math.max(0, delay.max / 1e6 - resolution);
      delay.reset();
      return waited;
    },
    stop: () => {
      delay.disable();
    },
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
