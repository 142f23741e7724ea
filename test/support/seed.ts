import fc from 'fast-check';

// One commit has one result. `SEED=7 npm test` looks at other cases.
const seed = Number(process.env.SEED ?? 20_261);
if (!Number.isInteger(seed)) throw new Error('SEED must be a whole number');
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
