import type { Category } from '../../identifiers';
import { Flag, know } from '../../words/lexicon';
import type { Finding } from '../finding';
import {
  activationBehind,
  behind,
  behindMark,
  lotBehind,
  officerBehind,
  passwordBehind,
  pinBehind,
  planBehind,
  plateBehind,
  tenDigits,
  userBehind,
  yearlyBehind,
} from './behind';
import { socialBehind } from './social';

/** What a number behind a label is, and what it looks like. */
export interface Rule {
  readonly category: Category;
  readonly kind: string;
  readonly pattern: RegExp;
  /** Digits that the value needs at least where no mark stands before it. */
  readonly digits: number;
}

/** By the label's last word in small letters. */
export const rules = new Map<string, Rule>();
const rule = (words: string, category: Category, kind: string, pattern: RegExp, digits: number): void => {
  for (const word of words.split(' ')) rules.set(word, { category, kind, pattern, digits });
};
rule('mrn mr emrn emr mpi empi cpi umrn', 'MRN', 'mrn', behind, 4);
rule('chart record rec urn ur folder pid uhid ch', 'MRN', 'mrn', behind, 5);
rule('nhs chi hcn mcp', 'MRN', 'mrn', tenDigits, 9);
rule('file pas opd ipd emis systmone', 'MRN', 'mrn', behind, 5);
rule('hosp', 'MRN', 'mrn', behindMark, 4);
rule("reg'n hn", 'MRN', 'mrn', behind, 4);
rule('nhi', 'MRN', 'mrn', behind, 3);
rule('badge collar', 'ID', 'id', behind, 2);
rule('grp', 'ID', 'id', behind, 4);
rule(
  'acct account accession npi dea clia csn policy pol subscriber mbi beneficiary vin serial imei udi passport',
  'ID',
  'id',
  behind,
  3,
);
rule(
  'incident run dispatch cad pcr warrant docket court booking inmate prisoner shield seal donation donor pps ppsn nino sin ohip ramq phn phin ihi aadhaar abha upi dva crn iin eft chq cheque ptan upin medallion cdl dln requisition req acc claim docket member mem mbr medicaid medicare lic license licence dl registry specimen spec ticket job trip ref approval auth authorization band bands wristband worksheet voucher invoice confirmation tracking interpreter interp payer card tag permit certificate gmc nmc gdc imc enc har fin ein barcode transaction locker id case cdcr iban ndis ubrn awb waybill fedex dhl usps cpso cpsa hpcsa gphc hcpc mcrn ahpra philhealth nabp ncpdp',
  'ID',
  'id',
  behind,
  4,
);
rule(
  'custody pnc goc coru nmbi psni datix gms mmc nsr mdcn mcnz pmdc abn acn hkid session tax tin hcc provider prov participant subject subj screening randomization randomisation payroll envelope emp reg regd regn',
  'ID',
  'id',
  behind,
  5,
);
rule(
  'encounter registration reference referral prescription order study lab employee group plan ins insurance device sn sequence visit unit hospital patient pt client barcode form episode policyholder customer receipt check batch message event query rand trauma report student staff',
  'ID',
  'id',
  behindMark,
  4,
);
rule('bin', 'ID', 'id', behind, 6);
rule('rx folio voyage bag plot', 'ID', 'id', behind, 5);
rule('key ods unos', 'ID', 'id', activationBehind, 1);
// Letters among the digits say that it is no count: "conf K77Q2".
rule('conf confirm rpt', 'ID', 'id', behind, 5);
rule('lot lots', 'ID', 'id', lotBehind, 1);
rule('rxbin rxgrp rxgroup rxid rxpcn', 'ID', 'id', planBehind, 1);
rule('op ip', 'MRN', 'mrn', yearlyBehind, 1);
rule('tail aircraft', 'ID', 'vehicle', plateBehind, 1);
rule('no', 'ID', 'id', behind, 3);
rule('ssn ss social soc last last4 ssn4', 'SSN', 'ssn', socialBehind, 4);
rule(
  'user username login logged handle skype insta instagram snapchat tiktok discord venmo telegram gamertag',
  'ID',
  'username',
  userBehind,
  0,
);
rule('plate plates rego tags', 'ID', 'vehicle', plateBehind, 1);
rule('pin passcode keysafe safe lockbox keypad', 'ID', 'pin', pinBehind, 3);
rule('code', 'ID', 'pin', pinBehind, 3);
rule('password pw pwd passwd passphrase codeword', 'ID', 'pin', passwordBehind, 1);
rule(
  'pc wpc pcso sgt sergeant cst constable officer ofc detective deputy trooper tpr garda cpl paramedic',
  'ID',
  'id',
  officerBehind,
  3,
);

know([...rules.keys(), 'ending', 'ends'], Flag.label);

/** What a number behind a label is: one of a telephone where the label is none of these. */
export function numberOf(label: string): Pick<Finding, 'category' | 'kind'> {
  const { category, kind } = rules.get(label) ?? { category: 'PHONE', kind: 'extension' };
  return { category, kind };
}
