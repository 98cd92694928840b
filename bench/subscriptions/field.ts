import { join } from 'node:path';
import { start, type Contestant, type StartOptions } from '../measure/contestants.ts';
import type { Subscription } from './subscriber.ts';
import { openLogPublisher, openPubSubPublisher, toType, type Publisher } from './publisher.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SERVERS = join(import.meta.dirname, 'servers');

/** One server of the comparison. */
export interface Entry {
  /** For `--only`. */
  readonly key: string;
  readonly name: string;
  start(setup: EntrySetup, options: StartOptions): Promise<Contestant>;
  openPublisher(redisUrl: string): Promise<Publisher>;
}

/** What every server of the comparison is started on. */
export interface EntrySetup {
  readonly redisUrl: string;
  /** For all that is started on this Redis. */
  readonly dataDir: string;
  /** Further environment variables. */
  readonly environment: Readonly<Record<string, string>>;
}

/** This backend. */
export const OURS = 'ours';
/** What one would put together from the known packages. */
export const REFERENCE = 'graphql-ws + graphql-redis-subscriptions';
/** Sockets alone. */
export const BARE = 'bare ws';

/** The subgraphs that the stream does not need stand elsewhere: what they do with each event is not what is measured. */
const ELSEWHERE = ['core', 'pipelines', 'analytics'].map((name) => `${name}=http://127.0.0.1:9/graphql`).join();

/** The whole backend, its event log in Redis. */
export const ours: Entry = {
  key: 'ours',
  name: OURS,
  start: ({ redisUrl, dataDir, environment }, options) =>
    start(
      [join(ROOT, 'bin', 'autoweave.mjs'), 'start'],
      {
        PORT: '0',
        AUTOWEAVE_DATA_DIR: dataDir,
        REDIS_URL: redisUrl,
        LOG_LEVEL: 'error',
        AUTOWEAVE_MAX_PRINCIPAL_SOCKETS: '100000',
        AUTOWEAVE_SUBGRAPHS: ELSEWHERE,
        ...environment,
      },
      options,
    ),
  openPublisher: (redisUrl) => openLogPublisher(redisUrl, 'events'),
};

/** The known packages over Redis's own publish and subscribe: nothing is kept, nothing resumed. */
export const reference: Entry = {
  key: 'reference',
  name: REFERENCE,
  start: ({ redisUrl, environment }, options) => start([join(SERVERS, 'reference.ts'), redisUrl], environment, options),
  openPublisher: async (redisUrl) => openPubSubPublisher(redisUrl),
};

/** Takes part in the memory of idle subscribers alone. */
export const bareWs: Entry = {
  key: 'bare-ws',
  name: BARE,
  start: ({ environment }, options) => start([join(SERVERS, 'bare-ws.ts')], environment, options),
  openPublisher: () => Promise.reject(new Error('nothing is published here')),
};

/** The one stream that all see, or the stream of a room. */
export function toEventSubscription(url: string, room: number): Subscription {
  const query = 'subscription ($pattern: String!) { eventReceived(pattern: $pattern) { id source type time data } }';
  return { url: new URL(url), query, variables: { pattern: toType(room) }, resumes: false };
}
