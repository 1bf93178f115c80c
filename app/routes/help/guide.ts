/** Owns the shape of a how-to page: what its reader does, and each task in a few steps with its page. */
export type Task = {
  title: string;
  steps: readonly string[];
  /** The page where it is done. */
  go?: { to: string; label: string };
};

export type Guide = { does: string; tasks: readonly Task[] };
