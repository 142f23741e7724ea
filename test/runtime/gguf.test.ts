import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModel } from '../../server/src/runtime/gguf/files';
import { GgufError, readGguf } from '../../server/src/runtime/gguf/header';
import { gguf, meLlama, writeGguf } from '../support/gguf';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marginalia-gguf-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);

/** Why a file is refused; undefined where it is read. */
async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof GgufError) return error.message;
    throw error;
  }
}
const refusalOf = async (name: string, content: Buffer | string): Promise<string | undefined> => {
  await writeFile(at(name), content);
  return refusal(readGguf(at(name)));
};

describe('the header of a GGUF file', () => {
  it('tells what the model is', async () => {
    await writeGguf(at('a.gguf'), {
      entries: { ...meLlama, 'tokenizer.chat_template': '{{ x }}' },
      values: 96,
    });
    expect(await readGguf(at('a.gguf'))).toMatchObject({
      architecture: 'llama',
      type: 'model',
      own: ['MeLLaMA 13B Chat'],
      contextLength: 4096,
      quantization: 'Q4_K_M',
      hasChatTemplate: true,
      addBos: false,
      parameters: 96,
      split: undefined,
    });
  });

  it('is read whatever else stands in it', async () => {
    const entry = fc.oneof(fc.string(), fc.boolean(), fc.nat(), fc.array(fc.string(), { maxLength: 9 }));
    const others = fc.dictionary(
      fc.string({ minLength: 1 }).map((key) => `x.${key}`),
      entry,
    );
    await fc.assert(
      fc.asyncProperty(others, fc.nat(5_000), async (entries, length) => {
        await writeGguf(at('b.gguf'), { entries: { ...entries, 'llama.context_length': length } });
        expect((await readGguf(at('b.gguf'))).contextLength).toBe(length);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused wherever the file ends too soon', async () => {
    const whole = gguf({ entries: meLlama });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: whole.length - 1 }), async (length) => {
        expect(await refusalOf('c.gguf', whole.subarray(0, length))).toMatch(/ends before it is whole/);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused, and no more, where it is nonsense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const content = Buffer.concat([gguf().subarray(0, 8), bytes]);
        // Any other error than one about the file is a defect, and so is reading on for ever.
        expect(await refusalOf('d.gguf', content)).not.toBe('');
      }),
    );
  });

  it('is read of a file that is larger than any memory, without reading it', async () => {
    await writeGguf(at('large.gguf'), { values: 2 ** 34, hollow: true });
    await truncate(at('large.gguf'), 80 * 2 ** 30);
    const before = process.memoryUsage().rss;
    expect((await readGguf(at('large.gguf'))).size).toBe(80 * 2 ** 30);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });
});

describe('what is no GGUF file', () => {
  it.each([
    ['a.gguf', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n', /pointer of Git LFS/],
    ['m.safetensors', 'xxxxxxxxxxxxxxxxxxx', /safetensors.*convert_hf_to_gguf/],
    ['m', Buffer.concat([Buffer.from([40, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{"a":1}')]), /safetensors/],
    ['pytorch_model.bin', 'xxxxxxxx', /PyTorch/],
    ['m.zip', 'PK\x03\x04xxxx', /archive/],
    ['m.gguf', '<!DOCTYPE html><title>Log in</title>', /web page/],
    ['m.gguf', 'tjgg\x03\0\0\0', /old format/],
    ['m.gguf', '', /empty/],
    ['m.gguf', 'Chest pain.', /no GGUF/],
    ['m.gguf', gguf({ version: 1 }), /version 1/],
    ['m.gguf', gguf({ version: 3 << 24 }), /byte order/],
  ])('%s is named for what it is', async (name, content, why) => {
    expect(await refusalOf(name, content)).toMatch(why);
  });

  it('a folder is named, and a missing file is the error of the system', async () => {
    expect(await refusal(readGguf(folder))).toMatch(/folder/);
    await expect(readGguf(at('none.gguf'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a model in several files', () => {
  const split = (no: number, count: number) => ({ entries: { 'split.no': no, 'split.count': count } });

  it('is found by any of them, in order', async () => {
    const names = ['m-00001-of-00002.gguf', 'm-00002-of-00002.gguf'];
    for (const [no, name] of names.entries()) await writeGguf(at(name), split(no, 2));
    for (const name of names) {
      const files = await readModel(at(name));
      expect(files.map(({ path }) => path)).toEqual(names.map(at));
    }
  });

  it('is refused where a part is missing, or is of another model', async () => {
    await writeGguf(at('n-00001-of-00002.gguf'), split(0, 2));
    expect(await refusal(readModel(at('n-00001-of-00002.gguf')))).toMatch(/n-00002-of-00002.*cannot be read/);
    await writeGguf(at('n-00002-of-00002.gguf'), split(2, 3));
    expect(await refusal(readModel(at('n-00001-of-00002.gguf')))).toMatch(/part 3 of 3/);
    await writeGguf(at('renamed.gguf'), split(0, 2));
    expect(await refusal(readModel(at('renamed.gguf')))).toMatch(/part 1 of 2.*keep their names/);
  });
});
