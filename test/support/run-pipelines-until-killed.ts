/**
 * Run as a process of its own: starts the pipelines subgraph on the folder given as its first argument, resumes the
 * pipeline given as its second, and kills itself as soon as it is told that records were taken in: another process that
 * had to see that first could be too late.
 */
import { join } from 'node:path';
import { pipelinesSubgraph } from '../../subgraphs/pipelines/server.ts';
import { ask, createIdentity } from './call-subgraph.ts';
import { startTestHost } from './subgraph-host.ts';

const [, , path, pipelineId] = process.argv;
if (path === undefined || pipelineId === undefined) throw new Error('expected a folder and the id of a pipeline');
const { host } = await startTestHost({ path, remove: () => undefined }, { name: 'pipelines', environment: { AUTOWEAVE_FILES_DIR: join(path, 'files') } });
const endpoint = await pipelinesSubgraph.start(host);
const frames = endpoint.subscribe({
  query: 'subscription ($id: ID!) { pipelineRunProgressed(pipelineId: $id) { kind counts { in } } }',
  variables: { id: pipelineId },
  identity: createIdentity(),
  signal: new AbortController().signal,
});
void (async () => {
  for await (const { data } of frames) {
    const progress = data?.['pipelineRunProgressed'] as { readonly counts: { readonly in: number } } | undefined;
    if (progress !== undefined && progress.counts.in > 0) process.kill(process.pid, 'SIGKILL');
  }
})();
await ask(endpoint, 'mutation ($id: ID!) { resumePipeline(id: $id) { pipeline { id } } }', { variables: { id: pipelineId } });
const { pipeline } = await ask<{ pipeline: { lastRun: { status: string } | null } }>(
  endpoint,
  'query ($id: ID!) { pipeline(id: $id) { lastRun { status } } }',
  { variables: { id: pipelineId } },
);
if (pipeline.lastRun === null) await ask(endpoint, 'mutation ($id: ID!) { runPipeline(id: $id) { run { id } } }', { variables: { id: pipelineId } });
setInterval(() => undefined, 60_000);
