import { phiTypes } from './i2b2-2014-types';

/**
 * What programs and corpora call what they mark (Presidio, spaCy, Philter, i2b2 2006, Hugging Face's models for
 * de-identification), by the category that it is where it may be several TYPEs, else by the TYPE of i2b2 2014. Times of
 * day are in none of these: nobody is identified by one.
 */
const foreign: Readonly<Record<string, readonly string[]>> = {
  NAME: [
    ...['person', 'per', 'person name', 'full name', 'first name', 'given name', 'middle name'],
    ...['last name', 'family name', 'surname', 'initials'],
  ],
  PATIENT: ['patient name', 'pt name', 'pt name initial'],
  DOCTOR: ['doctor name', 'physician', 'clinician', 'staff', 'hcw', 'hcp name'],
  USERNAME: ['user', 'user id', 'login'],
  PROFESSION: ['occupation', 'job', 'job title'],
  LOCATION: ['loc', 'gpe', 'fac', 'facility', 'place'],
  HOSPITAL: ['hosp', 'hospital name'],
  ORGANIZATION: ['org', 'organisation', 'company', 'company name', 'employer', 'pat org', 'vendor'],
  STREET: ['address', 'street address', 'home address'],
  CITY: ['town'],
  STATE: ['province', 'us state'],
  ZIP: ['zip code', 'postcode', 'postal code'],
  DEPARTMENT: ['dept', 'ward'],
  ROOM: ['room number'],
  AGE: ['age over 89', 'age over 90'],
  DATE: ['date time', 'dob', 'date of birth', 'birth date', 'birthday', 'date year'],
  PHONE: ['phone number', 'telephone', 'telephone number', 'tel', 'mobile', 'pager', 'phone fax'],
  FAX: ['fax number'],
  EMAIL: ['email address'],
  URL: ['website', 'web', 'domain name'],
  IP: ['ip address', 'ipv4', 'ipv6'],
  SSN: ['us ssn', 'social security number', 'social security'],
  MRN: ['medical record number'],
  ID: [
    ...['id number', 'identifier', 'unique id', 'other id', 'patient id', 'serial number'],
    ...['us itin', 'us passport', 'passport', 'passport number', 'uk nhs', 'nhs number', 'national id'],
  ],
  HEALTHPLAN: ['health plan number', 'health plan beneficiary number', 'insurance number'],
  ACCOUNT: [
    ...['account number', 'bank account', 'us bank number', 'iban', 'iban code', 'credit card'],
    ...['credit card number'],
  ],
  LICENSE: [
    ...['license number', 'driver license', 'drivers license', 'us driver license', 'medical license'],
    'certificate license number',
  ],
  VEHICLE: ['vehicle id', 'license plate', 'vin'],
  DEVICE: ['device id', 'device identifier', 'mac address'],
  BIOID: ['biometric', 'biometric id'],
  OTHER: ['other phi', 'nrp', 'norp'],
};

/** `Phone Number`, `PHONE_NUMBER` and `phone-number` are one. */
const keyOf = (name: string): string => name.toUpperCase().replace(/[^A-Z\d]+/g, '');

const known = new Map<string, string>();
for (const name of [...Object.keys(foreign), ...Object.keys(phiTypes)]) known.set(keyOf(name), name);
for (const [name, others] of Object.entries(foreign))
  for (const other of others) known.set(keyOf(other), name);

/**
 * What a name for a kind of identifier stands for, as `PERSON` does for `NAME`: a TYPE of i2b2 2014 or a category of
 * `deidentify --spans`; undefined where it is no name of one.
 */
export const phiName = (name: string): string | undefined => known.get(keyOf(name));

const ofCategory = new Map<string, string>();
for (const [name, { category }] of Object.entries(phiTypes))
  if (category !== undefined && !ofCategory.has(category)) ofCategory.set(category, name);

/** The TYPE that a name is written as; of a category, the first of the table; undefined where it is no name of any. */
export function typeOf(name: string): string | undefined {
  const meant = phiName(name);
  return meant === undefined ? undefined : (ofCategory.get(meant) ?? meant);
}
