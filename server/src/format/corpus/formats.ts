import { biocJson } from './bioc-json';
import { biocXml } from './bioc-xml';
import { brat } from './brat';
import { conll } from './conll';
import { doccano } from './doccano';
import type { CorpusFormat } from './document';
import { jsonl } from './jsonl';
import { pubtator } from './pubtator';

/** The formats of corpora, by the names that the command line gives them. */
export const corpusFormats: readonly CorpusFormat[] = [
  brat,
  biocXml,
  biocJson,
  pubtator,
  conll,
  doccano,
  jsonl,
];
