import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, tell } from '../../words/lexicon';
import { isEponym, isOrganisation, type Marks, mark } from '../marks';
import { nameAt } from './person';

/** Words before a person who acted: "read by", "called to". */
tell(
  'by per with to from ask asked called paged notified via w contacted informed told saw sees and cc discussed seeing named name dear hi hello thanks regards sincerely signed cosigned cosign attn texted updated phoned thank'.split(
    ' ',
  ),
  Cue.actor,
);

/** Capitalised words behind "by", "per", "with" and before a relative in brackets. */
export function beside(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  if (first.gap === Gap.none && previous?.text === '-') return;
  let open = 0;
  for (let k = 1; k < 9 && open === 0; k++) if (lexemes[i + k]?.text === '(') open = k;
  if (open > 0) {
    const inside = lexemes[i + open + 1];
    if (inside && (has(inside, Flag.relative) || inside.lower === 'self')) {
      const run = nameAt(lexemes, i, 'likely', true);
      if (run && run.end === i + open && first.writing === 'capital') mark(marks, i, run.end);
    }
  }
  if (
    !previous ||
    first.gap !== Gap.space ||
    (previous.cues & Cue.actor) === 0 ||
    first.writing !== 'capital'
  )
    return;
  if (
    has(first, Flag.generic | Flag.organisation | Flag.kept | Flag.city | Flag.eponym | Flag.weakOrganisation)
  )
    return;
  const run = nameAt(lexemes, i, 'likely');
  if (!run || isEponym(lexemes, run) || isOrganisation(lexemes, run)) return;
  const strong = /^(?:by|per|signed|cosigned|dear|hi|hello|paged|notified|named)$/.test(previous.lower);
  const acted =
    strong &&
    /^(?:signed|read|seen|performed|dictated|completed|reviewed|taken|grossed|transcribed|entered|verified|accompanied|referred|cosigned|placed|done|interpreted|prepared|delivered|obtained|drawn|given|staffed|supervised|assisted|administered|microscopic|ordered|requested|typed|recorded|called|witnessed|examined|evaluated|discussed)$/.test(
      lexemes[i - 2]?.lower ?? '',
    );
  // "spoke with Tavish", "updated Oriane": people are spoken to.
  const talked =
    first.lower.length > 1 &&
    ((/^(?:with|w|to)$/.test(previous.lower) &&
      /^(?:spoke|met|speak|speaking|discussed|discuss|here|lives|living|talked|conversation|visit|together|along|conferred|married|engaged|texted|accompanied)$/.test(
        lexemes[i - 2]?.lower ?? '',
      )) ||
      /^(?:called|paged|told|notified|texted|informed|updated|asked|phoned|thanks|thank)$/.test(
        previous.lower,
      ));
  if (
    run.known > 0 ||
    run.initials > 0 ||
    acted ||
    talked ||
    /^(?:dear|hi|hello|signed|cosigned|named|paged)$/.test(previous.lower)
  )
    mark(marks, i, run.end);
}
