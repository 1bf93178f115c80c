import { expect, it } from "vitest";
import { frozen, remembered } from "~/rules/core/remembered";

it("works out the same question once, and lets go of the one asked for longest ago", () => {
  const asked: number[] = [];
  const doubled = remembered(2, (n: number) => {
    asked.push(n);
    return { value: n * 2 };
  });
  expect(doubled(1)).toBe(doubled(1));
  doubled(2);
  doubled(1);
  doubled(3);
  doubled(1);
  expect(asked).toEqual([1, 2, 3]);
  doubled(2);
  expect(asked).toEqual([1, 2, 3, 2]);
});

it("remembers no failure", () => {
  let tries = 0;
  const failing = remembered(2, () => {
    tries += 1;
    throw new Error("no");
  });
  expect(() => failing("a")).toThrow("no");
  expect(() => failing("a")).toThrow("no");
  expect(tries).toBe(2);
});

it("makes a value that nothing can change", () => {
  const value = frozen({ areas: [{ name: "Plans" }] });
  expect(() => value.areas.push({ name: "Risk" })).toThrow(TypeError);
  expect(() => Object.assign(value.areas[0] ?? {}, { name: "Risk" })).toThrow(TypeError);
});
