import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedContext } from '../../server/src/runtime/openai/shared-context';

const never = new AbortController().signal;

describe('a context that slots share', () => {
  it('keeps nobody waiting until it is known to be shared', async () => {
    const context = sharedContext();
    await Promise.all(Array.from({ length: 20 }, () => context.enter(5_000, never)));
  });

  it('is never full but with one question alone, and lets everyone in, in turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.boolean()), { minLength: 1, maxLength: 30 }),
        async (questions) => {
          const context = sharedContext();
          context.isShared(100);
          const order: number[] = [];
          let taken = 0;
          let inside = 0;
          await Promise.all(
            questions.map(async ([tokens, leaves], i) => {
              const controller = new AbortController();
              const entering = context.enter(tokens, controller.signal);
              if (leaves) controller.abort();
              const leave = await entering.catch(() => undefined);
              if (!leave) return;
              order.push(i);
              taken += tokens;
              inside++;
              expect(taken <= 100 || inside === 1).toBe(true);
              await new Promise((resolve) => setImmediate(resolve));
              taken -= tokens;
              inside--;
              leave();
              leave();
            }),
          );
          expect(order).toEqual([...order].sort((a, b) => a - b));
          const stayed = questions.filter(([, leaves]) => !leaves).length;
          expect(order.length).toBeGreaterThanOrEqual(stayed);
          await context.enter(100, never);
        },
      ),
    );
  });
});
