import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { toPosition } from '../../../platform/event-log/position.ts';
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
      const request = { query: QUERY, operationName: 'Changes', variables: { pattern: `${topic}.*` }, ...(stream === null ? {} : { extensions: { stream } }) };
      return ask(request);
    }

    async function ask(request: Record<string, unknown>): Promise<Follower> {
      const open = WIRES[wire];
      if (open === undefined) throw new Error('no such wire');
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

    it('W2.9 W1.5 MUST say where a mutation stands and what a query has applied, and answer a query once it has applied a position', async () => {
      const type = `${newTopic()}.a`;
      const [mutation] = await until(await ask({ query: PUBLISH, variables: { input: { type } } }), 1);
      const { position } = streamOf(mutation);
      expect(position).toEqual(expect.any(String));
      expect(mutation?.data?.publishEvent?.position).toBe(position);
      const query = { query: QUERY, operationName: 'Now', variables: { pattern: type }, extensions: { stream: { minPosition: position } } };
      const [answer] = await until(await ask(query), 1);
      expect(answer?.data?.events?.nodes).toEqual([{ type }]);
      expect(streamOf(answer)).toEqual({ position: expect.any(String) });
    });

    it('W1.4 W1.5 MUST refuse keys of subscriptions on a query, and a position of a query on a subscription, naming them', async () => {
      const onQuery = await ask({ query: QUERY, operationName: 'Now', variables: { pattern: 'x' }, extensions: { stream: { maxHz: 1 } } });
      expect((await until(onQuery, 1))[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'extensions.stream.maxHz' });
      const onSubscription = await follow(newTopic(), { minPosition: 'x' });
      expect((await until(onSubscription, 1))[0]?.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'extensions.stream.minPosition',
      });
    });

    it('W1.1 MUST take an empty object for speaking, and send state and progress only then', async () => {
      const topic = newTopic();
      const [speaking, plain] = [await follow(topic, {}), await follow(topic, null)];
      await until(speaking, 1);
      expect(streamOf(speaking.payloads()[0])['kind']).toBe('state');
      expect(plain.payloads()).toEqual([]);
    });

    if (wire === 'graphql-transport-ws') {
      it('W1.5 MUST answer STALE for a position that is not applied in time', async () => {
        const minPosition = toPosition({ workspace: 'default', epoch: 1, sequence: 1_000_000 });
        const [answer] = await until(
          await ask({ query: QUERY, operationName: 'Now', variables: { pattern: 'x' }, extensions: { stream: { minPosition } } }),
          1,
        );
        expect(answer?.errors?.[0]?.extensions).toMatchObject({ code: 'STALE' });
      });
    }

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
      // It is told on the next frame, which may be progress.
      const dropped = follower.payloads().reduce((sum, payload) => sum + Number(streamOf(payload)['dropped'] ?? 0), 0);
      expect(events.length + dropped).toBe(5);
    });

    it('W2.11 W6.1 MUST count every event that it let go, on the next frame', async () => {
      const topic = newTopic();
      const follower = await follow(topic, { maxHz: 2 });
      await until(follower, 1);
      for (let value = 0; value < 12; value += 1) await backend.publish(`${topic}.a`, value);
      await waitUntil(() => follower.payloads().some(({ data }) => data?.eventReceived?.data === 11), { what: 'the newest' });
      let next = 0;
      for (const payload of follower.payloads()) {
        next += Number(streamOf(payload)['dropped'] ?? 0);
        if ((payload.data ?? null) === null) continue;
        // What is missing before an event is what was counted up to it, no more and no less.
        expect(payload.data?.eventReceived?.data).toBe(next);
        next += 1;
      }
      expect(next).toBe(12);
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

const PUBLISH = 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { position } }';
const QUERY = `subscription Changes($pattern: String!) { eventReceived(pattern: $pattern) { type data } }
query Now($pattern: String!) { events(filter: { pattern: $pattern }) { nodes { type } } }`;
