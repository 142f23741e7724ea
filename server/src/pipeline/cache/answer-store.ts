/** Where an entry lies: both names are hexadecimal. */
export interface EntryPlace {
  readonly folder: string;
  readonly name: string;
}

/** Keeps texts by their places, as long as it likes. Nothing rejects: what cannot be read is not there. */
export interface AnswerStore {
  read(place: EntryPlace): Promise<string | undefined>;
  write(place: EntryPlace, text: string): Promise<void>;
  remove(place: EntryPlace): Promise<void>;
}

const MOST_REMEMBERED = 2_000;

/** A store of this process alone, bounded: what was used longest ago goes first. */
export function makeMemoryStore(most = MOST_REMEMBERED): AnswerStore {
  const known = new Map<string, string>();
  const keyOf = ({ folder, name }: EntryPlace): string => `${folder}/${name}`;
  const put = (key: string, text: string): void => {
    known.delete(key);
    known.set(key, text);
    const oldest = known.size > most ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
  };
  return {
    async read(place) {
      const key = keyOf(place);
      const text = known.get(key);
      if (text !== undefined) put(key, text);
      return text;
    },
    async write(place, text) {
      put(keyOf(place), text);
    },
    async remove(place) {
      known.delete(keyOf(place));
    },
  };
}
