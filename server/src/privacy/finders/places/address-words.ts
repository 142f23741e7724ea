export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words for a part of a house, before its number; each list of them adds its own. */
export const unitWords = 'apt apartment suite ste unit flat';

/** What says that somebody lives at what follows. */
export const dwellingWords = 'address addresses addr live lives lived reside resides resided residing';
