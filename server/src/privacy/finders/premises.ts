import type { Lexed } from '../lexer';
import { type Finding, matches } from './finding';

// Streets that have no word for a street, units, boxes: found by what stands around the number.
const patterns: readonly (readonly [RegExp, RegExp, string])[] = [
  // "apt 2217", "Apt 3B, Building 7"; not "apt 3/15", an appointment.
  [
    /\bap(?:t|artment)\b|\bbldg\b|\btrlr\b/i,
    /(?<![\p{L}\p{Nd}])(?<value>(?:apt|apartment|trlr|bldg)\.? ?#? ?\d{1,5} ?-?[a-z]?(?:, ?(?:building|bldg) ?[a-z\d]{1,3})?)(?![\p{L}\p{Nd}/:]|[.-]\d| ?[ap]\.?m)/dgiu,
    'street',
  ],
  // "Box 417, Maskwacis", "RR 2 Box 88", "HC 61 Box 9"
  [
    /\bBox\b/,
    /(?<![\p{L}\p{Nd}])(?<value>(?:(?:RR|HC|R\.R\.|SS|GD|Rural Route) ?#?\d{1,3},? )?Box \d{1,5})(?=,|\s*(?:\n|$))/dgu,
    'street',
  ],
  // "3417 16th Ave S"
  [
    /\d(?:st|nd|rd|th) (?:ave|st|avenue|street|pl|ct|dr|terr?)/i,
    /(?<![\p{L}\p{Nd}/.-])(?<value>\d{1,5} (?:[nsew]{1,2} )?\d{1,3}(?:st|nd|rd|th) (?:ave|avenue|st|street|pl|place|ct|court|dr|drive|terr?)\.?(?: (?:[nsew]|nw|ne|sw|se))?)(?![\p{L}\p{Nd}])/dgiu,
    'street',
  ],
  // "lives at 55 Falstaff #1402, North York"
  [
    /\b(?:lives?|living|stays?|staying|resides?|addr(?:ess)?|residence|home)\b/i,
    /(?:(?:[Ll]iv(?:es?|ing)|[Ss]tay(?:s|ing)|[Rr]esid(?:es?|ing)|[Aa]ddr(?:ess)?|[Rr]esidence|[Hh]ome)[: ]{1,2}(?:at |@ ?|is )?|(?:w\/|with) [^\n.;]{1,25} at )(?<value>\d{1,5} \p{Lu}[\p{Ll}'’]{2,15}(?: \p{Lu}[\p{Ll}'’]{2,15})?(?: #?\d{1,5}[A-Z]?)?)(?= ?[#,]| ?\n| [Aa]pt|\.(?:\s|$))/dgu,
    'street',
  ],
  // the town behind such a number: "#1402, North York M6L 0Z9"
  [
    /#/,
    /(?:\p{Lu}\p{Ll}+|\p{Ll}{3,}) #\d{1,5}[A-Z]?, (?<value>\p{Lu}\p{Ll}{2,15}(?: \p{Lu}\p{Ll}{2,15}){0,2})(?=,| [A-Z]{2}\b| [A-Z]\d[A-Z])/dgu,
    'city',
  ],
  // "the corner of 5th and Elm"
  [
    /corner of|intersection of/i,
    /(?:corner|intersection) of (?<value>(?:\d{1,3}(?:st|nd|rd|th)|\p{Lu}\p{L}{2,15})(?: \p{Lu}\p{Ll}{1,8})?(?: and | & )(?:\d{1,3}(?:st|nd|rd|th)|\p{Lu}\p{L}{2,15})(?: \p{Lu}\p{Ll}{1,8})?)/dgu,
    'street',
  ],
  // "P.S. 118", "Local 47"
  [
    /\bP\.?S\.? ?#?\d|\bLocal \d/,
    /(?<![\p{L}\p{Nd}.])(?<value>(?:P\.S\.|PS|I\.S\.) ?#?\d{2,3}|(?:Teamsters |UAW |IBEW |SEIU )?Local \d{1,4})(?![\p{L}\p{Nd}/%])/dgu,
    'school',
  ],
];

/** Premises without a word for a street: units, boxes, corners, numbers and a name. */
export function findPremises({ text }: Lexed): Finding[] {
  const found: Finding[] = [];
  for (const [ahead, pattern, kind] of patterns)
    if (ahead.test(text)) found.push(...matches(text, pattern, 'LOCATION', kind));
  return found;
}
