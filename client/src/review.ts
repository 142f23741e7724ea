import * as vscode from 'vscode';
import {
  NEXT_NOTE,
  SIDES,
  type SideOffer,
  TAKE,
} from '../../server/src/editor/adjudication/adjudication-protocol';
import {
  ACCEPT,
  ACCEPT_ALIKE,
  ACCEPT_SECTION,
  ADD,
  ADD_ARGUMENT,
  ADJUST,
  ATTRIBUTE,
  type Decided,
  FINISH,
  MAKE_EVENT,
  NEXT,
  OFFERS,
  type Offer,
  type OffersArgument,
  type Place,
  PREVIOUS,
  REDO,
  REJECT,
  RELATE,
  REMOVE,
  REMOVE_ARGUMENT,
  RETYPE,
  type Review,
  UNDO,
} from '../../server/src/editor/gold/gold-protocol';
import { isNote, openNote } from './notes';
import { pickOffer, pickSide } from './review-picks';
import type { ShownReview } from './status';

/** Has the server, which is started if need be, run a command; undefined where there is none. */
type Run = (command: string, argument: unknown) => Promise<unknown>;

/** The context key of the mode in which single letters decide. */
const REVIEWING = 'marginalia.reviewing';

const rangeOf = ({ range: { start, end } }: Place): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);

