/** A map that changes in a few places at a time, and stays as it was for whoever has it. */
export interface Layered<Value> {
  get(key: string): Value | undefined;
  /** The map with other values for some keys. */
  with(changes: ReadonlyMap<string, Value>): Layered<Value>;
}

/** What changed lies over what many maps share, until it is so much that a map of its own is due. */
export function layered<Value>(
  below: ReadonlyMap<string, Value>,
  above: ReadonlyMap<string, Value> = new Map(),
): Layered<Value> {
  return {
    get: (key) => above.get(key) ?? below.get(key),
    with(changes) {
      const changed = new Map(above);
      for (const [key, value] of changes) changed.set(key, value);
      if (changed.size <= Math.sqrt(below.size) + 8) return layered(below, changed);
      const all = new Map(below);
      for (const [key, value] of changed) all.set(key, value);
      return layered(all);
    },
  };
}
