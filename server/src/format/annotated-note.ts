import type { Annotations, InferenceLabel } from '../annotation/annotation';
import type { Note } from '../note/note';
import type { Span } from '../note/span';

/** A task that could not be done for a part of a note. Holds no text of the note. */
export interface NoteFailure {
  readonly task: string;
  readonly kind: string;
  readonly message: string;
}

/** A span that identifies somebody, with its category; UTF-16 code units of the note. */
export interface MarkedIdentifier extends Span {
  readonly category: string;
}

/** A note with all that is known of it: what every format of this folder writes from. */
export interface AnnotatedNote {
  /** The note's path below the folder it was asked for with, `/` between names; `-` for standard input. */
  readonly path: string;
  readonly note: Note;
  /** Of the bytes of the note's file, in hexadecimal. */
  readonly sha256: string;
  /** The name of the engine that answered. */
  readonly engine: string;
  /** Spans in UTF-16 code units; entities numbered T1… in the order of the text, relations R1…. */
  readonly annotations: Annotations;
  /** The sentences of the user that the note was held against; those without an inference are not decided. */
  readonly hypotheses: readonly string[];
  readonly identifiers: readonly MarkedIdentifier[];
  readonly failures: readonly NoteFailure[];
  /** What a person should know besides: sentences. They hold no text of the note. */
  readonly notices?: readonly string[];
}

/** The user's sentences with what the note says of each, and the premise where it says something. */
export const judged = (
  annotated: Pick<AnnotatedNote, 'annotations' | 'hypotheses'>,
): { readonly hypothesis: string; readonly label: InferenceLabel; readonly premise: Span | undefined }[] => {
  const said = annotated.annotations.inferences.flatMap(({ hypothesis, label, premise }) =>
    typeof hypothesis === 'string'
      ? [
          {
            hypothesis,
            label,
            premise: label === 'neutral' || premise.start === premise.end ? undefined : premise,
          },
        ]
      : [],
  );
  const silent = annotated.hypotheses
    .filter((hypothesis) => !said.some((one) => one.hypothesis === hypothesis))
    .map((hypothesis) => ({ hypothesis, label: 'neutral' as const, premise: undefined }));
  return [...said, ...silent];
};
