import { ConfigError } from '../platform/config/settings.ts';
import type { SubgraphDefinition } from '../platform/subgraph/host.ts';

/** Every subgraph of this backend, loaded when it is started. The port is where `subgraph NAME` listens by default. */
export const SUBGRAPHS: ReadonlyMap<string, { readonly defaultPort: number; readonly load: () => Promise<SubgraphDefinition> }> = new Map([
  ['core', { defaultPort: 4101, load: async () => (await import('../subgraphs/core/server.ts')).coreSubgraph }],
  ['services', { defaultPort: 4102, load: async () => (await import('../subgraphs/services/server.ts')).servicesSubgraph }],
  ['events', { defaultPort: 4103, load: async () => (await import('../subgraphs/events/server.ts')).eventsSubgraph }],
  ['pipelines', { defaultPort: 4104, load: async () => (await import('../subgraphs/pipelines/server.ts')).pipelinesSubgraph }],
  ['analytics', { defaultPort: 4105, load: async () => (await import('../subgraphs/analytics/server.ts')).analyticsSubgraph }],
]);

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
    if (name === '' || !copies.every((copy) => /^https?:\/\//.test(copy) && URL.canParse(copy))) {
      throw new ConfigError([`AUTOWEAVE_SUBGRAPHS: expected name=url[|url…] separated by commas, received ${JSON.stringify(entry)}`]);
    }
    urls.set(name, copies);
  }
  return urls;
}
