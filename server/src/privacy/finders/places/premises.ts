import { Cue, tell } from '../../words/lexicon';
import { type Finding, matches } from '../finding';

/** Forms of premises, each with the words that tell of it, in small letters. */
interface Form {
  readonly words: string;
  readonly pattern: RegExp;
  readonly kind: string;
}

/** Stands for a number behind "at", "lives" or a colon with a capital behind it. */
export const NUMBERED = '1';

const road =
  "(?:\\d{1,5}(?:st|nd|rd|th)?|[A-Z\\u00c0-\\u00de\\u0100-\\u024f\\u0386-\\u03ab][A-Za-z\\u00c0-\\u024f\\u0370-\\u03ff'’]{1,20})\\.?";
const crossing = `${road}(?: (?:${road}|(?:st|str|u|ut|rkp|street|ave)\\b\\.?)){0,4}`;

// Streets that have no word for a street, units, boxes: found by what stands around the number. At most 31, each a bit.
const forms: readonly Form[] = [
  {
    // "apt 509", "Apt 3B, Building 7"; not "apt 3/15", an appointment.
    words: 'apt apartment bldg trlr',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:apt|apartment|trlr|bldg)\.? ?#? ?\d{1,5} ?-?[a-z]?(?:, ?(?:building|bldg) ?[a-z\d]{1,3})?)(?![A-Za-z\u00c0-\u024f\d/:]|[.-]\d| ?[ap]\.?m)/dgi,
    kind: 'street',
  },
  {
    // "Box 62, Tullibeg", "RR 2 Box 88", "HC 61 Box 9"
    words: 'box',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:(?:RR|HC|R\.R\.|SS|GD|Rural Route|RURAL ROUTE) ?#?\d{1,3},? )?(?:Box|BOX) \d{1,5})(?=,|\s{0,9}(?:\n|$))/dg,
    kind: 'street',
  },
  {
    // "2805 31st Ave N"
    words: 'th nd rd st',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d/.-])(?<value>\d{1,5} (?:[nsew]{1,2} )?\d{1,3}(?:st|nd|rd|th) (?:ave|avenue|st|street|pl|place|ct|court|dr|drive|terr?)\.?(?: (?:[nsew]|nw|ne|sw|se))?)(?![A-Za-z\u00c0-\u024f\d])/dgi,
    kind: 'street',
  },
  {
    // "lives at 71 Quillan #806, West Harrow", "w/ granny at 9 Larkhill,"
    words: NUMBERED,
    pattern:
      /(?:(?:[Ll]iv(?:es?|ing)|[Ss]tay(?:s|ing)|[Rr]esid(?:es?|ing)|[Aa]ddr(?:ess)?|[Rr]esidence)[: ]{1,2}(?:at |@ ?|is )?|(?:w\/|with) [^\n.;]{1,25} at )(?<value>\d{1,5} [A-Z\u00c0-\u00de][a-z\u00df-\u024f'’]{2,15}(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f'’]{2,15})?(?: #?\d{1,5}[A-Z]?)?)(?= ?[#,]| ?\n| [Aa]pt|\.(?:\s|$))/dg,
    kind: 'street',
  },
  {
    // The town behind such a number: "#806, West Harrow K9Z 1X1".
    words: '#',
    pattern:
      /(?:[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{1,15}|[a-z\u00df-\u024f]{3,15}) #\d{1,5}[A-Z]?, (?<value>[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15}(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15}){0,2})(?=,| [A-Z]{2}\b| [A-Z]\d[A-Z])/dg,
    kind: 'city',
  },
  {
    // "the corner of 5th and Elm", "the corner of Elm Street 7 St. and Inna Loop"
    words: 'corner intersection',
    pattern: new RegExp(
      `(?:[Cc]orner|CORNER|[Ii]ntersection|INTERSECTION) (?:of|OF) (?<value>${crossing}(?: and | & | AND )${crossing})`,
      'dg',
    ),
    kind: 'street',
  },
  {
    // "PSC 6293, Box 8158", "APO AP 04336": of the armed forces.
    words: 'box',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:psc|cmr|unit) ?#?\d{1,5},? (?:p\.?o\.? ?)?box \d{1,5})(?!\w)/dgi,
    kind: 'street',
  },
  {
    words: 'apo fpo dpo',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:[AFD]PO,? A[AEP]|[afd]po,? a[aep]),? (?:\d{5}(?:-\d{4})?))(?!\w)/dg,
    kind: 'zip',
  },
  {
    // "USNV Botolen / FPO AE"
    words: 'fpo',
    pattern: /(?<![A-Za-z\d])(?<value>US[A-Z]{1,4} [A-Z][A-Za-z ]{2,24})(?=,?\s{1,4}FPO )/dg,
    kind: 'street',
  },
  {
    // "ZIP: 8592", "my zip code is 35350", "Postcode 7412 SL"
    words: 'zip zipcode postcode postal postalcode plz',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?:zip(?:[ -]?code)?|post(?:al)?[ -]?code|plz)(?: (?:is|was|of))?["']?[ \t]{0,3}[:#=.>]?[ \t]{0,3}["']?(?<value>[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|(?:[a-z]{1,2}-)?\d{3,6}(?:[ -]\d{2,4})?(?: ?[A-Z]{2})?)(?![A-Za-z\u00c0-\u024f\d]|[./-]\d)/dgi,
    kind: 'zip',
  },
  {
    // "Blk 9 Sengkara Ave 3", "#04-118", "S(519204)": in Singapore.
    words: 'blk',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:Blk|BLK|Block) \d{1,4}[A-Z]?,? (?:[A-Z][a-z]{1,15} ){1,4}\d{0,3}(?<! ))(?![A-Za-z\d])/dg,
    kind: 'street',
  },
  {
    // "#04-118" in Singapore; "RR#2", "Erf 118", "RMB 4471"
    words: '# erf rmb rsd',
    pattern:
      /(?<![A-Za-z\d])(?<value>#\d{2}-\d{2,4}[A-Z]?|R\.?R\.? ?#\d{1,3}|(?:Erf|ERF|RMB|RSD) \d{1,5})(?![\w/%-]|\.\d)/dg,
    kind: 'street',
  },
  {
    words: 's',
    pattern: /(?<![A-Za-z\d])(?<value>S ?\(\d{6}\))/dg,
    kind: 'zip',
  },
  {
    // "Purok 7, Brgy. Santol": in the Philippines.
    words: 'purok brgy barangay sitio mohalla',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f])(?<value>(?:Purok|Sitio) \d{1,2}[A-Z]?|(?:Brgy\.?|Barangay|Sitio|Mohalla) (?:\d{1,3}|[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15}(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15})?))(?![A-Za-z\u00c0-\u024f\d])/dg,
    kind: 'city',
  },
  {
    // "P.S. 118", "Local 47"
    words: 's ps local',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d.])(?<value>P\.S\. ?#?\d{2,3}|PS ?#?\d{2,3}(?= (?:school|in|on|nurse|called))|(?:(?:Teamsters|UAW|IBEW|SEIU) )?Local \d{1,4})(?![A-Za-z\u00c0-\u024f\d/%])/dg,
    kind: 'school',
  },
  {
    // "Harbor View Towers, Unit 12C", "Shady Oaks lot 12"; a letter only where somebody lives: "neighbor Pilar unit A"
    words: 'unit lot space apt flat',
    pattern:
      /(?:(?:Towers?|Apartments?|Apts?|Manor|Court|Village|Place|Terrace|Estates?|Park|Oaks|Acres|Pines|Gardens|Heights),?|\b(?:neighbou?rs?|lives?|living|resides?|tenant|upstairs|downstairs)\b[^.;\n]{0,24}) (?<value>(?:unit|lot|space) #?\d{1,4}[a-z]?(?![A-Za-z\u00c0-\u024f\d])|(?:unit|apt|flat) [A-H](?=[ \t]*(?:[),.;]|\r?\n|$)))/dgi,
    kind: 'street',
  },
  {
    // "Foxglove Building, Level 2": in a letterhead, on a line of its own.
    words: 'building bldg pavilion',
    pattern:
      /(?:^|[\n·|,][ \t]{0,3})(?<value>(?!(?:The|New|Old|Main|Medical|Outpatient|This|Office|Team|Skill|Muscle|Strength|Bridge|Body|Home|Confidence) )[A-Z\u00c0-\u00de][a-z\u00df-\u024f'’]{2,15}(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15})? (?:Building|Bldg|Pavilion)(?:, (?:Level|Floor|Suite|Room|Ste|Fl)\.? ?[A-Z]?\d{1,4}[A-Z]?)?)(?=[ \t]*(?:[·|,]|\r?\n|$))/dgm,
    kind: 'street',
  },
  {
    // "Flat 3, The Granary,", "Plot 9, 3rd Cross,"; "Unit 6, The Tannery"
    words: 'flat plot apartment apt unit room cottage',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:(?:Flat|Plot)(?: No\.?)? (?:[A-Z]{1,2} )?\d{1,4}[A-Z]?(?:\/\d{1,4})?, (?:The )?|(?:Apartment|Apt\.?|Unit|Room|Cottage) \d{1,4}[A-Z]?, The )(?:[A-Z\u00c0-\u00de][a-z\u00df-\u024f'’]{2,20}|\d(?:st|nd|rd|th))(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f'’]{2,20}){0,3})(?=[ \t]*(?:[,;]|\r?\n|$))/dg,
    kind: 'street',
  },
  {
    // "Suite 4, Oak Tree Centre", "Rm 1204, Lily House"
    words: 'suite rm',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:Suite|Rm) \d{1,4}[A-Z]?, (?:[A-Z\u00c0-\u00de][a-z\u00df-\u024f'’]{2,20} ){1,3}(?:House|Centre|Building|Mansions?|Court|Towers?|Plaza|Arcade|Mall|Gardens))(?=[ \t]*(?:[,;]|\r?\n|$))/dg,
    kind: 'street',
  },
  {
    // "the Mission District"
    words: 'district quarter neighborhood neighbourhood',
    pattern:
      /[Tt]he (?<value>(?!School|Health|Fire)[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15}(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15})? (?:District|Quarter|Neighbou?rhood))(?![A-Za-z\u00c0-\u024f])/dg,
    kind: 'city',
  },
  {
    // "Glenmoor 4th Ward": a congregation.
    words: 'ward stake branch',
    pattern:
      /(?<value>[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15}(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15})? \d{1,2}(?:st|nd|rd|th) (?:Ward|Stake|Branch))(?![A-Za-z\u00c0-\u024f])/dg,
    kind: 'company',
  },
  {
    // "Co. Mayo F26 Y7K2": the counties of Ireland, whatever stands around them.
    words: 'co',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f/])(?<value>(?:Co|CO)\.? (?:Antrim|Armagh|Carlow|Cavan|Clare|Cork|Derry|Donegal|Down|Dublin|Fermanagh|Galway|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo|Tipperary|Tyrone|Waterford|Westmeath|Wexford|Wicklow)|co\. (?:antrim|armagh|carlow|cavan|clare|cork|derry|donegal|dublin|fermanagh|galway|kerry|kildare|kilkenny|laois|leitrim|limerick|longford|louth|mayo|meath|monaghan|offaly|roscommon|sligo|tipperary|tyrone|waterford|westmeath|wexford|wicklow))(?![A-Za-z\u00c0-\u024f])/dg,
    kind: 'county',
  },
  {
    // "No. 27, 2nd Cross, 5th Main,", "#27/1, 2nd Main Road": in India.
    words: 'cross main stage block phase',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:(?:(?:Door|House|Plot|Flat|Old|New) )?No\.? ?|# ?)\d[\d/-]{0,8}[A-Z]?, ?(?:\d{1,3}(?:st|nd|rd|th) (?:[A-Z] )?(?:Cross|Main|Block|Stage|Phase)(?: Road| Street)?(?:, ?(?=\d{1,3}(?:st|nd|rd|th) ))?){1,3})(?![A-Za-z\u00c0-\u024f\d])/dg,
    kind: 'street',
  },
  {
    // "House 1184, Section K, Umlazi", "Stand 1120, Extension 4, Tembisa": in townships.
    words: 'house stand erf villa',
    pattern:
      /(?<![A-Z][a-z]{1,20} |[A-Za-z\u00c0-\u024f\d])(?<value>(?:House|Stand|Erf|Villa)(?: [Nn]o\.?)? \d{1,5}[A-Z]?, (?:Unit|Section|Zone|Extension|Ext\.?|Block|Phase|Road|Street) (?:[A-Z]{1,2}|\d{1,3}))(?![A-Za-z\u00c0-\u024f\d])/dg,
    kind: 'street',
  },
  {
    words: 'house stand erf villa',
    pattern:
      /(?:House|Stand|Erf|Villa)(?: [Nn]o\.?)? \d{1,5}[A-Z]?, (?:[A-Z][a-z]{3,8}\.? (?:[A-Z]{1,2}|\d{1,3}), )(?<value>[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15}(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15})?)(?=[,.;)]|[ \t]*(?:\r?\n|$))/dg,
    kind: 'city',
  },
  {
    // "Lot 12 Jalan Ampang", "No. 7, Lorong 3, Taman Desa": in Malaysia.
    words: 'jalan jln lorong persiaran lebuh',
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<value>(?:(?:Lot|No\.?|Unit) ?)?\d{1,5}[A-Z]?(?:[-/]\d{1,4})?,? (?:Jalan|Jln\.?|Lorong|Persiaran|Lebuh) (?:[A-Z][a-z]{2,15}|\d{1,3})(?: [A-Z][a-z]{2,15}| \d{1,2}(?:\/\d{1,2})?){0,2})(?![A-Za-z\u00c0-\u024f\d])/dg,
    kind: 'street',
  },
  {
    // "RD 2, Kaikohe 0472": where the post of New Zealand goes.
    words: 'rd',
    pattern:
      /(?<![A-Za-z\d] ?)(?<value>RD ?\d{1,2})(?=,? [A-Z\u00c0-\u016b][a-z\u00df-\u016b]{2,15}(?: [A-Z][a-z]{2,15})?(?: \d{4}(?!\d)|[.;]?[ \t]*(?:\r?\n|$)))/dg,
    kind: 'street',
  },
  {
    // "(Section 3, The Larches)", "respite, The Willows": a house that takes people in.
    words: 'section admission admitted inpatient detained respite placement',
    pattern:
      /\b(?:[Ss]ection \d{1,3}(?: ?\/ ?\d)?|[Aa]dmission|[Aa]dmitted|[Ii]npatient|[Dd]etained|[Rr]espite|[Pp]lacement)(?:,| at| to| in) (?<value>The [A-Z\u00c0-\u00de][a-z\u00df-\u024f]{3,15}s(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f]{2,15})?)(?=[,.;)]|[ \t]*(?:\r?\n|$))/dg,
    kind: 'company',
  },
  {
    // "TIDEWATER PATHOLOGY ASSOCIATES, P.A.": a practice at the head of a letter, by the form of its firm.
    words: 'p s inc llc pllc llp ltd psc plc pa pc corporation',
    pattern:
      /^[ \t]{0,40}(?<value>(?:[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f'’-]{0,20} ?(?:& |and |of |AND |OF )?){1,5}(?:Associates|ASSOCIATES|Group|GROUP|Consultants|CONSULTANTS|Partners|PARTNERS|Specialists|SPECIALISTS|Physicians|PHYSICIANS|Surgeons|SURGEONS|Clinic|CLINIC|Laborator(?:y|ies)|LABORATOR(?:Y|IES)|Imaging|IMAGING|Medicine|MEDICINE|Services|SERVICES|Care|CARE|Center|CENTER|[A-Z][A-Za-z]{2,15}(?:ology|OLOGY|iatrics|IATRICS|p(?:a)?edics|P(?:A)?EDICS)),? (?:P\.?A|P\.?C|S\.?C|P\.?S\.?C|P\.?L\.?L\.?C|L\.?L\.?[CP]|Inc|INC|Ltd|LTD|A (?:MEDICAL|PROFESSIONAL) CORPORATION)\.?)(?=[ \t]*(?:[|·(]|\r?\n|$))/dgm,
    kind: 'hospital',
  },
];

const bits = new Map<string, number>();
for (const [index, { words }] of forms.entries())
  for (const word of words.split(' ')) bits.set(word, (bits.get(word) ?? 0) | (1 << index));

/** The bits of what needs no number. */
export const wordy =
  (bits.get('district') ?? 0) |
  (bits.get('corner') ?? 0) |
  (bits.get('building') ?? 0) |
  (bits.get('co') ?? 0) |
  (bits.get('llc') ?? 0) |
  (bits.get('brgy') ?? 0);

/** Which forms a word or a sign tells of, as bits. */
export const premisesOf = (lower: string): number => bits.get(lower) ?? 0;
tell(bits.keys(), Cue.premises);

/** Premises without a word for a street: units, boxes, corners, numbers and a name. @param told the bits of all words */
export const findPremises = (text: string, told: number): Finding[] =>
  forms.flatMap(({ pattern, kind }, index) =>
    told & (1 << index) ? matches(text, pattern, 'LOCATION', kind) : [],
  );
