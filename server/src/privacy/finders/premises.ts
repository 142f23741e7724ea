import { type Finding, matches } from './finding';

/** Forms of premises, each with the words that tell of it, in small letters. */
interface Form {
  readonly words: string;
  readonly pattern: RegExp;
  readonly kind: string;
}

// Streets that have no word for a street, units, boxes: found by what stands around the number.
const forms: readonly Form[] = [
  {
    // "apt 2217", "Apt 3B, Building 7"; not "apt 3/15", an appointment.
    words: 'apt apartment bldg trlr',
    pattern:
      /(?<![\p{L}\p{Nd}])(?<value>(?:apt|apartment|trlr|bldg)\.? ?#? ?\d{1,5} ?-?[a-z]?(?:, ?(?:building|bldg) ?[a-z\d]{1,3})?)(?![\p{L}\p{Nd}/:]|[.-]\d| ?[ap]\.?m)/dgiu,
    kind: 'street',
  },
  {
    // "Box 417, Maskwacis", "RR 2 Box 88", "HC 61 Box 9"
    words: 'box',
    pattern:
      /(?<![\p{L}\p{Nd}])(?<value>(?:(?:RR|HC|R\.R\.|SS|GD|Rural Route) ?#?\d{1,3},? )?Box \d{1,5})(?=,|\s{0,9}(?:\n|$))/dgu,
    kind: 'street',
  },
  {
    // "3417 16th Ave S"
    words: 'ave avenue st street pl place ct court dr drive ter terr',
    pattern:
      /(?<![\p{L}\p{Nd}/.-])(?<value>\d{1,5} (?:[nsew]{1,2} )?\d{1,3}(?:st|nd|rd|th) (?:ave|avenue|st|street|pl|place|ct|court|dr|drive|terr?)\.?(?: (?:[nsew]|nw|ne|sw|se))?)(?![\p{L}\p{Nd}])/dgiu,
    kind: 'street',
  },
  {
    // "lives at 55 Falstaff #1402, North York", "w/ granny at 9 Larkhill,"
    words: 'lives live living stays staying resides reside addr address residence w with',
    pattern:
      /(?:(?:[Ll]iv(?:es?|ing)|[Ss]tay(?:s|ing)|[Rr]esid(?:es?|ing)|[Aa]ddr(?:ess)?|[Rr]esidence)[: ]{1,2}(?:at |@ ?|is )?|(?:w\/|with) [^\n.;]{1,25} at )(?<value>\d{1,5} \p{Lu}[\p{Ll}'’]{2,15}(?: \p{Lu}[\p{Ll}'’]{2,15})?(?: #?\d{1,5}[A-Z]?)?)(?= ?[#,]| ?\n| [Aa]pt|\.(?:\s|$))/dgu,
    kind: 'street',
  },
  {
    // The town behind such a number: "#1402, North York M6L 0Z9".
    words: '#',
    pattern:
      /(?:\p{Lu}\p{Ll}{1,15}|\p{Ll}{3,15}) #\d{1,5}[A-Z]?, (?<value>\p{Lu}\p{Ll}{2,15}(?: \p{Lu}\p{Ll}{2,15}){0,2})(?=,| [A-Z]{2}\b| [A-Z]\d[A-Z])/dgu,
    kind: 'city',
  },
  {
    // "the corner of 5th and Elm"
    words: 'corner intersection',
    pattern:
      /(?:corner|intersection) of (?<value>(?:\d{1,3}(?:st|nd|rd|th)|\p{Lu}\p{L}{2,15})(?: \p{Lu}\p{Ll}{1,8})?(?: and | & )(?:\d{1,3}(?:st|nd|rd|th)|\p{Lu}\p{L}{2,15})(?: \p{Lu}\p{Ll}{1,8})?)/dgu,
    kind: 'street',
  },
  {
    // "P.S. 118", "Local 47"
    words: 's ps is local',
    pattern:
      /(?<![\p{L}\p{Nd}.])(?<value>P\.S\. ?#?\d{2,3}|PS ?#?\d{2,3}(?= (?:school|in|on|nurse|called))|(?:(?:Teamsters|UAW|IBEW|SEIU) )?Local \d{1,4})(?![\p{L}\p{Nd}/%])/dgu,
    kind: 'school',
  },
  {
    // "Harbor View Towers, Unit 12C", "Shady Oaks lot 12"
    words: 'unit lot space',
    pattern:
      /(?:Towers?|Apartments?|Apts?|Manor|Court|Village|Place|Terrace|Estates?|Park|Oaks|Acres|Pines|Gardens|Heights),? (?<value>(?:unit|lot|space) #?\d{1,4}[a-z]?)(?![\p{L}\p{Nd}])/dgiu,
    kind: 'street',
  },
  {
    // "Glenmoor 4th Ward": a congregation.
    words: 'ward stake branch',
    pattern:
      /(?<value>\p{Lu}\p{Ll}{2,15}(?: \p{Lu}\p{Ll}{2,15})? \d{1,2}(?:st|nd|rd|th) (?:Ward|Stake|Branch))(?!\p{L})/dgu,
    kind: 'company',
  },
];

const bits = new Map<string, number>();
for (const [index, { words }] of forms.entries())
  for (const word of words.split(' ')) bits.set(word, (bits.get(word) ?? 0) | (1 << index));

/** Which forms a word or a sign tells of, as bits. */
export const premisesOf = (lower: string): number => bits.get(lower) ?? 0;
export const premiseWords: Iterable<string> = bits.keys();

/** Premises without a word for a street: units, boxes, corners, numbers and a name. @param told the bits of all words */
export const findPremises = (text: string, told: number): Finding[] =>
  forms.flatMap(({ pattern, kind }, index) =>
    told & (1 << index) ? matches(text, pattern, 'LOCATION', kind) : [],
  );
