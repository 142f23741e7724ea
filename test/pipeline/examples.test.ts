import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { parseNote } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { type GoldNote, makeExamples } from '../../server/src/pipeline/asking/examples';
import { modelEngine } from '../../server/src/pipeline/model-engine';
import { windowsOf } from '../../server/src/pipeline/windows/windows';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { balanced } from '../../server/src/privacy/policy';
import type { DeidentifiedText } from '../../server/src/privacy/text';
import type { Runtime } from '../../server/src/runtime/runtime';
import type { Request, Result } from '../../server/src/task/engine';
import type { Question } from '../../server/src/task/question';

// Words of this file alone; a real caller takes identifiers out.
const asIs = (text: string): DeidentifiedText => text as unknown as DeidentifiedText;
const beside = { text: asIs, label: asIs };

/** A note with its mentions: `[words|type]` or `[words|type|assertion]`. */
function gold(marked: string): GoldNote {
  let text = '';
  const entities: GoldNote['entities'][number][] = [];
  for (const part of marked.split(/(\[[^\]]*\])/)) {
    const [words = '', type, assertion] = part.replace(/^\[|\]$/g, '').split('|');
    const start = text.length;
    text += words;
    const attributes: Record<string, string> = assertion === undefined ? {} : { Assertion: assertion };
    if (type !== undefined) entities.push({ type, spans: [{ start, end: text.length }], attributes });
  }
  return { text, entities, policy: balanced };
}

const corpus = [
  gold(
    'Patient: Ilmatar Kantola\n\nMrs. Kantola has [a rash|problem] after [penicillin|treatment].\n\nNo [wheeze|problem|absent] and no [stridor|problem|absent] today.\n',
  ),
  gold(
    'He takes [metformin|treatment] for [diabetes|problem].\n\nWill follow up with [neuropathy|problem] and [insulin|treatment].\n',
  ),
  gold('[Glucose|test] was high in [urine|test].\n'),
  gold(
    'His father had [gout|problem|associated_with_someone_else] and [a stone|problem|associated_with_someone_else].\n',
  ),
];
const examples = makeExamples(corpus, { schema: i2b2 });
const about = (text: string) => ({ text, beside });
const texts = (text: string): string[] => examples(about(text)).map((one) => one.text);

describe('examples', () => {
  it('are sentences with all their mentions, one a note, that show most', () => {
    const shown = examples(about('Another note.'));
    expect(shown).toHaveLength(3);
    expect(shown).toContainEqual({
      text: 'He takes metformin for diabetes.',
      mentions: [
        { text: 'metformin', type: 'treatment', attributes: {} },
        { text: 'diabetes', type: 'problem', attributes: {} },
      ],
    });
    expect(texts('Another note.')).toContain('No wheeze and no stridor today.');
  });

  it('hold nothing that identifies anybody', () => {
    const all = corpus.flatMap((note) => makeExamples([note], { schema: i2b2 })(about('')));
    expect(all.map(({ text }) => text)).not.toContain('Mrs. Kantola has a rash after penicillin.');
    expect(JSON.stringify(all)).not.toMatch(/Kantola|Ilmatar/);
  });

  it('are the same for all notes but those that they are of', () => {
    expect(texts('One note.')).toEqual(texts('Another note.'));
    const own = texts(corpus[1]?.text ?? '');
    expect(own).not.toContain('He takes metformin for diabetes.');
    expect(own).toHaveLength(3);
  });

  it('are not shown to a note that names somebody in them', () => {
    const hiding = (words: string): DeidentifiedText => asIs(words.replace('Glucose', '[**Name**]'));
    expect(
      examples({ text: 'x', beside: { text: hiding, label: asIs } }).map(({ text }) => text),
    ).not.toContain('Glucose was high in urine.');
  });

  it('stay within their tokens', () => {
    const long = gold(
      `${'He has [pain|problem] and [fever|problem] again. '.repeat(3)}And ${'[pain|problem], '.repeat(90)}all day.\n`,
    );
    const [one, two] = makeExamples([long], { schema: i2b2, tokens: 90 })(about(''));
    expect(one?.text).toBe('He has pain and fever again.');
    expect(two).toBeUndefined();
  });

  it('have mentions that are in their text, in order', () => {
    const part = fc.constantFrom(
      'He has [pain|problem]',
      ' and [fever|problem|absent]',
      '. ',
      '\n',
      ' [CT|test]',
      ' "so" ',
      'x',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        for (const { text, mentions } of makeExamples([gold(parts.join(''))], { schema: i2b2 })(about(''))) {
          let at = 0;
          for (const mention of mentions) {
            const found = text.indexOf(mention.text, at);
            expect(found).toBeGreaterThanOrEqual(at);
            at = found + mention.text.length;
          }
          expect(text).not.toMatch(/["\\\n]/);
        }
      }),
    );
  });
});

describe('a model that is shown examples', () => {
  const text = 'HPI:\nShe has a cough. No fever.\n\nPlan:\nRest at home.\n';
  async function ask(answer: string): Promise<{ asked: Question[]; results: Result[] }> {
    const asked: Question[] = [];
    const runtime: Runtime = {
      name: 'script',
      model: async () => ({ name: 'me-llama', digest: 'd', contextLength: 4_096 }),
      async *ask(question, guard) {
        expect(guard([question.prompt.text], [])).toBeUndefined();
        asked.push(question);
        yield answer;
      },
    };
    const engine = modelEngine(runtime, { key: new Uint8Array(32), pauses: [] });
    const note = parseNote(text);
    const request: Request = {
      note,
      identifiers: identifiersOf(note),
      identity: 'n',
      tasks: new Set(['ner']),
      schema: i2b2,
      windows: windowsOf(note, 12),
      sections: note.sections,
      hypotheses: [],
      examples,
      known: [],
      nextId: () => 'e',
      signal: new AbortController().signal,
    };
    const results: Result[] = [];
    for await (const result of engine.annotate(request)) results.push(result);
    return { asked, results };
  }

  it('reads them before every window, in the words in which it is to answer', async () => {
    const { asked } = await ask('{"entities":[]}');
    expect(asked.length).toBeGreaterThan(1);
    const starts = asked.map(({ prompt }) => prompt.text.slice(0, prompt.text.indexOf('\n<')));
    expect(starts[0]).toContain(
      'INPUT: No wheeze and no stridor today.\nOUTPUT: {"entities":[["wheeze","problem","absent"],["stridor","problem","absent"]]}\n',
    );
    const shared = asked[0]?.prompt.text.slice(0, asked[0].prompt.text.indexOf('###')) ?? '';
    expect(asked.every(({ prompt }) => prompt.text.startsWith(shared))).toBe(true);
  });

  it('cannot make them results: a mention of an example is not in the note', async () => {
    const { results } = await ask(
      '{"entities":[["metformin","treatment"],["a cough","problem"],["wheeze","problem","absent"],["stridor","problem","absent"],["Glucose","test"]]}',
    );
    const found = results.flatMap((result) => ('entities' in result ? result.entities : []));
    expect(new Set(found.map((entity) => entity.text))).toEqual(new Set(['a cough']));
    for (const { spans, text: words } of found)
      expect(spans.map((span) => slice(text, span))).toEqual([words]);
  });
});
