/** What a word or a term can be in a clinical phrase; a term may have several of these bits. */
export const PROBLEM = 1;
export const TEST = 2;
export const TREATMENT = 4;
/** With one of the three above: a head only where a modifier stands before it ("disease", "count"). */
export const WEAK = 8;
/** With TEST: only where a value follows ("K 3.4"). */
export const VALUE = 16;
/** A problem said as an adjective ("dyspneic"). */
export const SIGN = 32;
export const MODIFIER = 64;
export const ANATOMY = 128;
/** Makes a finding of a body part or function ("swollen", "decreased"). */
export const ABNORMAL = 256;
/** With ABNORMAL: makes one of a test as well ("elevated"). */
export const QUANTITY = 512;
/** What the body does or shows ("appetite", "breath sounds"). */
export const FUNCTION = 1024;
/** In no phrase. */
export const STOP = 2048;
/** "the", "his", "any". */
export const DETERMINER = 4096;
/** A word that no list and no ending explains. */
export const UNKNOWN = 8192;
/** "of", "in": may join a body part to a problem. */
export const PREPOSITION = 16384;
export const NUMBER = 32768;
/** "and", "or". */
export const CONJUNCTION = 65536;
/** Known by a list, not by its ending. */
export const LISTED = 131072;

export const HEAD = PROBLEM | TEST | TREATMENT | SIGN;
export const NOMINAL = HEAD | MODIFIER | ANATOMY | ABNORMAL | FUNCTION | UNKNOWN;
