const SHOWN = 10;

/** Some ids for a message. An id of a file may be anything: only what looks like one is repeated. */
export function someOf(ids: readonly string[]): string {
  const shown = ids
    .slice(0, SHOWN)
    .map((id) => (/^[A-Za-z#]{0,8}-?\d{1,12}$/.test(id) ? id : 'one of another name'));
  const more = ids.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
