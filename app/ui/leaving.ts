/**
 * Owns the one question the router knows before a page is left: what holds it (a form that is still
 * being saved, words that only a button saves) is asked in turn, and any of them may keep the page.
 */
import { type Location, useBlocker } from "@remix-run/react";
import { useEffect, useRef } from "react";

export type Hold = {
  /** Whether going there would take something along. */
  holds: (here: Location, there: Location) => boolean;
  /** Saves it or asks; true when the page may be left. */
  release: () => Promise<boolean>;
};

const held = new Set<{ current: Hold }>();

/** Holds the page while a form of it has something to lose. */
export function useHold(hold: Hold): void {
  const latest = useRef(hold);
  latest.current = hold;
  useEffect(() => {
    held.add(latest);
    return () => {
      held.delete(latest);
    };
  }, []);
}

/** Once for the whole application: the router takes one such question at a time. */
export function useLeaving(): void {
  const asked = useRef<Hold[]>([]);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    asked.current = [...held]
      .map(({ current }) => current)
      .filter(({ holds }) => holds(currentLocation, nextLocation));
    return asked.current.length > 0;
  });
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    void releaseAll(asked.current).then((released) =>
      released ? blocker.proceed() : blocker.reset(),
    );
  }, [blocker]);
}

async function releaseAll(holds: readonly Hold[]): Promise<boolean> {
  for (const { release } of holds) if (!(await release())) return false;
  return true;
}

/** The address of a page, without the place on it. */
export const addressOf = ({ pathname, search }: Location): string => pathname + search;
