import { writeLearned } from '../server/src/privacy/learned/weights';
import { shippedNotes } from './identifier-notes';
import { learnIdentifiers, shippedSums } from './identifier-training';
import { ship } from './shipped-file';

// Trains what judges names and places beside the rules; `--check` compares with what is there instead of writing.
ship(
  'server/src/privacy/learned/weights.txt',
  Buffer.from(writeLearned(learnIdentifiers(shippedNotes(), shippedSums))),
);
