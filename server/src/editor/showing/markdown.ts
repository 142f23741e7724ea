/** Text of the note or of a model as Markdown that shows it and does nothing else. */
export const literal = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()<>#+\-!|~$&:@]/g, (mark) =>
      mark === '<' ? '&lt;' : mark === '&' ? '&amp;' : `\\${mark}`,
    );
