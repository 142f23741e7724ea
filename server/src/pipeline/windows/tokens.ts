/** How many tokens a text takes in the vocabulary of a model. */
export type CountTokens = (text: string) => number;

/** Tokens of a letter within a word, a capital behind the first letter, a space before a word, and before a sign. */
const LETTER = 0.36;
const CAPITAL = 0.7;
const SPACE = 0.15;
const SIGN_SPACE = 0.55;

const isSmall = (unit: number): boolean => unit >= 97 && unit <= 122;
const isCapital = (unit: number): boolean => unit >= 65 && unit <= 90;

/**
 * How many tokens a text takes in Llama 2's vocabulary, at least in nearly all cases: a word takes one or more, a
 * digit, a sign and a line end one each, what is not ASCII one for each of its bytes. Vocabularies that came later are
 * larger, and take fewer.
 */
export const estimateTokens: CountTokens = (text) => {
  let sum = 0;
  let word = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isSmall(unit)) word += LETTER;
    else if (isCapital(unit)) word += word > 0 || isCapital(text.charCodeAt(i + 1)) ? CAPITAL : LETTER;
    else {
      if (word > 0) sum += Math.max(1, word);
      word = 0;
      if (unit === 32) {
        const next = text.charCodeAt(i + 1);
        // Before a digit it is a token of its own.
        sum += isSmall(next) || isCapital(next) ? SPACE : next >= 48 && next <= 57 ? 1 : SIGN_SPACE;
      } else if (unit < 128) sum++;
      // A half of a pair stands for two of its four bytes.
      else sum += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
    }
  }
  return Math.ceil(sum + (word > 0 ? Math.max(1, word) : 0));
};

/** Counts what is sent to a model, and learns where the model counts otherwise. */
export interface Meter {
  readonly count: CountTokens;
  /** To be told when a text that was thought to fit did not. */
  wasTooLow(): void;
}

const STEP = 1.5;
/** A model that knows bytes alone takes about so many tokens for one of Llama 2's. */
const MOST = 4;

export function makeMeter(count: CountTokens): Meter {
  let factor = 1;
  return {
    count: (text) => Math.ceil(count(text) * factor),
    wasTooLow() {
      factor = Math.min(MOST, factor * STEP);
    },
  };
}

const llama2 =
  /(?:^|[^a-z])(?:me[-_ ]?llama|llama[-_ ]?2|codellama|tinyllama|vicuna|pmc[-_ ]?llama|meditron|med[-_ ]?alpaca|alpa[-_ ]?care)/i;
/** Meditron has a third generation, on another vocabulary. */
const later = /llama[-_ ]?[345]|meditron[-_ ]?3/i;

/** Whether a model, by its name, is of a family that kept the vocabulary of Llama 2 (which is Llama 1's, too). */
export const isLlama2 = (model: string): boolean => llama2.test(model) && !later.test(model);

// No token holds a line end, or a space behind anything but spaces. So the tokens of a text are those of its words,
// each with the spaces before it, one after the other; and most words have been counted before.
const word = / *[^ \n]+| +|\n/g;
const MOST_REMEMBERED = 50_000;
const LONGEST_REMEMBERED = 40;

/** Counts by the words of a text. `tokensIn` must make no token that crosses a word's edge. */
function byWord(tokensIn: CountTokens): CountTokens {
  const known = new Map<string, number>();
  return (text) => {
    let sum = 0;
    for (const [part] of text.matchAll(word)) {
      let tokens = known.get(part);
      if (tokens === undefined) {
        tokens = tokensIn(part);
        if (known.size >= MOST_REMEMBERED) known.clear();
        if (part.length <= LONGEST_REMEMBERED) known.set(part, tokens);
      }
      sum += tokens;
    }
    return sum;
  };
}

async function load(): Promise<CountTokens> {
  const { tokensIn } = await import('./llama-tokenizer');
  return byWord(tokensIn);
}

let llama2Tokens: Promise<CountTokens> | undefined;

/**
 * The way to count for a model: with Llama 2's own tokenizer where its vocabulary is the model's, which is read at
 * the first call; else the estimate. Both count parts of a text that are cut at line ends or before spaces as they
 * count the whole.
 */
export function tokensOf(model: string): Promise<CountTokens> {
  if (!isLlama2(model)) return Promise.resolve(estimateTokens);
  llama2Tokens ??= load();
  return llama2Tokens;
}
