import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../support/real-servers.ts';
import { redisAvailable } from '../../support/redis.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWireBackend, STORES, UPSTREAMS, type WireBackend, type WireBackendKind } from './wire-backend.ts';
import { WIRES, type Follower } from './wires.ts';

const SUBSCRIPTION = 'subscription { eventReceived(pattern: "t.*") { type } }';
const KINDS = STORES.flatMap((store) => UPSTREAMS.map((upstream): WireBackendKind => ({ store, upstream })));

interface Reader {
  readonly name: string;
  readonly follower: Follower;
  /** How many events there were when it came. */
  readonly from: number;
}

/** Everything that a reader was told of its stream. */
function told({ follower }: Reader) {
  const streams = follower.payloads().map(({ extensions }) => extensions?.stream ?? {});
  return {
    types: follower.payloads().flatMap(({ data }) => (data?.eventReceived === undefined ? [] : [data.eventReceived.type])),
    states: streams.flatMap(({ state }) => (typeof state === 'string' ? [state] : [])),
    resumed: streams.flatMap(({ resumed }) => (resumed === undefined ? [] : [resumed])),
    cursor: streams.findLast(({ cursor }) => cursor !== undefined)?.['cursor'],
    errors: follower.payloads().flatMap(({ errors = [] }) => errors),
  };
}

describe('what a running subscription outlives', () => {
  let backend: WireBackend;
  let readers: Reader[];
  const published: string[] = [];

  async function open(kind: WireBackendKind): Promise<void> {
    backend = await startWireBackend(kind);
    for (const wire of Object.keys(WIRES)) {
      for (const speaks of [true, false]) await join(wire, speaks ? {} : null);
    }
    // A plain client hears nothing before its first event, which must not come before it is there.
    const count = readers.length;
    await waitUntil(async () => (await backend.gateway.metrics.getSingleMetricAsString('subscriptions_active')).includes(`subscriptions_active ${count}`));
    await waitUntil(() => readers.every((reader) => !reader.name.includes('speaking') || told(reader).cursor !== undefined));
    await publish(1);
    await arrived();
  }

  async function join(wire: string, stream: Record<string, unknown> | null): Promise<Reader> {
    const follower = await WIRES[wire]?.(backend, { query: SUBSCRIPTION, ...(stream === null ? {} : { extensions: { stream } }) });
    if (follower === undefined) throw new Error('no such wire');
    const reader = { name: `${stream === null ? 'plain' : 'speaking'} over ${wire}`, follower, from: published.length };
    readers.push(reader);
    return reader;
  }

  async function publish(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      const type = `t.n${published.length + 1}`;
      published.push(type);
      await backend.publish(type);
    }
  }

  async function arrived(): Promise<void> {
    for (const reader of readers) {
      await waitUntil(() => told(reader).types.length >= published.length - reader.from, {
        what: `all events at ${reader.name}: ${JSON.stringify(told(reader))}`,
      });
    }
  }

  function expectWhole(): void {
    for (const reader of readers) {
      const { types, errors } = told(reader);
      expect({ name: reader.name, types, errors }).toEqual({ name: reader.name, types: published.slice(reader.from), errors: [] });
      expect(reader.follower.isOver()).toBe(false);
    }
  }

  const speaking = (): Reader[] => readers.filter(({ name }) => name.startsWith('speaking'));

  beforeEach(() => {
    readers = [];
    published.length = 0;
  });
  afterEach(async () => {
    for (const { follower } of readers) follower.close();
    await backend.close();
  });

  for (const kind of KINDS) {
    const { upstream, store } = kind;
    describeWith(store === 'embedded' || redisAvailable())(`subgraph ${upstream}, log ${store}`, () => {
      it('W3.2 MUST lose, double and reorder nothing over reloads while events flow, and tell nobody', async () => {
        await open(kind);
        for (let reloads = 0; reloads < 12; reloads += 1) {
          const publishing = publish(8);
          backend.reload();
          await publishing;
          if (reloads % 4 === 3) await join('graphql-transport-ws', { resumeFrom: told(readers[0] as Reader).cursor }).then((reader) => rebase(reader));
        }
        await publish(1);
        await arrived();
        expectWhole();
        for (const reader of speaking()) {
          expect(told(reader).states).toEqual(['live']);
          expect(told(reader).resumed.every((resumed) => 'replayed' in (resumed as object))).toBe(true);
        }
      });
    });
  }

  /** One that resumed got what follows its cursor: its first event says from where. */
  async function rebase(reader: Reader): Promise<void> {
    await publish(1);
    await waitUntil(() => told(reader).types.length > 0);
    readers[readers.indexOf(reader)] = { ...reader, from: published.indexOf(told(reader).types[0] ?? '') };
  }

  it('W4.4 W2.5 MUST say reconnecting, attach again after the last position, and leave out nothing', async () => {
    await open({ upstream: 'remote', store: 'embedded' });
    for (let losses = 1; losses <= 3; losses += 1) {
      await backend.loseSubgraph();
      await waitUntil(() => speaking().every((reader) => told(reader).states.at(-1) === 'reconnecting'));
      const back = await join('graphql-transport-ws', { resumeFrom: told(readers[0] as Reader).cursor });
      await waitUntil(() => told(back).states.length === 1);
      expect(told(back).states).toEqual(['reconnecting']);
      await publish(20);
      await backend.returnSubgraph();
      await waitUntil(() => speaking().every((reader) => told(reader).states.at(-1) === 'live'));
      await publish(3);
      await arrived();
      expectWhole();
      // It stood where the others stood, and gets what they get.
      expect(told(back).resumed).toEqual([{ replayed: 0 }]);
    }
    for (const reader of speaking().slice(0, 3)) {
      expect(told(reader).states).toEqual(['live', 'reconnecting', 'live', 'reconnecting', 'live', 'reconnecting', 'live']);
      expect(told(reader).resumed).toEqual([]);
    }
  });

  describeWith(redisAvailable())('without the log', () => {
    it.each(UPSTREAMS)('W2.5 MUST say degraded, then live, and leave out nothing, also to whoever resumes meanwhile (subgraph %s)', async (upstream) => {
      await open({ upstream, store: 'Redis' });
      await backend.redis?.kill9();
      await waitUntil(() => speaking().every((reader) => told(reader).states.at(-1) === 'degraded'));
      const back = await join('graphql-transport-ws', { resumeFrom: told(readers[0] as Reader).cursor });
      await waitUntil(() => told(back).states.length === 1);
      expect(told(back)).toMatchObject({ states: ['degraded'], errors: [] });
      await backend.redis?.restart();
      await waitUntil(() => speaking().every((reader) => told(reader).states.at(-1) === 'live'), { what: `all live: ${JSON.stringify(speaking().map(told))}` });
      await publish(10);
      await arrived();
      expectWhole();
      expect(told(back).resumed).toEqual([{ replayed: 0 }]);
    });
  });
});
