/** Owns what is worked out once for the same question; the answers least lately asked for are let go. */

/** `answer`, asked again only for what has not been asked lately. It must be pure, and its answers never changed. */
export function remembered<K, V>(most: number, answer: (question: K) => V): (question: K) => V {
  const known = new Map<K, V>();
  return (question) => {
    const held = known.get(question);
    const found = held === undefined ? answer(question) : held;
    // The one asked for last stands last.
    known.delete(question);
    known.set(question, found);
    if (known.size > most) known.delete(known.keys().next().value as K);
    return found;
  };
}

/** Makes a value, and all it holds, such that nothing can change it. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const held of Object.values(value)) frozen(held);
  }
  return value;
}
