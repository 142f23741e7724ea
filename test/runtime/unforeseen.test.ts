import { describe, expect, it } from 'vitest';
import { unforeseen } from '../../server/src/runtime/unforeseen';

const thrown = (error: Error): Error => {
  try {
    throw error;
  } catch (caught) {
    return caught as Error;
  }
};

describe('what is told of an error that nobody foresaw', () => {
  it('is its kind and where it came from', () => {
    expect(unforeseen(thrown(new RangeError('Mr. Placeholder')))).toMatch(
      /^an error of this program \(RangeError at unforeseen\.test\.ts:\d+:\d+(, [\w.-]+:\d+:\d+)*\)$/,
    );
  });

  it('is nothing of its message, whatever that looks like', () => {
    const messages = [
      'Mr. Placeholder',
      '',
      'Plan:\n    at Placeholder (/home/Placeholder:1:2)\n    at Placeholder:12:30\n',
      '    at home:1:1',
      ': \n    at (Placeholder.js:1:1)',
    ];
    for (const message of messages) {
      const error = thrown(new Error(message));
      Object.assign(error, { text: message, cause: message });
      const later = thrown(new Error('first'));
      later.message = message;
      for (const told of [unforeseen(error), unforeseen(later)]) {
        expect(told).not.toMatch(/Placeholder|home:1/);
        expect(told).toMatch(/^an error of this program \(Error( at [\w.:-]+(, [\w.:-]+)*)?\)$/);
      }
    }
  });

  it('is no name that is none, and of what is no error its type alone', () => {
    const named = thrown(new Error('x'));
    named.name = 'Mr. Placeholder';
    expect(unforeseen(named)).toMatch(/^an error of this program \(Error/);
    const bare = new Error('Placeholder');
    delete bare.stack;
    expect(unforeseen(bare)).toBe('an error of this program (Error)');
    expect(unforeseen('Placeholder')).toBe('an error of this program (string)');
  });
});
