import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../platform/config/settings.ts';
import type { JsonValue } from '../../platform/json/json-value.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { pipelinesSubgraph } from '../../subgraphs/pipelines/server.ts';
import { ask, call, createIdentity } from './call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from './subgraph-host.ts';
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

/** The subgraph on real stores in a folder of its own, and the calls that its tests make. */
export interface RunningPipelines {
  readonly endpoint: SubgraphEndpoint;
  readonly running: TestHost;
  readonly folder: DataFolder;
  /** Stops everything cleanly and starts it again on the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
  /** Writes a file below the files folder. */
  file(path: string, text: string): void;
  /** Answers the pipeline's id. */
  define(input: Record<string, unknown>, identity?: RequestIdentity): Promise<string>;
  /** The extensions of the error with which the call is refused. */
  refusal(query: string, variables?: Record<string, unknown>, identity?: RequestIdentity): Promise<Record<string, unknown>>;
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

export async function startPipelines(environment: Environment = {}): Promise<RunningPipelines> {
  const folder = createDataFolder();
  const filesDir = join(folder.path, 'files');
  mkdirSync(filesDir);
  let running: TestHost;
  let endpoint: SubgraphEndpoint;
  let published = 0;

  async function start(): Promise<void> {
    running = await startTestHost(folder, {
      name: 'pipelines',
      environment: { AUTOWEAVE_FILES_DIR: filesDir, PIPELINES_RECORD_TIMEOUT_MS: '2000', ...environment },
    });
    endpoint = await pipelinesSubgraph.start(running.host);
  }

  async function seeRun(id: string, identity = createIdentity()): Promise<SeenRun> {
    return (await ask<{ pipelineRun: SeenRun }>(endpoint, SEE_RUN, { variables: { id }, identity })).pipelineRun;
  }

  async function run(id: string, identity = createIdentity()): Promise<string> {
    return (await ask<{ runPipeline: { run: { id: string } } }>(endpoint, RUN, { variables: { id }, identity })).runPipeline.run.id;
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

  async function refusal(query: string, variables: Record<string, unknown> = {}, identity = createIdentity()): Promise<Record<string, unknown>> {
    return { ...(await call(endpoint, query, { variables, identity })).errors?.[0]?.extensions };
  }

  await start();
  return {
    get endpoint() {
      return endpoint;
    },
    get running() {
      return running;
    },
    folder,
    async restart() {
      await running.close();
      await start();
    },
    async close() {
      await running.close();
      folder.remove();
    },
    file: (path, text) => writeFileSync(join(filesDir, path), text),
    async define(input, identity = createIdentity()) {
      const { definePipeline } = await ask<{ definePipeline: { pipeline: { id: string } } }>(endpoint, DEFINE, {
        variables: { input: { name: 'test', ...input } },
        identity,
      });
      return definePipeline.pipeline.id;
    },
    refusal,
    async refusedDefinition(input) {
      const { code, field } = await refusal(DEFINE, { input: { name: 'test', ...input } });
      return { code, field };
    },
    run,
    seeRun,
    async runToEnd(id) {
      return waitForRun(await run(id), ({ status }) => status !== 'RUNNING');
    },
    becomes: (id, status) => waitForRun(id, (seen) => seen.status === status),
    async rows(collection, identity = createIdentity()) {
      const all: SeenRow[] = [];
      let after: string | null = null;
      for (;;) {
        const variables = { collection, first: 1_000, after };
        const page: RowsPage = (await ask<{ pipelineRecords: RowsPage }>(endpoint, ROWS, { variables, identity })).pipelineRecords;
        all.push(...page.nodes);
        if (!page.pageInfo.hasNextPage) return all;
        after = page.pageInfo.endCursor;
      }
    },
    async publish(type, data, { id = `e${published++}`, subject, workspace = 'default' } = {}) {
      const draft = { id, source: 'test', type, data: data as JsonValue, ...(subject === undefined ? {} : { subject }) };
      await running.host.log.append({ workspace, principal: 'ada' }, [draft]);
    },
  };
}
