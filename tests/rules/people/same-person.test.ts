import { expect, it } from "vitest";
import { findAlike, liftWaits, pointWaits, whyNotPoint } from "~/rules/people/same-person";

const record = { id: "d", name: "S. Obrien", sameAsId: null, records: [] };
const stays = { id: "r", name: "Sam O’Brien", sameAsId: null };

it.each([
  ["nobody is chosen", record, null, "x", "Choose the person who stays"],
  ["it is chosen itself", record, { ...stays, id: "d" }, "x", "Choose the person who stays"],
  ["it points already", { ...record, sameAsId: "q" }, stays, "x", "lift that first"],
  ["someone points to it", { ...record, records: ["q"] }, stays, "x", "as the one who stays"],
  ["who stays points", record, { ...stays, sameAsId: "q" }, "x", "Choose someone else"],
  ["it is one’s own", record, stays, "d", "Ask another administrator"],
  ["who stays is oneself", record, stays, "r", "Ask another administrator"],
])("does not point where %s", (_name, one, other, actorId, words) => {
  expect(whyNotPoint(one, other, actorId)).toContain(words);
});

it("points one record to someone else’s", () => {
  expect(whyNotPoint(record, stays, "x")).toBeNull();
});

it.each([
  [0, false, false],
  [1, false, true],
  [1, true, false],
])("with %i parts, alone %s, waits for a second person: %s", (parts, alone, waits) => {
  expect(pointWaits({ parts }, alone)).toBe(waits);
});

it("finds who may be recorded twice, once a pair, the surest reason first", () => {
  const one = (id: string, name: string, staffNumber: string | null, email: string | null) => ({
    ...{ id, name, staffNumber, email },
  });
  const people = [
    one("1", "Sam O’Brien", "00123", "sam@world.example"),
    one("2", "OBRIEN, Sam", " 123", null),
    one("3", "O'Brien, Sam", null, null),
    one("4", "Lee Marsh", null, "SAM@world.example"),
    one("5", "Ivo Dale", null, null),
  ];
  expect(findAlike(people)).toEqual([
    { why: "number", records: ["1", "2"] },
    { why: "email", records: ["1", "4"] },
    { why: "name", records: ["1", "3"] },
    { why: "name", records: ["2", "3"] },
  ]);
});

it.each([
  ["nothing hangs on it", { parts: 0, opens: false }, false, false],
  ["it has a part in something", { parts: 1, opens: false }, false, true],
  ["its roles open something", { parts: 0, opens: true }, false, true],
  ["the first administrator is alone", { parts: 1, opens: true }, true, false],
])("waits for a second person before it is lifted or not: %s", (_, facts, alone, waits) => {
  expect(liftWaits(facts, alone)).toBe(waits);
});

it("pairs each of very many records of one name with the first alone", () => {
  const named = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...{ id: `p${String(n).padStart(4, "0")}`, name: "Pat Lindley", email: null },
      staffNumber: `S${n}`,
    }));
  expect(findAlike(named(20))).toHaveLength(190);
  const many = findAlike(named(3000));
  expect(many).toHaveLength(2999);
  expect(new Set(many.map(({ records }) => records[0]))).toEqual(new Set(["p0000"]));
});
