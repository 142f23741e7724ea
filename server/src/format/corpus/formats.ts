import { biocJson } from './bioc-json';
import { biocXml } from './bioc-xml';
import { brat } from './brat';
import { casJson } from './cas-json';
import { casXmi } from './cas-xmi';
import { conll } from './conll';
import { doccano } from './doccano';
import type { CorpusFormat } from './document';
import { i2b22010 } from './i2b2-2010';
import { i2b22014 } from './i2b2-2014';
import { jsonl } from './jsonl';
import { labelStudio } from './label-studio';
import { omopCsv } from './omop-csv';
import { pubtator } from './pubtator';
import { webannoTsv } from './webanno-tsv';

/** The formats of corpora, by the names that the command line gives them. */
export const corpusFormats: readonly CorpusFormat[] = [
  brat,
  i2b22010,
  i2b22014,
  biocXml,
  biocJson,
  pubtator,
  conll,
  doccano,
  labelStudio,
  webannoTsv,
  casJson,
  casXmi,
  jsonl,
  omopCsv,
];
