import type { SectionKind } from '../note/headings';
import { type Claim, type Clause, ofSomebodyElse } from './claims';
import { rules } from './state-rules';

// Longer ones first, as the first that fits is taken.
const stems = [...new Set(rules.flatMap((rule) => rule.stems))].sort((a, b) => b.length - a.length);
const anyStem = new RegExp(String.raw`\b(?:${stems.join('|')})`, 'g');

const limb =
  /\b(?:leg|foot|ankle|knee|hip|lower extremit|lle|rle|arm|wrist|elbow|shoulder|upper extremit|lue|rue|hand)/;
const rightSide = /\b(?:right|rt|r|rle|rue)\b/;
const leftSide = /\b(?:left|lt|l|lle|lue)\b/;

/** The claims on exclusive states that the clauses of a block make; `lower` is the block's text in lower case. */
export function stateClaims(lower: string, clauses: readonly Clause[], section: SectionKind): Claim[] {
  const claims: Claim[] = [];
  if (section === 'family-history') return claims;
  const here = new Set(lower.match(anyStem));
  if (here.size === 0) return claims;
  for (const rule of rules) {
    if (!rule.stems.some((stem) => here.has(stem))) continue;
    for (const { text, title, start, end, date } of clauses) {
      if (!rule.stems.some((stem) => text.includes(stem) || title.includes(stem))) continue;
      const whole = title === '' ? text : `${title}: ${text}`;
      const match = rule.pattern.exec(whole);
      if (!match || rule.unless?.test(whole) || ofSomebodyElse(whole, match.index)) continue;
      let { key } = rule;
      if (rule.sided) {
        const side = rightSide.test(whole)
          ? leftSide.test(whole)
            ? ''
            : 'right'
          : leftSide.test(whole)
            ? 'left'
            : '';
        if (side === '' || !limb.test(whole)) continue;
        key = `${key} ${side}`;
      }
      claims.push({
        about: rule.about,
        key,
        answer: rule.answer,
        span: { start, end },
        section,
        course: false,
        ...(date === '' ? {} : { date }),
      });
    }
  }
  return claims;
}
