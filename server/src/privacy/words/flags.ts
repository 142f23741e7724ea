/** What is known of a word by itself, as bits that can be joined. */
export const Flag = {
  /** An everyday or clinical word: no name unless something beside it says so. */
  safe: 1 << 0,
  given: 1 << 1,
  family: 1 << 2,
  /** A name that is also a word, a month, a drug. */
  ambiguous: 1 << 3,
  /** A name that stands for a disease, a sign, a device. */
  eponym: 1 << 4,
  /** A city, or the last word of one. */
  city: 1 << 5,
  /** A state or a country, which may stay; or its last word. */
  kept: 1 << 6,
  /** Makes an organisation of the names before it. */
  organisation: 1 << 7,
  /** The same, where those names are no everyday words. */
  weakOrganisation: 1 << 8,
  /** Says nothing about which organisation: "regional", "medical". */
  generic: 1 << 9,
  /** Ends the name of a town: "Landing", "Falls". */
  town: 1 << 10,
  street: 1 << 11,
  month: 1 << 12,
  weekday: 1 << 13,
  title: 1 << 14,
  credential: 1 << 15,
  relative: 1 << 16,
  /** A person by what they do: "adjuster", "dietitian". */
  role: 1 << 17,
  /** "de", "van", "bin": inside a name. */
  particle: 1 << 18,
  /** Makes an eponym of the name before it: "disease", "sign". */
  eponymHead: 1 << 19,
  state: 1 << 20,
  /** A chain, an insurer, a well-known hospital. */
  named: 1 << 21,
  /** "patient" and what stands in its place right before a name. */
  patient: 1 << 22,
  preposition: 1 << 23,
  /** Starts the name of a place or a road: "Lake", "PO", "Highway". */
  placeFirst: 1 << 24,
  /** A number that identifies may follow: "MRN", "claim". */
  label: 1 << 25,
  /** Starts the name of a holiday or a season. */
  holiday: 1 << 26,
  /** Part of an age over 89 in words. */
  age: 1 << 27,
  /** An extension or a pager may follow. */
  extension: 1 << 28,
} as const;

/** What a word means that is nobody's name and no place's, whatever else is asked of it. */
export const plainMeaning =
  Flag.kept |
  Flag.month |
  Flag.weekday |
  Flag.title |
  Flag.relative |
  Flag.role |
  Flag.generic |
  Flag.eponymHead;
