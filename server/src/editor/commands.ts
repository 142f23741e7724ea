/** Commands that a client may ask for, by their names; each takes one argument, which is checked by whoever takes it. */
export type Commands = Readonly<Record<string, (argument: unknown) => Promise<unknown>>>;
