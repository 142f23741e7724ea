import { fromBrat } from './in-memory';

/** Emoji, CRLF, a tab and markup before and between mentions; nested, discontinuous, an event, all that brat has. */
export const text = 'Pt 😀 has\r\n\tfever & "cough" <b>]]> today.\r\n';
export const ann = [
  'T1\tproblem 11 16;20 25\tfever cough',
  'T2\tproblem 20 25\tcough',
  'T3\ttest 3 4\t😀',
  'E1\tproblem:T1 Theme:T2',
  'A1\tNegation E1',
  'A2\tAssertion T2 absent',
  'R1\tTrAP Arg1:T3 Arg2:T2',
  'N1\tReference T2 UMLS:C001\tCough',
  '#1\tAnnotatorNotes R1\tis it? "yes"',
  '*\tEquiv T1 T2',
  'not a line',
  '',
].join('\n');

export const sample = () => fromBrat(text, ann, 'note').document;
