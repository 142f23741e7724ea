import type { Engine } from '../../task/engine';

/** Has engines keep at hand what they need (a model in memory), one engine at a time. */
export function makeKeeping() {
  let current: { readonly engine: Engine; readonly controller: AbortController } | undefined;
  const parting = new Set<Promise<void>>();
  const end = (): void => {
    current?.controller.abort();
    current = undefined;
  };
  return {
    /** From now on for this engine, or for none. */
    keep(engine: Engine | undefined): void {
      if (current?.engine === engine) return;
      end();
      if (!engine?.keep) return;
      const controller = new AbortController();
      current = { engine, controller };
      // What is being given back must not be taken from who asks for it now.
      const kept = Promise.all(parting)
        .then(() => engine.keep?.(controller.signal))
        .finally(() => parting.delete(kept));
      parting.add(kept);
    },
    /** Resolves when all is given back. */
    async over(): Promise<void> {
      end();
      await Promise.all(parting);
    },
  };
}
