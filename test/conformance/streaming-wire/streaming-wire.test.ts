import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../support/real-servers.ts';
import { redisAvailable } from '../../support/redis.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWireBackend, STORES, UPSTREAMS, type WireBackend } from './wire-backend.ts';
import { WIRES, type Follower, type WirePayload } from './wires.ts';

const CASES = STORES.flatMap((store) => UPSTREAMS.flatMap((upstream) => Object.keys(WIRES).map((wire) => ({ store, upstream, wire }))));

/** Each clause over each wire, with the subgraph in the process and remote, on embedded stores and on Redis. */
for (const kind of CASES) {
  const { store, upstream, wire } = kind;
  describeWith(store === 'embedded' || redisAvailable())(`docs/wire.md, subgraph ${upstream}, log ${store}, over ${wire}`, () => {
    let backend: WireBackend;
    let number = 0;
    const followers: Follower[] = [];

    beforeAll(async () => {
      backend = await startWireBackend(kind);
    });
    afterAll(() => backend.close());
    afterEach(() => {
      for (const follower of followers.splice(0)) follower.close();
    });

    /** A pattern that no other test uses. */
    const newTopic = (): string => `topic${(number += 1)}`;

    async function follow(topic: string, stream: Record<string, unknown> | null = {}): Promise<Follower> {
      const open = WIRES[wire];
      if (open === undefined) throw new Error('no such wire');
      const request = { query: QUERY, operationName: 'Changes', variables: { pattern: `${topic}.*` }, ...(stream === null ? {} : { extensions: { stream } }) };
      const follower = await open(backend, request);
      followers.push(follower);
      return follower;
    }

    async function until(follower: Follower, count: number): Promise<readonly WirePayload[]> {
      await waitUntil(() => follower.payloads().length >= count, { what: `${count} payloads, seen ${JSON.stringify(follower.payloads())}` });
      return follower.payloads();
    }

    /** Frames that carry data; progress may come between them at any time. */
    async function untilEvents(follower: Follower, count: number): Promise<readonly WirePayload[]> {
      const events = (): readonly WirePayload[] => follower.payloads().filter(({ data }) => (data ?? null) !== null);
      await waitUntil(() => events().length >= count, { what: `${count} events, seen ${JSON.stringify(follower.payloads())}` });
      return events();
    }

    const typesOf = (payloads: readonly WirePayload[]): string[] =>
      payloads.flatMap(({ data }) => (data?.eventReceived === undefined ? [] : [data.eventReceived.type]));
    const streamOf = (payload: WirePayload | undefined): Record<string, unknown> => payload?.extensions?.stream ?? {};

    it('W2.1 W2.2 MUST tell state and cursor at once, then each event with its cursor', async () => {
      const topic = newTopic();
      const follower = await follow(topic);
      const [state] = await until(follower, 1);
      expect(streamOf(state)).toEqual({ kind: 'state', state: 'live', resumable: true, cursor: expect.any(String) });
      await backend.publish(`${topic}.a`);
      const [event] = await untilEvents(follower, 1);
      expect(event?.data?.eventReceived?.type).toBe(`${topic}.a`);
      expect(streamOf(event)).toEqual({ cursor: expect.any(String) });
    });

    it('W2.3 W2.6 W7.3 MUST resume with replayed, each missed event once and in order, then live', async () => {
      const topic = newTopic();
      const first = await follow(topic);
      await until(first, 1);
      await backend.publish(`${topic}.a`);
      const cursor = streamOf((await untilEvents(first, 1))[0])['cursor'];
      first.close();
      for (const type of ['b', 'c', 'd']) await backend.publish(`${topic}.${type}`);
      await backend.publish('unrelated.x');
      const second = await follow(topic, { resumeFrom: cursor });
      expect(streamOf((await until(second, 1))[0])['resumed']).toEqual({ replayed: 3 });
      const missed = await untilEvents(second, 3);
      expect(missed.map((payload) => streamOf(payload)['replay'])).toEqual([true, true, true]);
      await backend.publish(`${topic}.e`);
      await backend.publish(`${topic}.f`);
      await waitUntil(() => typesOf(second.payloads()).includes(`${topic}.f`));
      expect(typesOf(second.payloads())).toEqual(['b', 'c', 'd', 'e', 'f'].map((type) => `${topic}.${type}`));
    });

    it('W2.3 MUST say replayed: 0 when nothing was missed', async () => {
      const topic = newTopic();
      const [state] = await until(await follow(topic), 1);
      const [resumed] = await until(await follow(topic, { resumeFrom: streamOf(state)['cursor'] }), 1);
      expect(streamOf(resumed)['resumed']).toEqual({ replayed: 0 });
    });

    it('W1.2 MUST refuse a cursor of other variables', async () => {
      const [state] = await until(await follow(newTopic()), 1);
      const [refused] = await until(await follow(newTopic(), { resumeFrom: streamOf(state)['cursor'] }), 1);
      expect(refused?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'extensions.stream.resumeFrom' });
    });

    it('W2.10 MUST take the snapshot at the head, and go on after it', async () => {
      const topic = newTopic();
      await backend.publish(`${topic}.a`);
      const follower = await follow(topic, { snapshot: 'Now' });
      const [snapshot] = await untilEvents(follower, 1);
      expect(streamOf(snapshot)).toEqual({ kind: 'snapshot', cursor: expect.any(String) });
      expect(snapshot?.data?.events?.nodes.map(({ type }) => type)).toEqual([`${topic}.a`]);
      await backend.publish(`${topic}.b`);
      await waitUntil(() => typesOf(follower.payloads()).length === 1);
      expect(typesOf(follower.payloads())).toEqual([`${topic}.b`]);
    });

    it('W7.1 W2.7 MUST give many readers every event, once and in order, whenever they came', async () => {
      const topic = newTopic();
      const readers: { readonly follower: Follower; readonly from: number }[] = [];
      for (let value = 0; value < 30; value += 1) {
        if (value % 6 === 0) {
          const follower = await follow(topic);
          await until(follower, 1);
          readers.push({ follower, from: value });
        }
        await backend.publish(`${topic}.t${value}`);
        // Late joiners attach where the shared source stands, so it is let to stand here.
        await waitUntil(() => readers.every(({ follower }) => typesOf(follower.payloads()).includes(`${topic}.t${value}`)));
      }
      for (const { follower, from } of readers) {
        expect(typesOf(follower.payloads())).toEqual(Array.from({ length: 30 - from }, (_, index) => `${topic}.t${from + index}`));
      }
    });

    it('W6.2 MUST coalesce by a path of the selection, and count', async () => {
      const topic = newTopic();
      const follower = await follow(topic, { coalesceBy: 'eventReceived.type', batchMs: 300 });
      await until(follower, 1);
      for (let value = 0; value < 5; value += 1) await backend.publish(`${topic}.a`, value);
      await waitUntil(() => follower.payloads().some(({ data }) => data?.eventReceived?.data === 4));
      const events = await untilEvents(follower, 1);
      const dropped = events.reduce((sum, payload) => sum + Number(streamOf(payload)['dropped'] ?? 0), 0);
      expect(events.length + dropped).toBe(5);
    });

    it('W2.11 W6.1 MUST count every event that it let go, on the next frame', async () => {
      const topic = newTopic();
      const follower = await follow(topic, { maxHz: 2 });
      await until(follower, 1);
      for (let value = 0; value < 12; value += 1) await backend.publish(`${topic}.a`, value);
      await waitUntil(() => follower.payloads().some(({ data }) => data?.eventReceived?.data === 11), { what: 'the newest' });
      const events = await untilEvents(follower, 1);
      const values = events.map(({ data }) => Number(data?.eventReceived?.data));
      const dropped = events.map((payload) => Number(streamOf(payload)['dropped'] ?? 0));
      // What is missing before each event is what it counts, no more and no less.
      expect(dropped).toEqual(values.map((value, index) => value - (values[index - 1] ?? -1) - 1));
    });

    it('W2.4 MUST send a plain client events only', async () => {
      const topic = newTopic();
      const [plain, speaking] = [await follow(topic, null), await follow(topic)];
      await until(speaking, 1);
      await waitUntil(async () => /subscriptions_active 2/.test(await backend.gateway.metrics.getSingleMetricAsString('subscriptions_active')));
      await backend.publish(`${topic}.a`);
      await untilEvents(speaking, 1);
      await until(plain, 1);
      expect(plain.payloads().map(({ data }) => data?.eventReceived?.type)).toEqual([`${topic}.a`]);
    });
  });
}

const QUERY = `subscription Changes($pattern: String!) { eventReceived(pattern: $pattern) { type data } }
query Now($pattern: String!) { events(filter: { pattern: $pattern }) { nodes { type } } }`;
