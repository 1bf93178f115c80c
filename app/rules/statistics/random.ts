/**
 * Owns chance that can be played again: for resampling and simulating, never for drawing cases.
 * Practice: mulberry32, a generator of 32 bits whose whole run follows from its seed.
 */

/** Numbers from 0 up to 1 (never 1) that follow from `seed` alone. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
