/**
 * Owns the replayable dice: the same seed gives the same order, for ever.
 * Practice: xoroshiro128+ (pure-rand) started from the SHA-256 of a seed text, whole numbers
 * drawn without bias by rejection, Fisher–Yates. Golden values in the tests hold it still: a
 * change in any of these is a new `algorithmVersion`.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Kept with everything drawn by `shuffle`, so that a later reader knows how to run it again. */
export const algorithmVersion = "sha256-xoroshiro128plus-fisher-yates-1";

/** SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/**
 * A seed for one step of a draw, so that a step does not move when another one changes.
 * Different lists of names never give the same seed.
 */
export const seedFor = (seed: string, ...names: string[]): string =>
  JSON.stringify([seed, ...names]);

/** The items in an order set by the seed alone, every order equally likely; the input is left as it is. */
export function shuffle<Item>(seed: string, items: readonly Item[]): Item[] {
  const digest = sha256(utf8ToBytes(seed));
  const view = new DataView(digest.buffer, digest.byteOffset);
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => view.getInt32(at)));
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const chosen = uniformInt(generator, 0, last);
    [order[last], order[chosen]] = [order[chosen] as Item, order[last] as Item];
  }
  return order;
}
