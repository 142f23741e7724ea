import { brat } from './brat';
import { doccano } from './doccano';
import type { CorpusFormat } from './document';

/** The formats of corpora, by the names that the command line gives them. */
export const corpusFormats: readonly CorpusFormat[] = [brat, doccano];
