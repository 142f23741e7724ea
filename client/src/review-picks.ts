import * as vscode from 'vscode';
import type { SideOffer } from '../../server/src/editor/adjudication/adjudication-protocol';
import type { Offer } from '../../server/src/editor/gold/gold-protocol';

interface Item extends vscode.QuickPickItem {
  readonly offer: Offer;
}

/** How much of the other end of a relation is shown, in UTF-16 code units. */
const SHOWN = 60;

const itemOf = (offer: Offer, document: vscode.TextDocument): Item => {
  const { start, end } = offer.range ?? {};
  const other =
    start &&
    end &&
    document
      .getText(new vscode.Range(start.line, start.character, end.line, end.character))
      .replace(/\s+/g, ' ')
      .slice(0, SHOWN);
  return {
    label: `${offer.key === undefined ? '' : `${offer.key}   `}${offer.label}${other ? `  ${other}` : ''}`,
    ...(offer.description !== undefined && { description: offer.description }),
    offer,
  };
};

/** Lets a person choose one of some offers: by its key alone, or as in every list. */
export function pickOffer(
  title: string,
  offers: readonly Offer[],
  document: vscode.TextDocument,
): Promise<Offer | undefined> {
  return new Promise((resolve) => {
    const pick = vscode.window.createQuickPick<Item>();
    pick.title = title;
    pick.placeholder = 'One key chooses; a space and letters search';
    pick.matchOnDescription = true;
    pick.items = offers.map((offer) => itemOf(offer, document));
    const done = (offer: Offer | undefined): void => {
      resolve(offer);
      pick.dispose();
    };
    pick.onDidChangeValue((value) => {
      const offer = offers.find(({ key }) => key === value.toLowerCase());
      if (offer) done(offer);
    });
    pick.onDidAccept(() => done(pick.activeItems[0]?.offer));
    pick.onDidHide(() => done(undefined));
    pick.show();
  });
}

/** Lets a person choose one of the annotators who disagree. */
export async function pickSide(sides: readonly SideOffer[] | undefined): Promise<number | undefined> {
  if (!sides || sides.length === 0) {
    vscode.window.setStatusBarMessage('Marginalia: no annotators disagree here.', 4_000);
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(sides, { title: 'Take which side?' });
  return picked?.side;
}
