import { openDeciders } from '../../gold/deciders';
import { placeOf } from '../../privacy/corpus/corpus';
import type { OpenNote } from '../open-note';
import { pathOf } from '../paths';
import { openGoldOf } from './items';

/** Tells open notes who decided on their gold, by the journals of their corpora. */
export function makeWhoDecided() {
  const corpora = new Map<string, ReturnType<typeof openDeciders>>();
  return async (open: OpenNote): Promise<void> => {
    const path = pathOf(open.uri);
    const gold = openGoldOf(open)?.gold;
    if (path === undefined || !gold || gold.entities.length === 0) return;
    const { root, path: below } = placeOf(path);
    const known = corpora.get(root) ?? openDeciders(root);
    corpora.set(root, known);
    // Another note of the corpus may have read the news before.
    await known.refresh();
    open.deciders = known.of(below);
  };
}
