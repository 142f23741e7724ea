/** A queue between a producer that does not wait and one consumer. */
export interface Channel<T> extends AsyncIterable<T> {
  push(value: T): void;
  end(): void;
  fail(error: unknown): void;
}

export function makeChannel<T>(): Channel<T> {
  const waiting: T[] = [];
  let state: 'open' | 'ended' | { readonly error: unknown } = 'open';
  let wake = (): void => {};
  return {
    push(value) {
      if (state !== 'open') return;
      waiting.push(value);
      wake();
    },
    end() {
      if (state === 'open') state = 'ended';
      wake();
    },
    fail(error) {
      if (state === 'open') state = { error };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (waiting.length > 0) yield waiting.shift() as T;
        if (state === 'ended') return;
        if (state !== 'open') throw state.error;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
