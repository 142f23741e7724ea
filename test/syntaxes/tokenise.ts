import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

export interface Token {
  /** The innermost scope without the language's suffix. */
  readonly scope: string;
  readonly text: string;
}

const require = createRequire(join(process.cwd(), 'package.json'));

/** A grammar, by its language, as VS Code runs it: a function from lines to the tokens that have a scope of their own. */
export async function loadTokeniser(
  language = 'clinical-note',
): Promise<(lines: readonly string[]) => Token[][]> {
  const grammarFile = `syntaxes/${language}.tmLanguage.json`;
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarFile, 'utf8'), grammarFile),
  });
  const grammar = await registry.loadGrammar(`text.${language}`);
  if (!grammar) throw new Error('no grammar');
  return (lines) => {
    let state = textmate.INITIAL;
    return lines.map((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
        const scope = scopes.at(-1) ?? '';
        const own = scopes.length > 1 && line.slice(startIndex, endIndex).trim() !== '';
        return own
          ? [{ scope: scope.replace(`.${language}`, ''), text: line.slice(startIndex, endIndex) }]
          : [];
      });
    });
  };
}
