import { setFlagsFromString } from 'node:v8';

/**
 * Has each pattern compiled to machine code when it is first used. The engine would first make a code of its own of it,
 * to be run but once: of the hundreds of patterns that a first note meets, that takes twice the time.
 * To be called when all is loaded: what comes compiled with Node.js is compiled anew once flags have changed.
 */
export function compilePatternsAtOnce(): void {
  setFlagsFromString('--no-regexp-tier-up');
}
