import { ConfigError, hasUserInfo, type Environment } from '../platform/config/settings.ts';
import type { SubgraphDefinition } from '../platform/subgraph/host.ts';
import { readCoreConfig } from '../subgraphs/core/config.ts';
import { readPipelinesConfig } from '../subgraphs/pipelines/config.ts';
import { readServicesConfig } from '../subgraphs/services/config.ts';
import { collectProblems } from './collect-problems.ts';

interface SubgraphEntry {
  /** Where `subgraph NAME` listens by default. */
  readonly defaultPort: number;
  /** Reads its own settings; throws ConfigError with every problem. */
  readonly readConfig: (environment: Environment) => unknown;
  /** Its code, loaded when it is started. */
  readonly load: () => Promise<SubgraphDefinition>;
}

const readNothing = (): undefined => undefined;

/** Every subgraph of this backend. */
export const SUBGRAPHS: ReadonlyMap<string, SubgraphEntry> = new Map([
  ['core', { defaultPort: 4101, readConfig: readCoreConfig, load: async () => (await import('../subgraphs/core/server.ts')).coreSubgraph }],
  ['services', { defaultPort: 4102, readConfig: readServicesConfig, load: async () => (await import('../subgraphs/services/server.ts')).servicesSubgraph }],
  ['events', { defaultPort: 4103, readConfig: readNothing, load: async () => (await import('../subgraphs/events/server.ts')).eventsSubgraph }],
  ['pipelines', { defaultPort: 4104, readConfig: readPipelinesConfig, load: async () => (await import('../subgraphs/pipelines/server.ts')).pipelinesSubgraph }],
  ['analytics', { defaultPort: 4105, readConfig: readNothing, load: async () => (await import('../subgraphs/analytics/server.ts')).analyticsSubgraph }],
  ['operations', { defaultPort: 4106, readConfig: readNothing, load: async () => (await import('../subgraphs/operations/server.ts')).operationsSubgraph }],
]);

/** Reads the settings of every subgraph, so that a start tells all that is wrong at once. */
export function checkSubgraphConfigs(environment: Environment): void {
  collectProblems(Object.fromEntries([...SUBGRAPHS].map(([name, { readConfig }]) => [name, () => readConfig(environment)])));
}

/** Refuses a name in AUTOWEAVE_SUBGRAPHS that is no subgraph of this backend: a slip would run the local one unnoticed. */
export function assertSubgraphNames(urls: ReadonlyMap<string, SubgraphUrls>): void {
  const unknown = [...urls.keys()].filter((name) => !SUBGRAPHS.has(name));
  if (unknown.length > 0)
    throw new ConfigError([`AUTOWEAVE_SUBGRAPHS: expected names among ${[...SUBGRAPHS.keys()].join(', ')}, received ${unknown.join(', ')}`]);
}

/** Where a subgraph answers when nothing else is configured; the committed supergraph names these. */
export function defaultSubgraphUrl(name: string): string {
  return `http://127.0.0.1:${SUBGRAPHS.get(name)?.defaultPort ?? 0}/graphql`;
}

/** Where the copies of one subgraph answer. */
export type SubgraphUrls = readonly [string, ...string[]];

/**
 * Reads AUTOWEAVE_SUBGRAPHS: `name=url[|url…]`, separated by commas; each url is a copy of that subgraph.
 * Throws ConfigError naming what is malformed.
 */
export function readSubgraphUrls(text: string | undefined): ReadonlyMap<string, SubgraphUrls> {
  const urls = new Map<string, SubgraphUrls>();
  for (const entry of (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const at = entry.indexOf('=');
    const name = entry.slice(0, Math.max(at, 0));
    const [first = '', ...others] = entry.slice(at + 1).split('|');
    const copies: SubgraphUrls = [first, ...others];
    if (copies.some((copy) => URL.canParse(copy) && hasUserInfo(new URL(copy)))) {
      throw new ConfigError([`AUTOWEAVE_SUBGRAPHS: expected URLs without user and password at ${JSON.stringify(name)}`]);
    }
    if (name === '' || !copies.every((copy) => /^https?:\/\//.test(copy) && URL.canParse(copy))) {
      throw new ConfigError([`AUTOWEAVE_SUBGRAPHS: expected name=url[|url…] separated by commas, received ${JSON.stringify(entry.replace(/[^/=]*@/g, '…@'))}`]);
    }
    urls.set(name, copies);
  }
  return urls;
}
