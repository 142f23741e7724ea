import type { SectionKind } from '../note/headings';
import type { Block } from '../note/note';
import type { Span } from '../note/span';
import { folded } from './memo';

/**
 * What a clause of a note claims on one question ("does the patient smoke?", "is there an effusion?").
 * Two claims on one question with different answers may clash.
 */
export interface Claim {
  /** The kind of question: it decides how two answers are held against each other. */
  readonly about: About;
  /** The question itself; only claims with the same key are compared. */
  readonly key: string;
  readonly answer: string;
  /** A measured value or range, where the question asks for one. */
  readonly range?: readonly [number, number];
  /** The date that the claim is about, where one is near. */
  readonly date?: string;
  /** The clause, offsets into the block. */
  readonly span: Span;
  readonly section: SectionKind;
  /** Whether the clause speaks of change or of another time. */
  readonly course: boolean;
}

export type About =
  | 'finding' // is there such a finding?
  | 'sign' // is there such a symptom or sign now?
  | 'disease' // does the patient have such a lasting disease?
  | 'side' // on which side is it?
  | 'state' // which of several states that exclude each other?
  | 'measure' // how much?
  | 'size' // how large is it?
  | 'dose' // how much of a drug does the patient take?
  | 'drug' // is it stopped or going on?
  | 'device' // is one in place?
  | 'act'; // was it done?

/** A part of a sentence between semicolons, ready for patterns. */
export interface Clause extends Span {
  /** Lower case, white space as blanks, apostrophes straight; the same length as the text. */
  readonly text: string;
  /** The heading that the clause stands right behind, in lower case; else empty. */
  readonly title: string;
  /** The index of its sentence. */
  readonly sentence: number;
  /** The last date in or before the clause in its block; empty where there is none. */
  readonly date: string;
}

const date =
  /\b(?:(?:19|20|21)\d\d-\d{1,2}-\d{1,2}|\d{1,2}[/-]\d{1,2}(?:[/-](?:\d{2}){1,2})?|\d{1,2}[-. ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[-. ]\d{4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2})\b/g;

/** The clauses of a block; the offsets are into the block. */
export function clausesOf(block: Block): Clause[] {
  const whole = folded(block);
  const clauses: Clause[] = [];
  let last = block.heading?.title.toLowerCase().match(date)?.at(-1) ?? '';
  block.sentences.forEach((sentence, index) => {
    const lower = whole.slice(sentence.start, sentence.end);
    const title = index === 0 && block.heading ? block.heading.title.toLowerCase() : '';
    let at = 0;
    while (at < lower.length) {
      const stop = lower.indexOf('; ', at);
      const end = stop < 0 ? lower.length : stop;
      const text = lower.slice(at, end);
      if (/\d/.test(text)) last = text.match(date)?.at(-1) ?? last;
      clauses.push({
        start: sentence.start + at,
        end: sentence.start + end,
        text,
        title: at === 0 ? title : '',
        sentence: index,
        date: last,
      });
      at = end + 2;
    }
  });
  return clauses;
}

const kinWord = String.raw`\b(?:mother|father|mom|mommy|mum|dad|daddy|brother|sister|son|daughter|dtr|wife|husband|hubby|spouse|partner|aunt|uncle|cousin|niece|nephew|grand\w+|step\w+|parents?|siblings?|relatives?|famil(?:y|ial)|child(?:ren)?|kids?|donor|friend|roommate|housemate|flatmate|caller|infant|baby|newborn|fetus|twin|neighbor|boyfriend|girlfriend|fiancee?|fam|fhx?|maternal|paternal)(?:'s|s)?\b`;
const anyKin = new RegExp(kinWord);
const kin = new RegExp(String.raw`${kinWord}[^,;:.]{0,40}(?:, (?:who|which)\b[^,;:.]{0,40})?$`);
// "Lives with his wife and smokes": a companion is not the subject.
const companion = /\b(?:with|w\/|and)(?: (?:his|her|their|the|a))?(?: \w+)? $/;

/** Whether a text in lower case names somebody of the patient's family or company. */
export const mentionsKin = (text: string): boolean => anyKin.test(text);

const tells =
  /\b(?:add(?:s|ed)|report(?:s|ed)|stat(?:es|ed)|sa(?:ys|id)|not(?:es|ed)|mention(?:s|ed)|t(?:ells|old)|confirm(?:s|ed)|believes?)\b.*\b(?:he|she|pt|patient)\b/;

/** Whether what stands at an offset of a clause is said of somebody else than the patient; a relative may tell it, though. */
export function ofSomebodyElse(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 60), at);
  const found = kin.exec(before);
  if (found === null || tells.test(found[0])) return false;
  return !(/^\S+ and (?:he |she )?$/.test(found[0]) && companion.test(before.slice(0, found.index)));
}

/** Words of change, of another time, of doubt: a clause with them does not clash with another lightly. */
export const courseWords =
  /\b(?:new|now|newly|develop\w*|subsequent\w*|later|initial\w*|repeat\w*|interval|since|after\w*|before|resol\w*|improv\w*|prior|previous\w*|then|today|yesterday|tomorrow|overnight|discharge|admission|arrival|until|recur\w*|further|longer|worse\w*|progress\w*|cleared?|gone|past|old|history|hx|former\w*|ago|follow\w*|becam?e|anymore|again|still|residual|post-?op\w*|pre-?op\w*|intra-?op\w*|last|stop\w*|quit|risk|if|should|could|may|might|possib\w*|concern\w*|suspect\w*|question\w*|rule|r\/o|evaluat\w*|likely|versus|vs|consider\w*|other|definite|increas\w*|decreas\w*|chang\w*|unless|would|will|prevent\w*|prophyla\w*|screen\w*|worsen\w*|treated|years?|months?|weeks?|days?|at this time|at present|currently)\b|\?/;
