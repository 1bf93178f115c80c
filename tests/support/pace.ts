/**
 * How slow this machine is at the moment, for the few tests that hold a time to a limit: their limits
 * are those of the machine they were set on, and would say nothing of the code on a slower one.
 */
import { performance } from "node:perf_hooks";

/** What reading this form takes on the machine where the limits were set, in milliseconds. */
const usual = 3;
const form = Array.from({ length: 4000 }, (_, n) => `f${n}=${"%E6%BC%A2+y".repeat(6)}`).join("&");

function readOnce(): number {
  const began = performance.now();
  JSON.parse(JSON.stringify(Object.fromEntries(new URLSearchParams(form))));
  return performance.now() - began;
}

/** 1 on a machine as fast as that one or faster, 2 where the same work takes twice as long. */
export const slowness = (): number =>
  Math.max(1, Math.min(...Array.from({ length: 12 }, readOnce)) / usual);
