import { Option } from 'commander';

/** Gathers the values of an option that may be given several times. */
export const more = (value: string, before: readonly string[]): string[] => [...before, value];

export const allowHostOption = (): Option =>
  new Option('--allow-host <HOST>', 'allow bytes to go to this host beside this machine (repeatable)')
    .argParser(more)
    .default([], 'none');

/** Flags as they are parsed: switches that nobody gave are not there. */
export type Unset<Flags, Switches extends keyof Flags> = Omit<Flags, Switches> & {
  readonly [Switch in Switches]?: true;
};
