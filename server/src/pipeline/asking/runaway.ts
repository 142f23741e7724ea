/** The end of a text that is looked at, in characters: no text that says something repeats itself for so long. */
const LOOKED_AT = 400;
/** What is repeated is no longer than this. */
const LONGEST_UNIT = 80;
/** After how many further characters it is looked at again. */
const STEP = 200;

/** The length of the shortest unit that a text consists of, again and again, the last time perhaps in part. */
function periodOf(text: string): number {
  const border = new Uint32Array(text.length);
  for (let at = 1, length = 0; at < text.length; at++) {
    while (length > 0 && text[at] !== text[length]) length = border[length - 1] ?? 0;
    if (text[at] === text[length]) length++;
    border[at] = length;
  }
  return text.length - (border.at(-1) ?? 0);
}

/**
 * A watch on an answer that is one text: give it the pieces as they come. It says whether the answer runs on without
 * saying anything: white space without end, as it stands or escaped, or the same words again and again.
 */
export function watchForRunaway(): (piece: string) => boolean {
  let tail = '';
  let unseen = 0;
  return (piece) => {
    tail = (tail + piece).slice(-LOOKED_AT);
    unseen += piece.length;
    if (unseen < STEP || tail.length < LOOKED_AT) return false;
    unseen = 0;
    return periodOf(tail) <= LONGEST_UNIT;
  };
}
