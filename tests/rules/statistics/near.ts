import { expect } from "vitest";

/**
 * Expects the same shape and fields, and every number within 1e-9: what the reference values are
 * good to.
 */
export function expectNear(actual: unknown, expected: unknown, at = "result"): void {
  if (typeof expected === "number") {
    expect(typeof actual, at).toBe("number");
    expect(
      Math.abs((actual as number) - expected),
      `${at}: ${actual}, not ${expected}`,
    ).toBeLessThanOrEqual(1e-9);
    if (expected === 0 && at.endsWith(".se")) expect(actual, at).toBe(0);
  } else if (typeof expected === "object" && expected !== null) {
    expect(typeof actual === "object" && actual !== null, at).toBe(true);
    const [is, should] = [actual as Record<string, unknown>, expected as Record<string, unknown>];
    expect(Object.keys(is).sort(), at).toEqual(Object.keys(should).sort());
    for (const key of Object.keys(should)) expectNear(is[key], should[key], `${at}.${key}`);
  } else expect(actual, at).toBe(expected);
}
