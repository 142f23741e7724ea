/** A value that is worked out when it is asked for first. What it is worked out from is let go then. */
export function once<T>(make: () => T): () => T {
  let making: (() => T) | undefined = make;
  let made: T;
  return () => {
    if (making) {
      made = making();
      making = undefined;
    }
    return made;
  };
}
