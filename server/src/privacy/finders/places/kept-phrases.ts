import { lowerBound, type Span } from '../../../note/span';
import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import type { Finding } from '../finding';
import { isSegment } from '../numbers/hl7';

/** Countries and states of several words: "Saudi Arabia", "West Virginia". New York is a town besides. */
function keptPhrases(lexemes: readonly Lexeme[]): Span[] {
  const kept: Span[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const last = lexemes[i] as Lexeme;
    // Nor is "Beth Israel" one.
    if (last.phrase === 0 || !has(last, Flag.kept) || has(last, Flag.named)) continue;
    if (last.lower === 'york') continue;
    kept.push({ start: (lexemes[i - last.phrase] as Lexeme).start, end: last.end });
  }
  return kept;
}

const sole = Flag.given | Flag.family | Flag.city | Flag.ambiguous;

/** Findings without those that are only a state or a country, a part of its name, or the name of a segment; what reaches further stays. */
export function withoutKept(findings: readonly Finding[], lexemes: readonly Lexeme[]): readonly Finding[] {
  if (findings.length === 0) return findings;
  const kept = keptPhrases(lexemes);
  return findings.filter((finding) => {
    if (finding.category !== 'NAME' && finding.category !== 'LOCATION') return true;
    const phrase = kept[lowerBound(kept, finding.start + 1) - 1];
    // A mark behind it may have been taken along.
    if (phrase && finding.end <= phrase.end + 1) return false;
    const at = lowerBound(lexemes, finding.start);
    if (lexemes[at]?.end === finding.end && isSegment(lexemes[at], lexemes[at + 1])) return false;
    if (finding.category === 'NAME') return true;
    const [before, word] = [lexemes[at - 1], lexemes[at]];
    // "Beth Israel"
    const led = before?.writing === 'capital' && word?.gap === Gap.space;
    return !(word?.end === finding.end && has(word, Flag.kept) && !has(word, sole) && !led);
  });
}
