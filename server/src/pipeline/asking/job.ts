import type { Origin } from '../../annotation/annotation';
import type { Note } from '../../note/note';
import type { Span } from '../../note/span';
import { deidentifyBeside, labelBeside } from '../../privacy/beside';
import { makeGuard } from '../../privacy/guard/guard';
import type { Identifier } from '../../privacy/identifiers';
import type { DeidentifiedText } from '../../privacy/text';
import { deidentify, type View } from '../../privacy/view';
import type { Guard, Model } from '../../runtime/runtime';
import type { Request, Result, Task } from '../../task/engine';
import type { Failure } from '../../task/failure';
import type { Beside } from '../../task/source';
import type { CountTokens } from '../windows/tokens';
import type { Asking } from './asking';

/** All that the questions about one request have in common. */
export interface Job {
  readonly request: Request;
  readonly asking: Asking;
  readonly model: Model;
  readonly view: View;
  readonly beside: Beside;
  /** What every question starts with. */
  readonly preamble: DeidentifiedText;
  /** What windows were to hold, and how the model counts. */
  readonly windowTokens: number;
  readonly count: CountTokens;
  readonly emit: (result: Result) => void;
  /** Hands on a failure; one that all further questions would share ends the asking. */
  readonly fail: (task: Task, scope: Span, failure: Failure) => void;
}

/** Where an annotation of this job comes from. */
export const originOf = ({ model }: Job, prompt: string): Origin => ({
  by: 'model',
  model: model.name,
  digest: model.digest,
  prompt,
});

/** What leaves of a note, and what may not. */
export interface Veil {
  readonly view: View;
  readonly guard: Guard;
  readonly beside: Beside;
}

/** Makes veils under a key of the workspace, each note's once: an editor asks about one note many times. */
export function makeVeils(key: Uint8Array): (request: Request) => Veil {
  const known = new WeakMap<Note, { identity: string; identifiers: readonly Identifier[]; veil: Veil }>();
  return ({ note, identifiers, identity }) => {
    const before = known.get(note);
    if (before?.identity === identity && before.identifiers === identifiers) return before.veil;
    const pseudonyms = { key, identity };
    const guard = makeGuard(note.text, identifiers);
    // The names of types come with every question.
    const once = (make: (words: string) => DeidentifiedText): ((words: string) => DeidentifiedText) => {
      const said = new Map<string, DeidentifiedText>();
      return (words) => {
        let safe = said.get(words);
        if (safe === undefined) {
          safe = make(words);
          guard.trust(safe);
          said.set(words, safe);
        }
        return safe;
      };
    };
    const veil: Veil = {
      view: deidentify(note.text, identifiers, pseudonyms),
      guard,
      beside: {
        text: once((words) => deidentifyBeside(words, note.text, identifiers, pseudonyms)),
        label: once((name) => labelBeside(name, note.text, identifiers, pseudonyms)),
      },
    };
    known.set(note, { identity, identifiers, veil });
    return veil;
  };
}
