import type { ReactNode } from "react";

/**
 * Folded on a phone, where what comes after it matters more; open on a wide screen, by the
 * stylesheet, or by hand in browsers that can't. On paper always open.
 */
export function FoldOnNarrow({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="los-fold">
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
