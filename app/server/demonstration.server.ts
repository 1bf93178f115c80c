/**
 * Owns the one way to the demonstration: it is fetched when it is asked for, so that a server that
 * shows none never reads it.
 */
export async function openDemonstration() {
  const { demonstration } = await import("~db/demo/open");
  return demonstration;
}

export type Demonstration = Awaited<ReturnType<typeof openDemonstration>>;
