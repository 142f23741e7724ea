import type { Schema } from '../../annotation/schema';
import { tasks as allTasks, type Task } from '../../task/engine';
import { USUAL_CONTEXT } from '../model-engine';
import { tokensOf } from '../windows/tokens';
import type { ExportFile, NamedRow } from './exported';
import { filesOf } from './files';
import { lessonsOf } from './lessons';
import { type NoteReport, type Report, reportOf, type Tokens } from './report';
import { rowOf, type Turned, tokensOfRow } from './rows';
import type { GoldNote, LeftOut } from './sample';
import { type Shares, type Side, sides, sidesOf, withFewerEmpty } from './split';

/** A note with its gold, and where it is from. */
export interface NamedGold extends GoldNote {
  /** Its path below the folder, `/` between names. */
  readonly name: string;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** By which the runtime would ask about it. */
  readonly schema: Schema;
}

export interface ExportWish {
  readonly key: Uint8Array;
  readonly tasks: ReadonlySet<Task>;
  readonly profile: Turned;
  readonly shares: Shares;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told how many notes are done. */
  readonly progress?: (done: number) => void;
}

export interface Export {
  /** Without the names of notes. */
  readonly files: readonly ExportFile[];
  readonly report: Report;
  readonly sides: ReadonlyMap<string, Side>;
}

interface Made extends NamedRow {
  readonly empty: boolean;
  readonly tokens: Tokens['rows'][number]['tokens'];
  readonly side: Side;
}

/**
 * Samples from gold, with all that tools need to train from them. The same gold, wish and key give the same bytes.
 * @param notes each of a name of its own
 */
export async function exportOf(notes: readonly NamedGold[], wish: ExportWish): Promise<Export> {
  const { profile, seed, shares, progress = () => {}, ...course } = wish;
  const contextLength = profile.contextLength ?? USUAL_CONTEXT;
  const count = await tokensOf(profile.tokenizer ?? '');
  const sorted = [...notes].sort((a, b) => (a.name < b.name ? -1 : 1));
  const side = sidesOf(
    sorted.map(({ name, sha256 }) => ({ name, digest: sha256 })),
    shares,
    seed,
  );
  const made: Made[] = [];
  const reports: NoteReport[] = [];
  for (const [i, gold] of sorted.entries()) {
    const own = side.get(gold.name) ?? 'train';
    const lessons = await lessonsOf(gold, { ...course, schema: gold.schema, contextLength, count });
    const tooLong: LeftOut[] = [];
    for (const [k, sample] of lessons.samples.entries()) {
      const { task, scope, empty } = sample;
      const row = rowOf(sample, profile);
      const tokens = tokensOfRow(row, profile, count);
      if (tokens.prompt + tokens.answer > contextLength) tooLong.push({ task, scope, reason: 'too-long' });
      else made.push({ ...row, id: `${i + 1}-${task}-${k + 1}`, task, empty, tokens, side: own });
    }
    reports.push({ ...lessons, gold, leftOut: [...lessons.leftOut, ...tooLong] });
    progress(i + 1);
    // Lets a signal through.
    await new Promise(setImmediate);
  }
  const ofSide = (one: Side) => made.filter((row) => row.side === one);
  const rows = {
    train: withFewerEmpty(ofSide('train'), seed, ({ id }) => id),
    validation: ofSide('validation'),
    test: ofSide('test'),
  };
  const counted = sides.flatMap((one) =>
    allTasks.flatMap((task): Tokens[] => {
      const own = rows[one].filter((row) => row.task === task);
      return own.length === 0 ? [] : [{ side: one, task, rows: own }];
    }),
  );
  return {
    files: filesOf({ rows, profile, contextLength, seed }),
    report: reportOf({
      wish: { profile: profile.name, contextLength, seed, shares },
      notes: reports,
      sides: side,
      counted,
      emptyLeftOut: ofSide('train').length - rows.train.length,
    }),
    sides: side,
  };
}
