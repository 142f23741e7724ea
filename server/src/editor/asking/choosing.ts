import type { Connection } from 'vscode-languageserver';
import type { EngineChoice } from '../../pipeline/auto';
import type { Engine } from '../../task/engine';
import type { Failure } from '../../task/failure';
import type { Learning } from '../learning';
import type { OpenNote } from '../open-note';
import { STATUS } from '../protocol';
import type { Settings } from '../settings';
import { statusOf } from '../showing/status';
import type { Annotator } from './annotator';

export interface ChoosingHost {
  readonly connection: Pick<Connection, 'sendNotification'>;
  readonly chooseEngine: (signal: AbortSignal) => Promise<EngineChoice>;
  readonly settings: () => Settings;
  readonly notes: ReadonlyMap<string, OpenNote>;
  readonly annotator: () => Pick<Annotator, 'failure' | 'pending' | 'cuts'>;
  /** Has an engine answer from now on. */
  readonly use: (engine: Engine) => void;
  readonly warn: (message: string) => void;
  /** What was learned from gold. */
  readonly learning: () => Pick<Learning, 'notes' | 'knows'>;
  readonly ended: AbortSignal;
}

/** Which engine answers, and what the client is told of how it fares. */
export function makeChoosing({ connection, notes, ...host }: ChoosingHost) {
  let choosing = new AbortController();
  let choice: EngineChoice | undefined;
  /** Whether the engine has answered since it was chosen, or failed by itself. */
  let answered = false;
  /** Why no engine can be had at all. */
  let unusable: Pick<Failure, 'message' | 'help'> | undefined;
  let shownStatus = '';

  function sendStatus(): void {
    const { failure, pending, cuts } = host.annotator();
    // Why a model did not answer at first is told until it does; why another engine answers in its place, always.
    const recovered = answered && host.settings().runtime !== 'auto';
    const { notes: learned, knows } = host.learning();
    const about = { choice, unusable, failure, recovered, pending, cuts, learned, knows };
    const status = statusOf({ ...about, notes: [...notes.values()] });
    const text = JSON.stringify(status);
    if (text === shownStatus) return;
    shownStatus = text;
    void connection.sendNotification(STATUS, status);
  }

  return {
    sendStatus,
    get choice(): EngineChoice | undefined {
      return choice;
    },
    /** The engine has answered. */
    answered(): void {
      answered = true;
    },
    /** Looks for the engine anew. */
    async choose(): Promise<void> {
      choosing.abort();
      choosing = new AbortController();
      const ended = AbortSignal.any([choosing.signal, host.ended]);
      let chosen: EngineChoice | undefined;
      let why: string | undefined;
      try {
        chosen = await host.chooseEngine(ended);
      } catch (error) {
        why = error instanceof Error ? error.message : 'No engine could be started.';
      }
      // A newer choice is under way, or the client has left.
      if (ended.aborted) return;
      unusable =
        why === undefined ? undefined : { message: why, help: 'Annotate again when this is mended.' };
      if (!chosen) return sendStatus();
      choice = chosen;
      answered = false;
      if (choice.warning !== undefined) host.warn(choice.warning);
      for (const open of notes.values()) open.knowledge.show(new Set(host.settings().tasks));
      host.use(choice.engine);
      sendStatus();
    },
  };
}
