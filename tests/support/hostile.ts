/**
 * Bodies that no page of ours sends, made from the fields of a page's own form: the same in every
 * run, so that one that failed can be sent again.
 */

export type Hostile = { type: string; body: string | Uint8Array };

const urlencoded = "application/x-www-form-urlencoded";

/** As they stand in a body, escaped or not. */
const values = [
  ...["%00", "a%00b", "%ED%A0%80", "%FF%FE", "%", "%E0%A4%A", "%F0%9F%98%80", "%E2%80%AEx"],
  ...["-1", "99999999999999999999", "1e999", "NaN", "0x10", "2147483648", "1.5", ""],
  ...["2024-02-30", "99999-99-99", "0000-00-00", "275760-09-14", "31%2F12%2F9999", "24:61"],
  ...["%27%3B+drop+table+person%3B--", "%25%25%5C", "%5C", "%22%5C%22", "%7B%22a%22%3A%5B%5D%7D"],
  ...["%3Cscript%3E", "//evil.example", "%2F..%2F%2Fevil.example", "%2F%E6%BC%A2", "%2F%01%7F"],
  ...["%2Fx%0D%0ASet-Cookie%3A+a%3Db", "x".repeat(20_000), "%0D%0A".repeat(500), "+".repeat(2000)],
  ...["null", "undefined", "[]", "constructor", "__proto__", "%EF%BF%BF", "%CC%81".repeat(500)],
];

const names = [
  ...["toString", "constructor.x", "__proto__.x", "", ".", "a..b", "[0]", "a[b]", "%00", "%FF"],
  ...["a.".repeat(3000), "x".repeat(5000), "valueOf", "intent", "version", "typed", "errors"],
];

const json = (value: unknown) => ({ type: "application/json", body: JSON.stringify(value) });
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

function parts(fields: [string, string][], end = true, between = "between"): Hostile {
  const each = fields.map(
    ([name, value]) =>
      `--${between}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    type: `multipart/form-data; boundary=${between}`,
    body: bytes(`${each.join("")}${end ? `--${between}--\r\n` : ""}`),
  };
}

/** The `n`th body made from these fields. */
export function hostileBody(fields: readonly [string, string][], n: number): Hostile {
  const pick = <T>(list: readonly T[], step: number): T =>
    list[(n * step + step) % list.length] as T;
  const value = pick(values, 7);
  const name = pick(names, 5);
  const encoded = fields.map(([one, held]) => [encodeURIComponent(one), encodeURIComponent(held)]);
  const at = encoded.length === 0 ? 0 : (n * 3) % encoded.length;
  const field = encoded[at]?.[0] ?? "text";
  const form = (entries: (readonly (string | undefined)[])[]): Hostile => ({
    type: urlencoded,
    body: entries.map(([one, held]) => `${one}=${held}`).join("&"),
  });
  const others = encoded.filter((_, index) => index !== at);
  const kinds: (() => Hostile)[] = [
    () => form([...others, [field, value]]),
    () => form([...encoded, [`${field}.x`, value], [`${field}.x.y.z`, "1"]]),
    () => form([[`${field}.year.x`, value], [`${field}.month`, "4"], ...others]),
    () => form([...encoded, ...Array.from({ length: 60 }, () => [field, value])]),
    () => form(encoded.map(([one]) => [one, value])),
    () => form([...encoded, [name, value]]),
    () => form([[field, value]]),
    () => form([...others, [`${field}.toString`, "x"], [`${field}.valueOf`, "y"]]),
    () => ({ type: urlencoded, body: "a&".repeat(15_000) }),
    () => ({ type: urlencoded, body: `${field}=${"+".repeat(31_000)}` }),
    () => ({
      type: urlencoded,
      body: Array.from({ length: 2900 }, (_, i) => `${field}.${i}=${i}`).join("&"),
    }),
    () => ({
      type: pick(["", "text/plain", `${urlencoded}; charset=utf-16`, "x".repeat(300)], 1),
      body: `${field}=1`,
    }),
    () => ({ type: urlencoded, body: "" }),
    () => ({ type: urlencoded, body: bytes(`${field}=\0\xff\xfe\xed\xa0\x80&\xff=1`) }),
    () => parts(fields.map(([one, held]) => [one, `${held}\0\xed\xa0\x80`])),
    () => parts([...fields, ['text"; filename="a.csv', "a,b\r\n\0"]]),
    () => parts(fields.slice(0, 1), false),
    () => parts([["a", "b"]], true, n % 2 ? "x".repeat(200) : '"'),
    () => parts(Array.from({ length: 3000 }, (_, i) => [`a${i}`, "b"])),
    () =>
      json({
        [fields[at]?.[0] ?? "text"]: "a\0\ud800",
        __proto__: { x: 1 },
        a: [[[[[[[[[[1]]]]]]]]]],
      }),
    () => ({
      type: "application/json",
      body: pick(["[".repeat(30_000), "{", "null", '"\\ud800"', "[1,2]", "1e999"], 1),
    }),
    () =>
      json({
        visit: "a-visit-of-nobody",
        number: 1 + n,
        changes: Object.fromEntries(
          [...fields.map(([one]) => one), "__proto__", "x.y.z", "\ud800"].map((one) => [
            one,
            { value: `a\0b\ud800${decodeURIComponentSafely(value)}`, version: n % 3, digest: "\0" },
          ]),
        ),
        versions: { "\0": 1 },
      }),
  ];
  return (kinds[n % kinds.length] as () => Hostile)();
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}
