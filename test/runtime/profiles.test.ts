import { describe, expect, it } from 'vitest';
import { isLlama2 } from '../../server/src/pipeline/windows/tokens';
import {
  profileNames,
  profileOf,
  profiles,
  rawOf,
  templateOf,
} from '../../server/src/runtime/model/profiles';

describe('the family of a model', () => {
  it.each([
    ['me-llama', 'me-llama-chat'],
    ['me-llama:70b-chat', 'me-llama-chat'],
    ['MeLLaMA-13B-chat.Q4_K_M.gguf', 'me-llama-chat'],
    ['me-llama-13b-base', 'me-llama-base'],
    ['llama-2-13b-chat', 'llama-2-chat'],
    ['Llama-2-7b', 'server'],
    ['PMC_LLaMA_13B', 'pmc-llama'],
    ['PMC_LLAMA_7B', 'server'],
    ['meditron:70b', 'meditron'],
    ['llama-3-meditron', 'server'],
    ['medalpaca-13b', 'medalpaca'],
    ['AlpaCare-llama2-13b', 'alpacare'],
    ['some-llama', 'server'],
    ['home-llama', 'server'],
    ['me-llama-3-8b', 'server'],
    ['Med-LLaMA3-8B', 'server'],
    ['qwen3:8b', 'server'],
  ])('%s is %s', (name, profile) => {
    expect(profileOf(name).name).toBe(profile);
  });

  it('is what its own file says, before the name that somebody gave it', () => {
    const own = (...names: string[]) => profileOf({ names: ['my-model.gguf', 'me-llama'], own: names }).name;
    expect(own('MeLLaMA 13B Chat')).toBe('me-llama-chat');
    expect(own('MeLLaMA 13B', 'chat')).toBe('me-llama-chat');
    expect(own('MeLLaMA 13B')).toBe('me-llama-base');
    expect(own('PMC_LLaMA_13B')).toBe('pmc-llama');
    expect(own('Model 13B')).toBe('me-llama-chat');
    expect(own('Llama 3.1 8B')).toBe('server');
  });

  it('counts tokens as its tokenizer does, wherever both are known by name', () => {
    for (const name of [
      'me-llama',
      'pmc-llama-13b',
      'meditron-7b',
      'medalpaca',
      'alpacare',
      'llama-2-chat',
    ]) {
      expect([name, profileOf(name).tokenizer === 'llama-2']).toEqual([name, isLlama2(name)]);
    }
  });
});

describe('the turns of a profile', () => {
  it("are those of the Me-LLaMA authors' code, to the letter", () => {
    const chat = profiles['me-llama-chat'];
    expect(rawOf(chat, 'Any pain?')).toBe('Human: \nAny pain?\n\nAssistant: \n');
    expect(templateOf(chat)).toBe('Human: \n{{ .Prompt }}\n\nAssistant: \n');
  });

  it('are left to the server where its own template is the right one', () => {
    expect(templateOf(profiles.server)).toBeUndefined();
    expect(rawOf(profiles.server, 'x')).toBeUndefined();
  });

  it.each(profileNames)(
    '%s: the template is the raw text with a hole, and holds none of its stops',
    (name) => {
      const template = templateOf(profiles[name]);
      expect(template?.replace('{{ .Prompt }}', 'x')).toBe(rawOf(profiles[name], 'x'));
      // A stop that opened the answer would end it before its first word.
      for (const stop of profiles[name].stop) expect(profiles[name].turn?.after).not.toContain(stop);
    },
  );
});
