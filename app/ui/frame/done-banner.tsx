import { useEffect, useState } from "react";
import { SuccessBanner } from "../notices";

/**
 * What was just done, until something else is asked for: a form that is sent again may be refused on
 * this very page, and nobody should read an error under an old success. `told` is the answer that
 * brought the words, so that the same words are shown again when they are said again.
 */
export function DoneBanner({ words, told }: { words: string | null; told: unknown }) {
  const [past, setPast] = useState<unknown>(null);
  useEffect(() => {
    const sent = () => setPast(told);
    document.addEventListener("submit", sent, true);
    return () => document.removeEventListener("submit", sent, true);
  }, [told]);
  if (!words || past === told) return null;
  return (
    <div className="los-done">
      <SuccessBanner heading={words} />
    </div>
  );
}
