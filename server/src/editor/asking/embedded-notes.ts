import type { Engine, Request } from '../../task/engine';
import type { OpenNote } from '../open-note';

/** Notes that the user gave to the embedded engine, whatever engine is chosen. */
export function makeEmbeddedNotes(notes: ReadonlyMap<string, OpenNote>, load: () => Promise<Engine>) {
  const given = new WeakSet<OpenNote>();
  let embedded: Engine | undefined;
  const engineOf = (engine: Engine, { identity }: Request): Engine => {
    const isGiven = [...notes.values()].some((open) => given.has(open) && open.settled.identity === identity);
    return isGiven && embedded ? embedded : engine;
  };
  return {
    /** Gives it a note, until that is closed. */
    async give(open: OpenNote): Promise<void> {
      embedded ??= await load();
      given.add(open);
    },

    /** The chosen engine, but for those notes. */
    within: (engine: Engine): Engine =>
      Object.create(engine, {
        annotate: { value: (request: Request) => engineOf(engine, request).annotate(request) },
      }),
  };
}
