import type { AttributeValue } from '../../annotation/annotation';
import { ASSERTION } from '../../annotation/schema';
import type { Span } from '../../note/span';

/** Where a statement ends, for what is said before and behind a mention. */
const edge = /[.;:!?](?=\s|$)|\n\s*\n|\b(?:but|however|except|although|though)\b/gi;
const REACH = 80;

/** What stands before a mention, or behind it, and says an assertion of it. */
const cues: readonly (readonly [string, RegExp, RegExp | undefined])[] = [
  [
    'absent',
    /\b(?:no|not|denie[sd]|denying|deny|without|never|negative for|absence of|free of|rule[sd]? out|resolved)\b/i,
    /^\W*(?:(?:is|was|were|are|has|have|had|been)\s+)*(?:absent|not|denied|negative|none|resolved|ruled out|excluded)\b/i,
  ],
  [
    'possible',
    /\b(?:possible|possibly|probable|probably|likely|suspected|suspicious for|concern(?:ing)? for|may|might|could|questionable|rule out|consistent with|versus)\b/i,
    /^\W*(?:(?:is|was|cannot be|not)\s+)*(?:possible|likely|suspected|questionable|excluded)\b/i,
  ],
  [
    'hypothetical',
    /\b(?:if|should|in case|as needed|prn|return (?:for|with)|monitor for|watch for)\b/i,
    /^\W*(?:prn|as needed)\b/i,
  ],
  [
    'conditional',
    /\b(?:with exertion|on exertion|when|allerg\w+|reaction)\b/i,
    /^\W*(?:on|with|when|after|upon)\b/i,
  ],
  [
    'associated_with_someone_else',
    /\b(?:mother|father|brother|sister|son|daughter|aunt|uncle|cousin|grand\w+|parents?|family|maternal|paternal|sibling)\b/i,
    undefined,
  ],
];

/** The assertions that the words around a place speak for; more than one may. Looks at a few words on either side. */
function cuedAt(text: string, { start, end }: Span): Set<string> {
  const before = text.slice(Math.max(0, start - REACH), start);
  const behind = text.slice(end, end + REACH);
  let from = 0;
  for (const match of before.matchAll(edge)) from = match.index + match[0].length;
  const to = behind.search(edge);
  const left = before.slice(from);
  const right = to < 0 ? behind : behind.slice(0, to);
  const found = new Set<string>();
  for (const [assertion, ahead, after] of cues)
    if (ahead.test(left) || after?.test(right)) found.add(assertion);
  return found;
}

/**
 * The one of some places of the same words whose surroundings speak for the assertion that a mention was given;
 * undefined where none stands out.
 * @param attributes of the mention; without an assertion it is present
 */
export function assertedPlace<Place extends Span>(
  text: string,
  places: readonly Place[],
  attributes: Readonly<Record<string, AttributeValue>>,
): Place | undefined {
  const assertion = attributes[ASSERTION] ?? 'present';
  const fitting = places.filter((place) => {
    const cued = cuedAt(text, place);
    return assertion === 'present' ? cued.size === 0 : cued.has(String(assertion));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
