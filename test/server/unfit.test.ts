import { describe, expect, it } from 'vitest';
import { openNote } from '../../server/src/editor/open-note';
import { statusOf } from '../../server/src/editor/showing/status';
import { embedded } from '../../server/src/embedded/engine';
import { usualSchema } from '../../server/src/pipeline/corpus-schema';
import { balanced } from '../../server/src/privacy/policy';

const status = (type: string) => {
  const open = openNote('untitled:1', 'plaintext', 1, 'Fever.');
  const schema = { ...usualSchema.schema, entities: [{ name: type, description: '' }] };
  open.settle(open.settled, balanced, { ...usualSchema, schema });
  const situation = { unusable: undefined, failure: undefined, recovered: false, pending: 0, cuts: 0 };
  return statusOf({ ...situation, choice: { engine: embedded }, notes: [open] });
};

describe('the status', () => {
  it('says that the engine built in finds none of the types of a schema', () => {
    expect(status('Disease_disorder').message).toMatch(
      /^The engine built in finds problem, test, treatment.*\.$/,
    );
    expect(status('Problem').message).toBe('');
  });
});
