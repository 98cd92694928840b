import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { createRandom } from '../../conformance/differential/random.ts';
import { startAutoweave } from '../../support/autoweave-process.ts';
import { runMarkedClients, type ClientReport } from './marked-clients.ts';
import { createMarkedSubgraphs } from './marked-subgraphs.ts';
import { serveMarked, type MarkedServer } from './serve-marked.ts';

/** How a gateway treats its subgraphs and its clients' operations. */
export interface IsolationSetting {
  readonly policies: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string>>;
  /** From how many ids clients choose; undefined for as many as operations. */
  readonly ids: number | undefined;
}

const POLICIES = {
  timeoutMs: 250,
  retry: { attempts: 2, firstMs: 1, maxMs: 10, budgetPercent: 100 },
  breaker: { failures: 20, openMs: 50 },
  hedge: { afterMs: 40, budgetPercent: 100 },
  concurrency: { max: 40, queue: 400 },
};

/** Everything that stands between an operation and a subgraph, in the combinations in which answers might be mixed up. */
export const SETTINGS = {
  'every policy': { policies: POLICIES, environment: { AUTOWEAVE_CACHING: 'false' }, ids: undefined },
  'no policy but a timeout, and Apollo Server': {
    policies: { timeoutMs: 250 },
    environment: { AUTOWEAVE_CACHING: 'false', AUTOWEAVE_HTTP_ENTRY: 'apollo' },
    ids: undefined,
  },
  'every policy, shared calls and operations, and kept answers': {
    policies: { ...POLICIES, deduplicate: true },
    environment: { AUTOWEAVE_CACHING: 'true', AUTOWEAVE_DEDUPLICATE_OPERATIONS: 'true' },
    ids: 12,
  },
  'shared calls without a cache': {
    policies: { ...POLICIES, deduplicate: true },
    environment: { AUTOWEAVE_CACHING: 'false' },
    ids: 4,
  },
} as const satisfies Record<string, IsolationSetting>;

export interface IsolationResult {
  readonly findings: readonly string[];
  readonly endings: ClientReport['endings'];
  /** Requests that subgraphs heard. */
  readonly requests: number;
  /** Whether operations were answered whole once the subgraphs behaved again: nothing that was taken for an operation is kept from the next. */
  readonly hasRecovered: boolean;
}

/** Operations at a time. */
const AT_ONCE = 150;
const BAD_SHARE = 0.25;
const OPERATIONS_AFTER = 6;
/** Breakers close, and copies have rested; the machine may be busy with other things. */
const RECOVERY_MS = 120_000;

/** Runs operations through a gateway in a process of its own over subgraphs that misbehave, then over the same ones, which do not any more. */
export async function runIsolation(
  setting: IsolationSetting,
  { seed, folder, goesOn }: { seed: number; folder: string; goesOn(done: number): boolean },
): Promise<IsolationResult> {
  const random = createRandom(seed);
  let share = BAD_SHARE;
  const subgraphs = createMarkedSubgraphs();
  const copies: MarkedServer[] = [];
  const remotes: string[] = [];
  for (const subgraph of subgraphs) {
    const pair = [0, 1].map(() => serveMarked(subgraph, { random, badShare: () => share }));
    const served = await Promise.all(pair);
    copies.push(...served);
    remotes.push(`${subgraph.name}=${served.map(({ url }) => url).join('|')}`);
  }
  const composition = await composeSupergraph(subgraphs.map(({ name, sdl }) => ({ name, url: '', sdl })));
  if (composition.kind === 'refused') throw new Error(`expected to compose: ${JSON.stringify(composition)}`);
  const path = join(folder, 'supergraph.graphql');
  writeFileSync(path, composition.sdl);
  const gateway = await startAutoweave(['gateway', '--supergraph', path, '--port', '0'], {
    AUTOWEAVE_DATA_DIR: folder,
    AUTOWEAVE_SUBGRAPHS: remotes.join(','),
    AUTOWEAVE_SUBGRAPH_POLICIES: JSON.stringify({ '*': setting.policies }),
    LOG_LEVEL: 'error',
    ...setting.environment,
  });
  try {
    const clients = { url: gateway.url, random, ids: setting.ids };
    const during = await runMarkedClients({ ...clients, abortShare: 0.1 }, AT_ONCE, goesOn);
    share = 0;
    const after: ClientReport[] = [];
    for (const endsMs = performance.now() + RECOVERY_MS; after.at(-1)?.endings.whole !== OPERATIONS_AFTER && performance.now() < endsMs;) {
      after.push(await runMarkedClients({ ...clients, abortShare: 0 }, 2, (done) => done < OPERATIONS_AFTER));
    }
    const reports = [during, ...after].map(({ findings }) => findings);
    return {
      findings: [...reports.flat(), ...copies.flatMap(({ findings }) => findings), ...readFaults(gateway.log())],
      endings: during.endings,
      requests: copies.reduce((sum, { requests }) => sum + requests(), 0),
      hasRecovered: after.at(-1)?.endings.whole === OPERATIONS_AFTER,
    };
  } finally {
    await gateway.stop();
    for (const copy of copies) await copy.close();
  }
}

/** Lines of the log that tell of a defect of the gateway. */
function readFaults(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, 5);
}
