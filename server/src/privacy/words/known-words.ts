import { detached } from '../../note/detached';
import list from '../gazetteer/known-words.txt';

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

// What was worked out: notes repeat their words.
const starts = new Map<string, boolean>();
const MEMORY = 20_000;

/** Whether a word of medicine goes on by two letters or more where this one ends. @param word in small letters */
export function startsClinical(word: string): boolean {
  if (word.length < 2) return false;
  let answer = starts.get(word);
  if (answer === undefined) {
    groups ??= readGroups();
    answer = groups.some(({ name, words }) => name.includes('c') && restOf(words, word) > 1);
    if (starts.size >= MEMORY) starts.clear();
    starts.set(detached(word), answer);
  }
  return answer;
}

const ZERO = 0x30;
const MOST = 9;
const isDigit = (unit: number): boolean => unit >= ZERO && unit <= 0x39;

/** By how many letters the first entry that starts with a word is longer; -1 if none does. */
function restOf(words: string, word: string): number {
  // Two jumps, by the first and by the second letter; then entry by entry.
  const first = words.indexOf(`0${word.charAt(0)}`);
  if (first < 0) return -1;
  let at = first;
  if (words.charCodeAt(first + 2) !== word.charCodeAt(1)) {
    const next = words.indexOf('0', first + 1);
    at = words.indexOf(`1${word.charAt(1)}`, first);
    if (at < 0 || (next >= 0 && at > next)) return -1;
  }
  // How many letters the word shares with the entry that was read last.
  let alike = at === first ? 0 : 1;
  while (at < words.length) {
    const shared = words.charCodeAt(at) - ZERO;
    // Beyond nine, nothing says how many more they share.
    if (shared < alike && shared < MOST) return -1;
    alike = Math.min(alike, Math.max(shared, MOST));
    at++;
    if (shared === alike) {
      while (alike < word.length && words.charCodeAt(at) === word.charCodeAt(alike)) {
        alike++;
        at++;
      }
      if (alike === word.length) {
        const from = at;
        while (at < words.length && !isDigit(words.charCodeAt(at))) at++;
        return at - from;
      }
    }
    while (at < words.length && !isDigit(words.charCodeAt(at))) at++;
  }
  return -1;
}
