import * as vscode from 'vscode';
import type { Review } from '../../server/src/editor/gold/gold-protocol';
import type { Status } from '../../server/src/editor/protocol';

/** What the status item shows: the server's word, or that there is no server to ask. */
export type Shown = Status | { readonly state: 'stopped'; readonly message: string; readonly help: string };

/** Where the review of the note in front stands. */
export interface ShownReview {
  readonly review: Review | undefined;
  /** Whether single letters decide. */
  readonly reviewing: boolean;
}

export interface StatusItem extends vscode.Disposable {
  show(status: Shown): void;
  showReview(review: ShownReview): void;
  readonly shown: () => Shown | undefined;
}

const face = (status: Shown): { text: string; background?: string } => {
  switch (status.state) {
    case 'stopped':
      return { text: '$(error) Marginalia stopped', background: 'statusBarItem.errorBackground' };
    case 'starting':
      return { text: '$(loading~spin) Marginalia' };
    case 'working':
      return { text: `$(loading~spin) ${status.engine}${status.pending > 0 ? ` ${status.pending}` : ''}` };
    case 'failed':
      return {
        text: `$(warning) ${status.engine || 'Marginalia'}`,
        background: 'statusBarItem.warningBackground',
      };
    case 'idle':
      return { text: `$(notebook) ${status.engine}` };
  }
};

const reviewFace = ({ review, reviewing }: ShownReview): string => {
  // Letters decide and write nothing: that has to be read, since no colour but those of failures is shown.
  const mode = reviewing ? '$(edit) Review mode' : '';
  if (!review || (review.left === 0 && review.gold === 0 && review.state !== 'failed')) return mode;
  const saving = {
    saved: '',
    none: '',
    saving: ' $(sync~spin)',
    'with-note': ' $(circle-filled)',
    'in-editor': ' $(circle-filled)',
    failed: ' $(error)',
  };
  const left = review.waiting ? 'disagreements wait' : `${review.left} to review`;
  return `${mode === '' ? '' : `${mode}: `}${left}${saving[review.state]}`;
};

const goldStates: Readonly<Record<Review['state'], string>> = {
  none: 'This note has no file to keep gold beside.',
  saved: 'All decisions are saved.',
  saving: 'Decisions are being saved.',
  'with-note': 'Decisions are saved when the note is.',
  'in-editor': 'Decisions are in the standoff file, which is open with unsaved changes.',
  failed: 'Decisions cannot be saved.',
};

const reviewExplanation = ({ review, reviewing }: ShownReview): string[] => {
  if (!review) return [];
  const disagreements = review.disagreements ? `, ${review.disagreements} of them disagreements` : '';
  const broken = review.broken > 0 ? `, ${review.broken} of them gold whose text is not where it was` : '';
  return [
    ...(review.waiting
      ? [
          'What annotators disagree on waits: the text of this note is not the one that they marked. Take the change of the text back to go on.',
        ]
      : []),
    `${review.left} to review${disagreements}${broken}; ${review.gold} in gold. ${goldStates[review.state]}`,
    ...(review.message === undefined ? [] : [review.message]),
    ...(reviewing ? ['Review mode: single letters decide, Escape ends it.'] : []),
  ];
};

const explanation = (status: Shown, review: ShownReview): string => {
  const lines = ['Marginalia', ...reviewExplanation(review)];
  if (status.state !== 'stopped') {
    if (status.engine !== '') lines.push(`Answers come from: ${status.engine}`);
    if (status.learned !== undefined)
      lines.push(`Learned from ${status.learned} ${status.learned === 1 ? 'note' : 'notes'} of your gold`);
    if (status.pending > 0) lines.push(`${status.pending} windows wait for an answer`);
  }
  if (status.message !== '') lines.push(status.message);
  if (status.help !== '') lines.push(status.help);
  lines.push('Click for what can be done.');
  return lines.join('\n\n');
};

/** Shows the place in a note that a status is about. */
export async function showPlace({ uri, range: { start, end } }: NonNullable<Status['place']>): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection });
}

/** The status bar item: the engine that answers, work in progress, failures with what to do about them. */
export function createStatusItem(command: string): StatusItem {
  const item = vscode.window.createStatusBarItem('marginalia', vscode.StatusBarAlignment.Right, 100);
  item.name = 'Marginalia';
  item.command = command;
  let shown: Shown | undefined;
  let review: ShownReview = { review: undefined, reviewing: false };
  const paint = (): void => {
    if (!shown) return;
    const { text, background } = face(shown);
    const failed = review.review?.state === 'failed' ? 'statusBarItem.errorBackground' : undefined;
    const colour = failed ?? background;
    item.text = [text, reviewFace(review)].filter((part) => part !== '').join(' · ');
    item.backgroundColor = colour === undefined ? undefined : new vscode.ThemeColor(colour);
    item.tooltip = explanation(shown, review);
    item.accessibilityInformation = { label: explanation(shown, review).replaceAll('\n\n', '. ') };
    item.show();
  };
  return {
    show(status) {
      shown = status;
      paint();
    },
    showReview(now) {
      review = now;
      paint();
    },
    shown: () => shown,
    dispose: () => item.dispose(),
  };
}
