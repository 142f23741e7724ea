/** What a TYPE of i2b2 2014 says of a span. */
export interface PhiType {
  /** The element that tags of this TYPE are written as. */
  readonly element: string;
  /** The category of `deidentify --spans`, or undefined where it is none of them. */
  readonly category: string | undefined;
  /** Whether it is of the HIPAA subset of the shared task, or a URL or an address of the internet. */
  readonly hipaa: boolean;
  /** Whether the Safe Harbor rule lets it stand by itself: 45 CFR 164.514(b)(2) names no state, ward or trade. */
  readonly allowed: boolean;
}

const type = (element: string, category: string | undefined, ...flags: ('hipaa' | 'allowed')[]): PhiType => ({
  element,
  category,
  hipaa: flags.includes('hipaa'),
  allowed: flags.includes('allowed'),
});

/**
 * The TYPEs of the corpus (Stubbs and Uzuner 2015, doi:10.1016/j.jbi.2015.07.020). The HIPAA subset is the one of the
 * shared task's evaluation script ("HIPAA-compliant PHI" in the README of kotfic/i2b2_evaluation_scripts; Stubbs,
 * Kotfila and Uzuner 2015, doi:10.1016/j.jbi.2015.06.007): of names the patient's alone, no hospitals. It left out
 * URL and IPADDR, which Safe Harbor names; here they belong to it.
 */
export const phiTypes: Readonly<Record<string, PhiType>> = {
  PATIENT: type('NAME', 'NAME', 'hipaa'),
  DOCTOR: type('NAME', 'NAME'),
  USERNAME: type('NAME', 'NAME'),
  PROFESSION: type('PROFESSION', undefined, 'allowed'),
  'LOCATION-OTHER': type('LOCATION', 'LOCATION'),
  HOSPITAL: type('LOCATION', 'LOCATION'),
  ORGANIZATION: type('LOCATION', 'LOCATION', 'hipaa'),
  STREET: type('LOCATION', 'LOCATION', 'hipaa'),
  CITY: type('LOCATION', 'LOCATION', 'hipaa'),
  COUNTY: type('LOCATION', 'LOCATION', 'hipaa'),
  ZIP: type('LOCATION', 'LOCATION', 'hipaa'),
  STATE: type('LOCATION', 'LOCATION', 'allowed'),
  COUNTRY: type('LOCATION', 'LOCATION', 'allowed'),
  DEPARTMENT: type('LOCATION', 'LOCATION', 'allowed'),
  ROOM: type('LOCATION', 'LOCATION', 'allowed'),
  AGE: type('AGE', 'AGE', 'hipaa'),
  DATE: type('DATE', 'DATE', 'hipaa'),
  PHONE: type('CONTACT', 'PHONE', 'hipaa'),
  FAX: type('CONTACT', 'PHONE', 'hipaa'),
  EMAIL: type('CONTACT', 'EMAIL', 'hipaa'),
  URL: type('CONTACT', 'URL', 'hipaa'),
  IPADDR: type('CONTACT', 'IP', 'hipaa'),
  IDNUM: type('ID', 'ID', 'hipaa'),
  SSN: type('ID', 'SSN', 'hipaa'),
  MEDICALRECORD: type('ID', 'MRN', 'hipaa'),
  HEALTHPLAN: type('ID', 'ID', 'hipaa'),
  ACCOUNT: type('ID', 'ID', 'hipaa'),
  LICENSE: type('ID', 'ID', 'hipaa'),
  VEHICLE: type('ID', 'ID', 'hipaa'),
  DEVICE: type('ID', 'ID', 'hipaa'),
  BIOID: type('ID', 'ID', 'hipaa'),
  OTHER: type('OTHER', undefined, 'allowed'),
};

/** The TYPE that stands for an element whose TYPE is not in the table, or undefined where it is no tag of PHI. */
export function usualType(element: string): string | undefined {
  const found = Object.entries(phiTypes).find(([, known]) => known.element === element);
  return found?.[0];
}
