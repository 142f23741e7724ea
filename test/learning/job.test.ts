import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { runTrainingJob, type TrainingJob } from '../../server/src/learning/job';
import { unpackTagger } from '../../server/src/learning/pack';
import { garden } from './sentences';

it('a job done in a thread of its own gives what it gives here', async () => {
  const bundle = await build({
    stdin: {
      contents: `import { parentPort, workerData } from 'node:worker_threads';
        import { runTrainingJob } from './server/src/learning/job';
        parentPort?.postMessage(runTrainingJob(workerData));`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  const job: TrainingJob = {
    how: 'anew',
    sentences: garden(),
    earlier: [],
    from: undefined,
    options: { folds: 0 },
  };
  const worker = new Worker(bundle.outputFiles[0]?.text ?? '', { eval: true, workerData: job });
  const bytes = await new Promise<Uint8Array>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  expect(Buffer.from(bytes)).toEqual(Buffer.from(runTrainingJob(job)));
  expect(unpackTagger(bytes).types).toEqual(['plant', 'tool']);
});
