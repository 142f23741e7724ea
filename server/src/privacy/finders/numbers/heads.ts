import type { Category } from '../../identifiers';

/** What the head of a column says of the cells below it, or of the one behind it on its row. */
export interface Head {
  readonly category: Category;
  readonly kind: string;
  /** What such a cell looks like, in small letters and without spaces. */
  readonly value: RegExp;
}

export const age: Head = {
  category: 'AGE',
  kind: 'age',
  value: /^(?:9\d|1[01]\d|12[0-5])(?:y(?:rs?)?|[mf]|\/[mf])?$/,
};
const record: Head = { category: 'MRN', kind: 'mrn', value: /^[a-z]{0,3}\d(?:-?[a-z\d]){4,11}$/ };
const phone: Head = { category: 'PHONE', kind: 'phone', value: /^x?\d(?:-?\d){2,10}$/ };
const code: Head = {
  category: 'ID',
  kind: 'id',
  value: /^(?!(?:19|20)\d\d$)(?:[a-z]{0,4}-?\d(?:-?[a-z\d]){3,14})$/,
};
const lot: Head = { category: 'ID', kind: 'id', value: /^(?=[a-z-]{0,6}\d)[a-z\d]{3,12}(?:-[a-z\d]{1,8})?$/ };

/** By the head in small letters, without spaces. */
export const heads: ReadonlyMap<string, Head> = new Map(
  (
    [
      ['lot', lot],
      ['age ages yrs age/sex age(y) age(yrs)', age],
      [
        'mrn mr# mrno mrno. ur urn urno hospno hospno. hosp# unitno nhsno nhs# uhid pid chart chart# record#',
        record,
      ],
      ['ext ext. extn extension pager bleep pgr phone phone# tel telephone mobile cell contact# dect', phone],
      [
        'acct acct# account account# policy policy# memberid member# csn encounter staffid empno empid badge badge# accession acc# acc.no specimen# case# claim# rx# rxno order# serial serialno s/n sn lot# lotno lotno. lotnumber wristband band',
        code,
      ],
    ] as const
  ).flatMap(([words, head]) => words.split(' ').map((word) => [word, head] as const)),
);

const words = /^\p{L}[\p{L}\p{M} .,'’&()/-]{0,60}$/u;
const person: Head = { category: 'NAME', kind: 'name', value: words };
const town: Head = { category: 'LOCATION', kind: 'city', value: words };
const zip: Head = { category: 'LOCATION', kind: 'zip', value: /^(?=[a-z\d -]{0,9}\d)[a-z\d][a-z\d -]{2,9}$/ };
const street: Head = {
  category: 'LOCATION',
  kind: 'street',
  value: /^(?=.{0,40}\p{L})[\p{L}\d][^|\n]{2,80}$/u,
};
const house: Head = { category: 'LOCATION', kind: 'hospital', value: words };

/** What names persons and places where each field has its column for certain, as in an exported list. */
export const exportedHeads: ReadonlyMap<string, Head> = new Map([
  ...heads,
  ...(
    [
      [
        'name patient patientname ptname fullname lastname firstname surname forename givenname familyname middlename maidenname preferredname last first provider providername physician doctor attending surgeon clinician nurse author pcp gp nextofkin nok emergencycontact guardian mother father spouse contactname',
        person,
      ],
      ['city town suburb county village', town],
      ['zip zipcode postcode postalcode', zip],
      ['address street streetaddress address1 addr homeaddress', street],
      ['facility hospital facilityname hospitalname employer school pharmacy practice', house],
    ] as const
  ).flatMap(([names, head]) => names.split(' ').map((name) => [name, head] as const)),
]);
