import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../platform/config/settings.ts';
import type { JsonValue } from '../../platform/json/json-value.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import { pipelinesSubgraph } from '../../subgraphs/pipelines/server.ts';
import { ask, createIdentity } from './call-subgraph.ts';
import { runSubgraph, type RunningSubgraph } from './run-subgraph.ts';
import { waitUntil } from './wait-until.ts';

const DEFINE =
  'mutation ($input: PipelineInput!, $commandId: ID) { definePipeline(input: $input, commandId: $commandId) { pipeline { id } receipt { position repeated } } }';
const RUN = 'mutation ($id: ID!, $commandId: ID) { runPipeline(id: $id, commandId: $commandId) { run { id status } receipt { commandId position repeated } } }';
const SEE_RUN = `query ($id: ID!) { pipelineRun(id: $id) {
  id pipelineId status counts { in out filtered rejected } error { code message } startedAt finishedAt durationMs
  rejected(first: 1000) { nodes { index record step field rule reason } }
} }`;
const ROWS =
  'query ($collection: String!, $first: Int!, $after: String) { pipelineRecords(collection: $collection, first: $first, after: $after) { nodes { key data pipelineId } pageInfo { hasNextPage endCursor } } }';

interface SeenCounts {
  readonly in: number;
  readonly out: number;
  readonly filtered: number;
  readonly rejected: number;
}

interface SeenRow {
  readonly key: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface RowsPage {
  readonly nodes: readonly SeenRow[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** A run as a caller sees it. */
export interface SeenRun {
  readonly id: string;
  readonly pipelineId: string;
  readonly status: string;
  readonly counts: SeenCounts;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly rejected: {
    readonly nodes: readonly {
      readonly index: number;
      readonly record: unknown;
      readonly step: number | null;
      readonly field: string | null;
      readonly rule: string;
      readonly reason: string;
    }[];
  };
}

/** The subgraph, and the calls that its tests make. */
export interface RunningPipelines extends RunningSubgraph {
  /** Writes a file below the files folder. */
  file(path: string, text: string): void;
  /** Answers the pipeline's id. */
  define(input: Record<string, unknown>, identity?: RequestIdentity): Promise<string>;
  /** Refuses a definition: the code and the field. */
  refusedDefinition(input: Record<string, unknown>): Promise<{ code: unknown; field: unknown }>;
  run(id: string, identity?: RequestIdentity): Promise<string>;
  seeRun(id: string, identity?: RequestIdentity): Promise<SeenRun>;
  /** Runs and waits until the run is over. */
  runToEnd(id: string): Promise<SeenRun>;
  becomes(runId: string, status: string): Promise<SeenRun>;
  rows(collection: string, identity?: RequestIdentity): Promise<readonly SeenRow[]>;
  publish(type: string, data: unknown, options?: { id?: string; subject?: string; workspace?: string }): Promise<void>;
}

/** `environment` chooses the stores and the subgraph's settings. */
export async function startPipelines(environment: Environment = {}): Promise<RunningPipelines> {
  const toFilesDir = ({ path }: { path: string }): string => join(path, 'files');
  const subgraph = await runSubgraph(pipelinesSubgraph, {
    environment: (folder) => ({ AUTOWEAVE_FILES_DIR: toFilesDir(folder), PIPELINES_RECORD_TIMEOUT_MS: '2000', ...environment }),
  });
  const { refusal } = subgraph;
  const filesDir = toFilesDir(subgraph.folder);
  mkdirSync(filesDir);
  let published = 0;

  async function seeRun(id: string, identity = createIdentity()): Promise<SeenRun> {
    return (await ask<{ pipelineRun: SeenRun }>(subgraph.endpoint, SEE_RUN, { variables: { id }, identity })).pipelineRun;
  }

  async function run(id: string, identity = createIdentity()): Promise<string> {
    return (await ask<{ runPipeline: { run: { id: string } } }>(subgraph.endpoint, RUN, { variables: { id }, identity })).runPipeline.run.id;
  }

  function waitForRun(id: string, holds: (run: SeenRun) => boolean): Promise<SeenRun> {
    return waitUntil(
      async () => {
        const seen = await seeRun(id);
        return holds(seen) ? seen : undefined;
      },
      { what: `run ${id}` },
    );
  }

  return Object.assign(subgraph, {
    file: (path: string, text: string) => writeFileSync(join(filesDir, path), text),
    async define(input: Record<string, unknown>, identity = createIdentity()) {
      const { definePipeline } = await ask<{ definePipeline: { pipeline: { id: string } } }>(subgraph.endpoint, DEFINE, {
        variables: { input: { name: 'test', ...input } },
        identity,
      });
      return definePipeline.pipeline.id;
    },
    async refusedDefinition(input: Record<string, unknown>) {
      const { code, field } = await refusal(DEFINE, { input: { name: 'test', ...input } });
      return { code, field };
    },
    run,
    seeRun,
    async runToEnd(id: string) {
      return waitForRun(await run(id), ({ status }) => status !== 'RUNNING');
    },
    becomes: (id: string, status: string) => waitForRun(id, (seen) => seen.status === status),
    async rows(collection: string, identity = createIdentity()) {
      const all: SeenRow[] = [];
      let after: string | null = null;
      for (;;) {
        const variables = { collection, first: 1_000, after };
        const page: RowsPage = (await ask<{ pipelineRecords: RowsPage }>(subgraph.endpoint, ROWS, { variables, identity })).pipelineRecords;
        all.push(...page.nodes);
        if (!page.pageInfo.hasNextPage) return all;
        after = page.pageInfo.endCursor;
      }
    },
    async publish(type: string, data: unknown, options: { id?: string; subject?: string; workspace?: string } = {}) {
      const { id = `e${published++}`, subject, workspace = 'default' } = options;
      const draft = { id, source: 'test', type, data: data as JsonValue, ...(subject === undefined ? {} : { subject }) };
      await subgraph.running.host.log.append({ workspace, principal: 'ada' }, [draft]);
    },
  });
}
