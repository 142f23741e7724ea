import { describe, expect, it } from 'vitest';
import { foundAs } from './notes';

const finds = (cases: readonly (readonly [text: string, ...found: string[]])[]): void => {
  it.each(cases.map(([text, ...all]) => [text, all] as const))('%j: %j', (text, all) => {
    expect(foundAs('LOCATION', text)).toEqual(all);
  });
};

describe('hospitals by their letters', () => {
  finds([
    ['Prev OD x9 seen in ED QUHT, no ITU.', 'QUHT'],
    ['d/w haem reg KPUH today', 'KPUH'],
    ['#NOF hemi 21/9 KRHT', 'KRHT'],
    ['LDCT last year (outside, QCH). Stable', 'QCH'],
    ['QCEH on call if worse', 'QCEH'],
    ['bed 12 ward RVH via lift', 'RVH'],
    ['country vs hosp ASH ; wife wants', 'ASH'],
    ['PICU Quillan Prov d/w consultant', 'Quillan Prov'],
    ['the Univ of Idaho - antibodies', 'Univ of Idaho'],
  ]);
  finds([
    ['ECG RVH with strain, echo LVH, CT SAH'],
    ['seen OOH, → CMHT if no better, from OSH'],
    ['ED LVH on ECG, ward round'],
  ]);
});

describe('houses, roads and landmarks', () => {
  finds([
    ['Nan at 9 Tanner Cottages, well', '9 Tanner Cottages'],
    ['14 Primrose Gdns · seen', '14 Primrose Gdns'],
    ['home alone, Lot 31 Quiet Acres, frail', 'Lot 31 Quiet Acres'],
    ['Address: 18-C Quillan Walk, alone', '18-C Quillan Walk'],
    ["at his uncle's place on Turkey Neck Road: beers", 'Turkey Neck Road'],
    ['may she get on a plane to Denver for the wedding', 'Denver'],
    ["camped near Witch's Cauldron, cold", "Witch's Cauldron"],
    ["fishes out of Old Man's Cove with", "Old Man's Cove"],
    ['slept above the Fox and Fiddle, cold', 'Fox and Fiddle'],
    ['turn left at the Dog & Drover, slept', 'Dog & Drover'],
  ]);
  finds([
    ["pain at McBurney's point, near Koch's triangle, over Erb's Point"],
    ['in the Heart and Vascular Center, to the Ear and Balance clinic'],
    ["at Addison's crisis, seen at Crohn's clinic"],
  ]);
});

describe('where somebody works, prays or is cared for', () => {
  finds([
    ["works nights at Quimby's in town", "Quimby's"],
    ["rents over Penhaligon's bakery, first floor", "Penhaligon's"],
    ["lives behind Miss Quill's Beauty Box, alone", "Miss Quill's Beauty Box"],
    ["smoke inhalation at Children's and released", "Children's"],
    ['Church in the Pines. Slept', 'Church in the Pines'],
    ['from the Chapel of the Open Sky potluck', 'Chapel of the Open Sky'],
    ['Agency: Good Neighbor Home Care, Inc.', 'Good Neighbor Home Care, Inc'],
    ['via Butterflies playgroup. Key worker', 'Butterflies playgroup'],
    ['taxi driver at Quillane rank.', 'Quillane rank'],
    ['PT x 8 at Active Stride PT (notes)', 'Active Stride PT'],
  ]);
  finds([
    ['Employer: Student Worker'],
    ['Facility: Skilled Nursing'],
    ['referred to Outpatient PT, at Home PT'],
    ["Women's clinic, at Mother's, at Doctor's request"],
  ]);
});

describe('addresses of other countries', () => {
  finds([
    ['lives 22 Harbour Gdns with wife', '22 Harbour Gdns'],
    ['7 Quarry Cotts, Ashby', '7 Quarry Cotts', 'Ashby'],
    ['addr 4/22 Kowhai St', '4/22 Kowhai St'],
    ['home alone @ 4 Quarry Cl, frail', '4 Quarry Cl'],
    ['Mail to Erf 118, gate', 'Erf 118'],
    ['noons at the Farmers Co-op cafe', 'Farmers Co-op'],
    ['tx from KQM hosp last week', 'KQM hosp'],
    ['drowned at Scar Top, so', 'Scar Top'],
    ['20 k past Wait-a-Mile; turn', 'Wait-a-Mile'],
    ['Prior auth (Independent Health, ID K00417826)', 'Independent Health'],
    ['2 keys w/ neighbor Pilar unit A)', 'unit A'],
    ['billed to QEIA 800417734-01', 'QEIA'],
  ]);
  finds([['seen 3/14 left st elevation'], ['preceded by R-on-T, RR 18, One-on-One sitter']]);
});
