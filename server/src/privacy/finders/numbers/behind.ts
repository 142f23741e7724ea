// The value behind a label: letters, digits and marks, at least one digit; groups of digits may stand apart.
const value =
  '(?<value>(?:[A-Za-z\\u00c0-\\u024f]{1,5}(?:[- ]|\\r?\\n {0,8}(?=\\d{5})))?(?=[A-Za-z\\u00c0-\\u024f\\d/*.-]{0,12}\\d)[A-Za-z\\u00c0-\\u024f\\d*](?:[A-Za-z\\u00c0-\\u024f\\d]|[-_*/.](?=[A-Za-z\\u00c0-\\u024f\\d])|-\\r?\\n {0,4}(?=\\d)){0,30}(?: (?=\\d{2})\\d[\\d-]{1,8}(?![A-Za-z\\u00c0-\\u024f\\d:/%]|\\.\\d)){0,4})';
const number = '(?:(?:nos?|num|nr|numbers?|id|code|identifier)\\b\\.?|#|№|\\((?:no|id)\\))';
export const behind = new RegExp(
  `[ \\t]{0,12}(?:\\([^()\\n]{1,20}\\)[ \\t]?)?${number}?[ \\t]{0,3}(?:(?:is|was|ending(?: in)?|ends(?: in)?)\\b)?[ \\t]{0,2}(?:[:#=.]{1,2}(?:\\r?\\n)?|[-–](?=[ \\t])|/(?=\\d{5}))?[ \\t]{0,12}(?:\\r?\\n[ \\t]{0,8})?${value}`,
  'dy',
);
/** Letter by letter: "number O D G 2024 55". */
export const spelledBehind =
  /(?:[ ](?:number|no\.?|is|id)){0,2}[ :#]{1,3}(?<value>(?:[A-Z] ){2,5}\d{2,8}(?: \d{1,8}){0,4})(?![A-Za-z\u00c0-\u024f\d])/dy;
/** The same where the label alone says too little: a mark or a word for "number" must follow. */
export const behindMark = new RegExp(
  `[ \\t]{0,3}(?:${number}[ \\t]{0,3}[:#=.]{0,2}|[:#=]{1,2})[ \\t]{0,12}(?:is |was )?${value}`,
  'dy',
);
/** "group 0099-A": a zero before it says that it is no count; "visit 0930" is a time. */
export const zeroBehind = /[ ](?<value>(?!0\d[0-5]\d(?!\d|-))0\d{3,9}(?:-[A-Z\d]{1,6})*)(?![\w:/%]|[.-]\d)/dy;
/** The same with letters before it or so many digits that nothing is counted: "employee Q5520", "order 55-90817". */
export const longBehind =
  /[ ](?<value>[A-Z]{1,3}\d{4,8}|(?!(?:19|20)\d\d-(?:19|20)\d\d)\d{2,4}-\d{4,8}|\d{7,12})(?![\w:/%]|[.-]\d| ?(?:units?|iu|u|mg|ml|cells)\b)/dy;
/** "group LANTERN-88": those who are insured together. */
export const groupBehind = /[ ](?<value>[A-Z]{4,14}-\d{2,6}|[A-Z]{1,3}\d{4,8}|\d{7,12})(?![\w:/%]|[.-]\d)/dy;
/** Digit by digit: "record 4 4 0 9 1 7". */
export const digitsApart =
  /(?:[ ](?:number|no\.?|is|id)){0,2}[ :#]{1,3}(?<value>\d(?: \d){3,12})(?![\w/.:%]| \d)/dy;
/** A health number of ten digits needs no mark: "NHS 900 000 0417", "CHI 140832 0695". */
export const tenDigits =
  /[ \t]{0,2}(?:no\.?|number|#|:)?[ \t]{0,2}[:#]?[ \t]{0,2}(?<value>\d{3}[ -]?\d{3}[ -]?\d{4}|\d{6}[ -]\d{4}|\d{4}[ -]\d{3}[ -]\d{3}|\d{4}[ -]\d{2}[ -]\d{4}|\d{3} \d{3} \d{3}(?: \d{3})?)(?!\d)/dy;
export const userBehind =
  /(?:[ -]?name| id)?[ \t]{0,2}(?:is |was |[:=])?[ \t]{0,2}["“']?(?<value>[a-z][\w.-]{1,30}[\d_][\w.-]{0,20}|@[\w.]{3,30}|(?<=(?:[:=]|name|id|is|user|login)[ \t]{0,2}["“']?)[a-z][\w.-]{2,30})(?![A-Za-z\u00c0-\u024f\d])/diy;
export const plateBehind =
  /[ \t]{0,2}(?:no\.?|number|#|plate)?[ \t]{0,2}[:#]?[ \t]{0,2}(?<value>(?:[A-Z]{2} )?(?=[A-Z \d·-]{0,8}\d)[A-Z\d]{1,4}[ ·-][A-Z\d]{2,4}|[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,2}[ -]?\d{4}|\d{2,3}-[A-Z]{1,2}-\d{1,6}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})(?![A-Za-z\u00c0-\u024f\d-])/dy;
export const pinBehind =
  /(?:[ \t]{1,2}(?:is|now|code|number|no\.?|reset|changed|set|was|to|as|given)\b){0,4}[ \t]{0,2}[:#=]?[ \t]{0,2}#?(?<value>(?:[A-Z]{2} ?(?=\d{4}))?[A-Z]?\d{3,8}(?:[A-Z](?![A-Za-z]))?)(?!\d|\.\d|[ ]?(?:mm|cm|mg|sites?)\b)/dy;
/** "portal code QX7-RM2-88P": letters and digits in groups. */
export const activationBehind =
  /(?: code| no\.?| id)?[ \t]{0,2}(?:is |was )?[:#=]?[ \t]{0,2}(?<value>(?=[A-Z\d-]{0,20}\d)[A-Z\d]{2,6}(?:-[A-Z\d]{2,6}){1,3}|(?=[A-Z]{0,9}\d)(?=\d{0,9}[A-Z])[A-Z\d]{5,10})(?![\w-])/dy;
/** "code QX4RLM7": letters on both sides of digits, as nothing of billing has them. */
export const mixedCode = /[ :]{1,2}(?=[A-Z\d]{6,10}(?!\w))[A-Z]+\d+[A-Z]+\d/y;
export const activated =
  /\b(?:portal|activation|mychart|verification|confirmation|invite|invitation|pairing|enrol?lment|referral|download|sign-?up) $/i;
/** "lot 3K7PX", "lot no. EX-4419": with letters, or so many digits that it is no place to park. */
export const lotBehind =
  /(?:[ \t]?(?:no|nr|number)\b\.?|#)?[ \t]{0,2}[:#=]?[ \t]{0,2}(?<value>(?=[A-Z-]{0,9}\d)(?=[\d-]{0,9}[A-Z])[A-Z\d]{2,12}(?:-[A-Z\d]{1,8}){0,3}|(?=[a-z]{0,4}\d)(?=\d{0,9}[a-z])[a-z\d]{5,12}|\d{2,8}-\d{2,8}|\d{5,12})(?![A-Za-z\u00c0-\u024f\d%]|[./:]\d)/dy;
/** "OP 24/4471": so many of a year. */
export const yearlyBehind =
  /[ \t]{1,2}(?:no\.? ?)?[:#]?[ ]?(?<value>\d{2}\/(?!(?:19|20)\d\d(?!\d))\d{4,6}|\d{4,6}\/\d{2})(?![\w/])/dy;
/** "RxGRP ABCDE7". */
export const planBehind =
  /[ \t]{0,3}[:#=]?[ \t]{0,3}(?<value>(?=[A-Za-z]{0,12}\d)[A-Za-z\d]{4,15})(?![A-Za-z\d])/dy;
export const passwordBehind =
  /(?:[ \t]{1,2}(?:is|now|reset|changed|set|was|to|as)\b){0,4}[ \t]{0,2}[:=]?[ \t]{0,2}["“']?(?<value>(?=\S{0,30}\d)[^\s"”',;]{4,30})/dy;
/** A word that was agreed on: "pw: lantern", "HIPAA password “green teapot”". */
export const agreedBehind =
  /(?:[ ]?(?:[:=]|is|was|set to)[ ]?["“']?|[ ]?["“'])(?<value>(?!(?:none|n\/a|not|no|yes|given|set|protected|declined|refused|on|see|in|to|required|provided|verified|established|confirmed|obtained|needed|unknown|correct|reset|changed|pending)(?![a-z]))[a-z]{3,20}(?:[ -][a-z]{3,20})?)(?=["”']|[ \t]*(?:[.,;)|]|\r?\n|$))/diy;
/** The same right behind the label, where that is the family's or the telephone's. */
export const agreedClose = /[ ](?<value>[a-z]{4,20})(?=[ \t]*(?:[.,;)|]|\r?\n|$))/diy;
/** "PC Penhale 5826", "Sgt. Penhale #3064": the number of an officer behind the name. */
export const officerBehind =
  /\.?(?: (?:\p{Lu}\.? )?\p{Lu}[\p{L}'’-]{1,20},?){1,2} {1,2}(?<value>#?\d{3,6})(?![\p{L}\p{Nd}:/]|\.\d)/duy;
