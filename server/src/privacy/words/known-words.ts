import list from '../gazetteer/known-words.txt';
import { remembered } from './remembered';

/**
 * The list of known words, read where it stands: sorted in groups, each word as how many letters it shares with
 * the one before (at most nine) and the rest of it. Nothing is built, so asking for few words costs next to nothing.
 */
let groups: { readonly name: string; readonly words: string }[] | undefined;

const readGroups = (): { readonly name: string; readonly words: string }[] =>
  list
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const at = line.indexOf(' ');
      return { name: line.slice(0, at), words: line.slice(at + 1) };
    });

/** The name of the group that holds a word, one letter for each thing that is known of it; undefined if none does. */
export function groupOf(word: string): string | undefined {
  if (word.length < 2) return undefined;
  groups ??= readGroups();
  return groups.find(({ words }) => restOf(words, word) === 0)?.name;
}

const goesOn = remembered((word) => {
  groups ??= readGroups();
  return groups.some(({ name, words }) => name.includes('c') && restOf(words, word) > 1);
});

/** Whether a word of medicine goes on by two letters or more where this one ends. @param word in small letters */
export const startsClinical = (word: string): boolean => word.length > 1 && goesOn(word);

const MOST = 9;
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** By how many letters the first entry that starts with a word is longer; -1 if none does. */
function restOf(words: string, word: string): number {
  let entries = words;
  for (let shared = 0; ; ) {
    // All entries left share so many letters with the word; the first that shares one more starts with it.
    const first = entries.indexOf(`${shared}${word.charAt(shared)}`);
    if (first < 0) return -1;
    let [at, alike] = [first + 1, shared];
    while (alike < word.length && entries.charCodeAt(at) === word.charCodeAt(alike)) {
      alike++;
      at++;
    }
    let end = at;
    if (alike === word.length) {
      while (end < entries.length && !isDigit(entries.charCodeAt(end))) end++;
      return end - at;
    }
    // Up to the next that shares fewer; beyond nine, nothing says how many more they share.
    end = entries.length;
    for (; shared < Math.min(alike, MOST); shared++) {
      const next = entries.indexOf(`${shared}`, at);
      if (next >= 0) end = Math.min(end, next);
    }
    entries = entries.slice(at, end);
  }
}
