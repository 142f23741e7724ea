import type { Deed } from '../../gold/deciders';
import type { GoldEntity } from '../../gold/gold';
import type { OpenNote } from '../open-note';
import { describe } from '../showing/describe';
import { literal } from '../showing/markdown';
import { openGoldOf, triggeredBy } from './items';

/** How much of the text of a note of the annotators is shown, in UTF-16 code units. */
const MOST = 300;

/** Who decided on an item, and when, as far as the journals tell. */
function decidersOf({ deciders }: OpenNote, id: string): string[] {
  const { made, changed } = deciders.get(id) ?? {};
  const told = ({ by, time }: Deed): string =>
    `${literal(by)}${time === undefined ? '' : `, ${new Date(time).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' })}`}`;
  const from = made?.suggested === undefined ? '' : ` from what ${literal(made.suggested)} suggested`;
  const parts = [
    ...(made ? [`taken by ${told(made)}${from}`] : []),
    ...(changed && changed !== made ? [`changed by ${told(changed)}`] : []),
  ];
  return parts.length === 0 ? [] : [parts.join(' · ')];
}

/** The gold under an offset, the shortest first: what a person said of it, as Markdown. */
export function goldHover(open: OpenNote, offset: number): { entity: GoldEntity; text: string }[] {
  const gold = openGoldOf(open)?.gold;
  if (!gold) return [];
  const nameOf = (id: string): string => {
    const entity = gold.entity(id) ?? gold.entity(gold.event(id)?.trigger ?? '');
    return literal(entity?.text ?? id);
  };
  return gold.at(offset).map((entity) => {
    const others = Object.entries(entity.attributes).filter(([, value]) => value === true);
    const lines = [
      `**${literal(entity.text)}** · ${literal([describe(entity), ...others.map(([name]) => name)].join(', '))} · gold, by a person`,
    ];
    lines.push(...decidersOf(open, entity.id));
    if (entity.broken === 'text') lines.push('**its text is no longer what the file says**');
    if (entity.broken === 'place') lines.push('**it lies beyond the end of the note**');
    const attached = gold.attached(entity.id);
    for (const id of attached) {
      const relation = gold.relation(id);
      if (relation?.from === entity.id) lines.push(`${literal(relation.type)} → ${nameOf(relation.to)}`);
      else if (relation) lines.push(`${literal(relation.type)} ← ${nameOf(relation.from)}`);
    }
    const own = triggeredBy(gold, [entity.id]).map(({ id }) => id);
    for (const id of new Set([...attached, ...own.flatMap((event) => gold.attached(event))])) {
      const event = gold.event(id);
      if (!event) continue;
      const parts = event.arguments.map(({ role, target }) => `${literal(role)} ${nameOf(target)}`);
      const of = event.trigger === entity.id ? '' : ` (${nameOf(event.trigger)})`;
      lines.push(`event ${literal(event.type)}${of}: ${parts.join(', ') || 'no arguments'}`);
    }
    for (const { reference } of gold.normalizations.filter(({ target }) => target === entity.id))
      lines.push(`normalised: ${literal(reference)}`);
    for (const { text } of gold.notes.filter(({ target }) => target === entity.id))
      lines.push(`note: ${literal(text.slice(0, MOST))}`);
    return { entity, text: lines.join('  \n') };
  });
}
