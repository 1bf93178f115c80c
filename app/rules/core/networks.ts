/**
 * Owns which addresses count as one: a network for guesses at an account, a source for the number
 * of attempts.
 * Practice: whoever has one address of version 6 has 2⁶⁴ of them; of version 4 a provider gives out
 * neighbours. What is no address is cut, so that nothing long is stored.
 */

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const versionFour = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/;

const plain = (address: string): string => {
  const cut = address.trim().slice(0, 60).toLowerCase().split("%")[0] ?? "";
  return mapped.exec(cut)?.[1] ?? cut;
};

/** The first four groups of an address of version 6: "2001:db8:0:1::/64". */
function prefixOf(address: string): string {
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right];
  const first = groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${first.join(":")}::/64`;
}

/** One source of attempts: an address of version 4, or 64 bits of version 6. */
export function sourceOf(address: string): string {
  const one = plain(address);
  return one.includes(":") ? prefixOf(one) : one;
}

/** One network: the 256 neighbours of an address of version 4, or 64 bits of version 6. */
export const networkOf = (address: string): string =>
  sourceOf(address).replace(versionFour, "$1.$2.$3.0/24");
