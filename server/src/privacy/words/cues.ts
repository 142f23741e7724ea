/** What a word says of the words beside it, as bits: looked up once for each word, as finders meet every one. */
export const Cue = {
  /** "St", "Mt". */
  saint: 1 << 0,
  /** "at", "from", "via": somebody goes there. */
  goes: 1 << 1,
  article: 1 << 2,
  /** "works", "driver": an employer may follow. */
  works: 1 << 3,
  /** Starts the name of a church: "Our", "Sacred". */
  devout: 1 << 4,
  /** Ends the name of a school: "High", "Primary". */
  school: 1 << 5,
  /** Ends the name of what lies in a landscape: "Island", "Court". */
  land: 1 << 6,
  /** "City of", "County of". */
  governs: 1 << 7,
  /** "by", "called", "per": a person may follow. */
  actor: 1 << 8,
  /** "is", "was". */
  being: 1 << 9,
  /** "tech", "scribe", "by": initials may follow. */
  signer: 1 << 10,
  /** "will", "may", "the": never a name by itself. */
  grammar: 1 << 11,
  /** May end an address: "Street", "Run", "Point". */
  road: 1 << 12,
  /** "goes by", "known as". */
  alias: 1 << 13,
  /** "Participants", "Users": names of users may follow. */
  users: 1 << 14,
  /** "fellow", "R2": the one before it is of the staff. */
  grade: 1 << 15,
  /** "came", "agrees": what initials may do. */
  acts: 1 << 16,
  /** "RFC", "PD": ends the name of what stands before it. */
  tail: 1 << 17,
  /** "Masjid", "USS": starts the name of what follows. */
  heads: 1 << 18,
  /** "employed", "lives", "attends": a place that may be of everyday words follows. */
  dwells: 1 << 19,
  /** "dog", "cat". */
  pet: 1 << 20,
  /** "Park", "Nguyen": a family name that goes first. */
  clan: 1 << 21,
  /** "call", "calls": what somebody is called may follow. */
  calls: 1 << 22,
  /** "through", "with", "by": an organisation may follow. */
  through: 1 << 23,
  /** "clinic", "lodge": in small letters behind a name, a place. */
  smallHead: 1 << 24,
  /** "partners", "solutions": a firm of whatever stands before. */
  partners: 1 << 25,
  /** "apt", "box", "corner": premises may be near. */
  premises: 1 << 26,
  /** "acres", "pines": ends the name of a home or an estate. */
  grounds: 1 << 27,
  /** "Methodist": a church of the town before it. */
  creed: 1 << 28,
  /** "five", "oh": a telephone number may be read out. */
  spoken: 1 << 29,
  /** "sons", "choice": a firm of a family, or a place that was chosen. */
  told: 1 << 30,
} as const;

/** What else finders ask of nearly every word, as bits; what is learned of words does not go by these. */
export const Trait = {
  /** "silver", "meadow": stands in names of everyday words. */
  evokes: 1 << 0,
  /** "retina", "ob": says what is done at a place. */
  specialty: 1 << 1,
  /** "SW", "RMO": in short, who somebody is at work. */
  staff: 1 << 2,
  /** "GMC", "reg", "bleep": the number of who signs may follow. */
  register: 1 << 3,
  /** "NHI", "CHI": the number of a patient may follow. */
  patients: 1 << 5,
  /** "Initials", "typed", "ref": letters for persons may follow. */
  letters: 1 << 4,
} as const;

const traits = new Map<string, number>();

/** Adds to the traits of words; finders call it once, when they are loaded. */
export function mean(words: Iterable<string>, trait: number): void {
  for (const word of words) traits.set(word, (traits.get(word) ?? 0) | trait);
}

/** The traits of a word; `lower` in lower case, without accents. */
export const traitsOf = (lower: string): number => traits.get(lower) ?? 0;

const cues = new Map<string, number>();

/** Adds to what words say of their neighbours; finders call it once, when they are loaded. */
export function tell(words: Iterable<string>, cue: number): void {
  for (const word of words) cues.set(word, (cues.get(word) ?? 0) | cue);
}

/** What a word says of its neighbours; `lower` in lower case, without accents. */
export const cuesOf = (lower: string): number => cues.get(lower) ?? 0;
