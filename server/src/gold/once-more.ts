/** Work that is never done twice at the same time: asked for while it runs, it runs once more. */
export function onceMore(work: () => Promise<void>) {
  let running: Promise<void> | undefined;
  let again = false;
  function run(): void {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await work();
      }
    })().finally(() => {
      running = undefined;
      if (again) run();
    });
  }
  return {
    run,
    /** Ends when nothing more is asked for. */
    async rested(): Promise<void> {
      while (running) await running;
    },
  };
}