/** What a person does to turn suggestions into gold: all by the keyboard, one after the other. */
export function createReview(run: Run, changed: () => void) {
  let reviewing = false;
  /** What was shown last: several items may start at one place. */
  let current: Place | undefined;
  const reviews = new Map<string, Review>();
  // Keys come faster than answers: each acts on what the one before it left.
  let turn: Promise<void> = Promise.resolve();

  const hint = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 1ch' },
  });

  const editorOf = (): vscode.TextEditor | undefined => {
    const editor = vscode.window.activeTextEditor;
    return editor && isNote(editor.document) ? editor : undefined;
  };

  const showHint = (editor: vscode.TextEditor): void => {
    if (!reviewing || !current) {
      editor.setDecorations(hint, []);
      return;
    }
    const end = rangeOf(current).end;
    const after = { contentText: current.says };
    editor.setDecorations(hint, [{ range: new vscode.Range(end, end), renderOptions: { after } }]);
  };

  async function show(place: Place): Promise<void> {
    const uri = vscode.Uri.parse(place.uri, true);
    let editor = editorOf();
    if (editor?.document.uri.toString() !== uri.toString()) editor = await openNote(uri);
    current = place;
    const range = rangeOf(place);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    showHint(editor);
  }

  /** What is meant: the item that was shown, while the selection is still on it; else what is under it. */
  const meant = ({ document, selection }: vscode.TextEditor) => {
    const uri = document.uri.toString();
    const same = current && vscode.Uri.parse(current.uri, true).toString() === uri;
    const shown = same && current && rangeOf(current).isEqual(selection) ? { id: current.id } : {};
    const range = { start: selection.start, end: selection.end };
    return { uri, version: document.version, range, ...shown };
  };

  const inTurn =
    (act: (editor: vscode.TextEditor, argument: unknown) => Promise<void>) =>
    (argument?: unknown): Promise<void> => {
      turn = turn.then(async () => {
        const editor = editorOf();
        // What fails at the server it tells itself.
        if (editor) await act(editor, argument).catch(() => undefined);
      });
      return turn;
    };

  /** Decides, and goes on to the next item where the mode is on and the decision is done with this one. */
  async function decide(command: string, argument: object, stays = false): Promise<void> {
    const decided = (await run(command, argument)) as Decided | null | undefined;
    if (!decided || decided.refused !== undefined) return;
    if (reviewing && !stays && decided.next) return show(decided.next);
    if (decided.at) await show(decided.at);
    else if (reviewing) {
      current = undefined;
      const editor = editorOf();
      if (editor) showHint(editor);
      if (!decided.next)
        vscode.window.setStatusBarMessage('Marginalia: nothing is left to review in this note.', 4_000);
    }
  }

  const decision = (command: string, more: object = {}, stays = false) =>
    inTurn((editor) => decide(command, { ...meant(editor), ...more }, stays));

  async function walk(editor: vscode.TextEditor, command: string): Promise<void> {
    const { id, ...argument } = { id: undefined, ...meant(editor) };
    const { start, end } = editor.selection;
    const position = command === NEXT && id === undefined ? end : start;
    const place = (await run(command, { ...argument, position, ...(id !== undefined && { id }) })) as
      | Place
      | null
      | undefined;
    if (place) return show(place);
    const waits = reviews.get(editor.document.uri.toString())?.waiting;
    const why = waits
      ? 'disagreements wait until the text is again the one that the annotators marked.'
      : 'nothing is left to review in this note.';
    vscode.window.setStatusBarMessage(`Marginalia: ${why}`, 4_000);
  }

  async function pick(
    editor: vscode.TextEditor,
    what: OffersArgument['what'],
    title: string,
  ): Promise<Offer | undefined> {
    const offers = (await run(OFFERS, { ...meant(editor), what })) as readonly Offer[] | null | undefined;
    if (!offers || offers.length === 0) {
      vscode.window.setStatusBarMessage('Marginalia: there is nothing to choose here.', 4_000);
      return undefined;
    }
    return pickOffer(title, offers, editor.document);
  }

  const retype = inTurn(async (editor) => {
    const offer = await pick(editor, 'type', 'Which type?');
    if (offer?.type !== undefined) await decide(RETYPE, { ...meant(editor), type: offer.type });
  });
  const assertion = inTurn(async (editor) => {
    const offer = await pick(editor, 'attribute', 'Which value?');
    if (offer?.attribute) await decide(ATTRIBUTE, { ...meant(editor), ...offer.attribute });
  });
  const annotateSelection = inTurn(async (editor) => {
    const { id: _, ...argument } = { id: undefined, ...meant(editor) };
    const offer = await pick(editor, 'new', 'As which type?');
    if (offer?.type !== undefined) await decide(ADD, { ...argument, type: offer.type });
  });
  const relate = inTurn(async (editor) => {
    const { uri, version } = meant(editor);
    const offer = await pick(editor, 'relation', 'Related to what?');
    if (offer?.relation) await decide(RELATE, { uri, version, ...offer.relation }, true);
  });

  const makeEvent = inTurn(async (editor) => {
    const offer = await pick(editor, 'event', 'An event of which type?');
    if (offer?.type !== undefined) await decide(MAKE_EVENT, { ...meant(editor), type: offer.type }, true);
  });
  const addArgument = inTurn(async (editor) => {
    const { uri, version } = meant(editor);
    const offer = await pick(editor, 'argument', 'What plays which part?');
    if (offer?.part) await decide(ADD_ARGUMENT, { uri, version, ...offer.part }, true);
  });
  const removeArgument = inTurn(async (editor) => {
    const { uri, version } = meant(editor);
    const offer = await pick(editor, 'part', 'Take out what?');
    if (offer?.part) await decide(REMOVE_ARGUMENT, { uri, version, ...offer.part }, true);
    else if (offer?.event !== undefined) await decide(REMOVE, { uri, version, id: offer.event }, true);
  });

  /** A key names its side, from 1; else a person picks one. */
  const takeSide = inTurn(async (editor, argument) => {
    const named = typeof argument === 'object' && argument !== null && 'side' in argument && argument.side;
    const side =
      typeof named === 'number'
        ? named - 1
        : await pickSide((await run(SIDES, meant(editor))) as readonly SideOffer[] | undefined);
    if (side !== undefined) await decide(TAKE, { ...meant(editor), side });
  });

  const nextNote = inTurn(async (editor) => {
    const place = (await run(NEXT_NOTE, { uri: editor.document.uri.toString() })) as Place | null | undefined;
    if (!place) {
      vscode.window.setStatusBarMessage('Marginalia: nothing is left to decide in other notes.', 4_000);
      return;
    }
    await show(place);
    const shown = editorOf();
    if (shown) await walk(shown, NEXT);
  });

  const review = inTurn(async (editor) => {
    reviewing = !reviewing;
    await vscode.commands.executeCommand('setContext', REVIEWING, reviewing);
    changed();
    if (reviewing) await walk(editor, NEXT);
    else showHint(editor);
  });

  const commands: Readonly<Record<string, (argument?: unknown) => Promise<void>>> = {
    'marginalia.review': review,
    'marginalia.accept': decision(ACCEPT),
    'marginalia.reject': decision(REJECT),
    'marginalia.acceptAllAlike': decision(ACCEPT_ALIKE),
    'marginalia.acceptSection': decision(ACCEPT_SECTION),
    'marginalia.undo': decision(UNDO, {}, true),
    'marginalia.redo': decision(REDO, {}, true),
    'marginalia.next': inTurn((editor) => walk(editor, NEXT)),
    'marginalia.previous': inTurn((editor) => walk(editor, PREVIOUS)),
    'marginalia.retype': retype,
    'marginalia.assertion': assertion,
    'marginalia.growEnd': decision(ADJUST, { edge: 'end', by: 1 }, true),
    'marginalia.shrinkEnd': decision(ADJUST, { edge: 'end', by: -1 }, true),
    'marginalia.growStart': decision(ADJUST, { edge: 'start', by: 1 }, true),
    'marginalia.shrinkStart': decision(ADJUST, { edge: 'start', by: -1 }, true),
    'marginalia.annotateSelection': annotateSelection,
    'marginalia.relate': relate,
    'marginalia.makeEvent': makeEvent,
    'marginalia.addArgument': addArgument,
    'marginalia.removeArgument': removeArgument,
    'marginalia.remove': decision(REMOVE),
    'marginalia.finishNote': decision(FINISH, {}, true),
    'marginalia.takeSide': takeSide,
    'marginalia.nextNote': nextNote,
  };
  const registered = Object.entries(commands).map(([id, act]) => vscode.commands.registerCommand(id, act));

  return {
    /** Takes what the server says of a note's review. */
    take(review: Review): void {
      reviews.set(vscode.Uri.parse(review.uri).toString(), review);
      changed();
    },
    /** Where the review of the active note stands, and whether single letters decide. */
    get shown(): ShownReview {
      const uri = editorOf()?.document.uri.toString();
      return { review: uri === undefined ? undefined : reviews.get(uri), reviewing };
    },
    dispose(): void {
      hint.dispose();
      for (const one of registered) one.dispose();
    },
  };
}

export type ReviewCommands = ReturnType<typeof createReview>;
