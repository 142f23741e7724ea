/**
 * The results of an asynchronous function over a list, in the order of the list, with at most `most()` calls
 * under way at once, counting results that wait for an earlier one; that number may change. A call that rejects ends
 * the iteration.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  most: () => number,
  call: (item: Item, index: number) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  let index = 0;
  for (const item of items) {
    const result = call(item, index++);
    // The rejection is met when its turn comes; until then it is no unhandled one.
    result.catch(() => {});
    running.push(result);
    while (running.length >= Math.max(1, most())) yield await (running.shift() as Promise<Result>);
  }
  for (const result of running) yield await result;
}
