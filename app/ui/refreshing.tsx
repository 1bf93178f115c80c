import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const every = 1500;

/**
 * Asks for the page's data again while something runs. Without scripts the frame reloads the page:
 * it does so for whoever's loader answers `waiting: true`.
 */
export function useRefreshing(waiting: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!waiting || state !== "idle") return;
    const timer = setTimeout(revalidate, every);
    return () => clearTimeout(timer);
  }, [waiting, state, revalidate]);
}
