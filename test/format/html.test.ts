import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlEnd, htmlStart } from '../../server/src/format/html';
import { escapeHtml, htmlNote } from '../../server/src/format/html-note';
import { GENERATOR } from '../../server/src/format/page-head';
import { noteText } from '../support/arbitraries';
import { annotated, at, entity, inference, relation, summary } from './sample';

const page = (...notes: ReturnType<typeof annotated>[]): string => {
  const parts = notes.map((note, n) => htmlNote(note, n + 1));
  return (
    htmlStart(
      parts.map((part) => part.entry),
      'about',
    ) +
    parts.map((part) => part.article).join('') +
    htmlEnd()
  );
};
const bodyOf = (article: string): string =>
  /<div class="note"[^>]*>([\s\S]*?)<\/div>\n<aside/.exec(article)?.[1] ?? 'none';
const stripped = (html: string): string =>
  html.replace(/<a class="ref"[^>]*>[^<]*<\/a>/g, '').replace(/<[^>]*>/g, '');

/** Whether no surrogate of the text stands alone. */
const isWellFormed = (text: string): boolean => Buffer.from(text).toString() === text;

const text = 'HPI:\nNo fever. Aspirin for chest pain.\nLater: fever.\nBP  120   80';
const sample = annotated(
  text,
  {
    entities: [
      entity(text, 'T1', 'problem', [at(text, 'fever')], { Assertion: 'absent' }),
      entity(text, 'T2', 'treatment', [at(text, 'Aspirin')]),
      entity(text, 'T3', 'problem', [at(text, 'chest pain')]),
      entity(text, 'T4', 'test', [at(text, 'BP')]),
    ],
    relations: [relation('R1', 'TrAP', 'T2', 'T3')],
    inferences: [
      inference(at(text, 'No fever.'), at(text, 'Later: fever.'), 'contradiction'),
      inference(at(text, 'Later: fever.'), 'Hot?', 'entailment'),
    ],
    summaries: [summary({ start: 0, end: text.length }, 'Gist <here>.', [at(text, 'Later: fever.')])],
  },
  { identifiers: [{ ...at(text, 'Later'), category: 'NAME' }] },
);

describe('the page', () => {
  it('loads nothing, runs only its own script, and says so to the browser', () => {
    const html = page(sample);
    expect(html).not.toMatch(/\b(?:src|srcset|action|style|on[a-z]+)=|@import|url\(|https?:\/\//i);
    for (const href of html.matchAll(/href="([^"]*)"/g)) expect(href[1]).toMatch(/^#/);
    expect(html).toContain(GENERATOR);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    for (const [tag, directive] of [
      ['style', 'style-src'],
      ['script', 'script-src'],
    ] as const) {
      const blocks = [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
      expect(blocks.length).toBe(1);
      const digest = createHash('sha256')
        .update(blocks[0]?.[1] ?? '')
        .digest('base64');
      expect(policy).toContain(`${directive} 'sha256-${digest}'`);
    }
  });

  it('shows marks with their label, and both ends of what belongs together', () => {
    const { article, entry } = htmlNote(sample, 7);
    expect(article).toContain(
      '<mark class="c0 absent" id="n7-T1" data-k="T1" title="T1 problem · Assertion: absent',
    );
    expect(article).toContain('data-l="P no"');
    expect(article).toContain('<i class="c2">Tr</i>treatment</span><span><b>no</b>absent</span></span>');
    // Not in a line with columns, which a label would push apart.
    expect(article).not.toContain('data-l="Te"');
    expect(article).toContain('<li data-ref="T2 T3">');
    const [one, two] = [at(text, 'No fever.'), at(text, 'Later: fever.')].map((s) => `s${s.start}-${s.end}`);
    expect(article).toContain(`id="n7-${one}"`);
    expect(article).toContain(`href="#n7-${two}"`);
    expect(article).toContain('Gist &lt;here&gt;.');
    expect(article).toContain('<b>✓ entailed</b> Hot?');
    expect(article).toContain('title="identifier: NAME"');
    expect(entry).toContain('4 entities · 1 relation · <b title="1 contradiction">⚡ 1</b>');
  });

  it('makes nothing of what a note, a name or an answer holds', () => {
    const evil = `<script>alert(1)</script> & "quoted' </div></article> fever`;
    const hostile = annotated(
      evil,
      {
        entities: [entity(evil, `T1" onclick="x`, `<b>"'`, [at(evil, 'fever')], { 'a"': `"><img src=x>` })],
        inferences: [
          { ...inference(at(evil, '<script>'), at(evil, 'fever'), 'contradiction'), reason: '<i>' },
          inference(at(evil, 'fever'), '<img src=x>', 'contradiction'),
        ],
        summaries: [summary({ start: 0, end: evil.length }, '</script><img>', [])],
      },
      {
        path: '"><script>.txt',
        engine: '<engine>',
        identifiers: [{ ...at(evil, 'quoted'), category: '"<' }],
        failures: [{ task: '<t>', kind: 'x', message: '<m>' }],
      },
    );
    const html = page(hostile);
    expect(html.match(/<script>/g)?.length).toBe(1);
    expect(html).not.toMatch(/<(?:img|i|b>&|engine|t|m)>|<b>"|onclick="/);
    expect(html.match(/<\/article>/g)?.length).toBe(1);
    // Every tag is one that the program writes.
    const tags = new Set(
      [...htmlNote(hostile, 1).article.matchAll(/<\/?([a-z0-9]+)/g)].map((match) => match[1]),
    );
    const own = 'a article aside b dd div dl dt em h2 h3 header i li mark p q section small span ul';
    expect([...tags].filter((tag) => !own.split(' ').includes(tag as string))).toEqual([]);
  });

  it('holds the whole text of any note under any marks, its tags balanced and its ids unique', () => {
    fc.assert(
      fc.property(
        noteText,
        fc.array(fc.tuple(fc.nat(400), fc.nat(60)), { maxLength: 8 }),
        (anything, drawn) => {
          fc.pre(isWellFormed(anything));
          // Marks between characters, not inside one, and not between the halves of a line end.
          const cut = (n: number): number => {
            const offset = Math.min(n, anything.length);
            const inside = !isWellFormed(anything.slice(0, offset));
            return inside || anything.slice(offset - 1, offset + 1) === '\r\n' ? offset - 1 : offset;
          };
          const spans = drawn
            .map(([start, length]) => ({ start: cut(start), end: cut(start + length) }))
            .filter((span) => span.start < span.end);
          const note = annotated(anything, {
            entities: spans.map((span, n) => entity(anything, `T${n + 1}`, 'problem', [span])),
            inferences: spans.slice(1).map((span, n) => inference(span, spans[n] ?? span, 'contradiction')),
          });
          const html = bodyOf(htmlNote(note, 1).article);
          if (anything !== '') expect(stripped(html)).toBe(escapeHtml(anything));
          const open: string[] = [];
          for (const [, close, tag] of html.matchAll(/<(\/?)([a-z]+)/g)) {
            if (close) expect(open.pop()).toBe(tag);
            else open.push(tag as string);
          }
          expect(open).toEqual([]);
          const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});
