import tokenizer from 'llama-tokenizer-js';

/** How many tokens Llama 2's tokenizer makes of a part of a text: no start of the text, no space before it. */
export const tokensIn = (part: string): number => tokenizer.encode(part, false, false).length;
