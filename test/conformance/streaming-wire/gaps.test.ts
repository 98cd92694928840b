import { afterEach, describe, expect, it } from '@jest/globals';
import { openEventStream } from '../../support/gateway/event-stream-client.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startWireBackend, UPSTREAMS, type WireBackend } from './wire-backend.ts';
import { WIRES, type Follower, type WirePayload } from './wires.ts';

const QUERY = 'subscription { eventReceived(pattern: "g.*") { type } }';
const KEPT = 5;

/** What is gone cannot be filled: it is told, always. */
describe('a hole in the log', () => {
  let backend: WireBackend;
  const ends: (() => void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) end();
    await backend.close();
  });

  async function follow(wire: string, stream: Record<string, unknown> | null): Promise<Follower> {
    const follower = await WIRES[wire]?.(backend, { query: QUERY, ...(stream === null ? {} : { extensions: { stream } }) });
    if (follower === undefined) throw new Error('no such wire');
    ends.push(() => follower.close());
    return follower;
  }

  /** Sets the policy, which holds from the next sweep on. */
  async function keepFew(): Promise<void> {
    const query = `mutation { setEventLogPolicy(policy: { retention: [{ maxEvents: ${KEPT} }] }) { events } }`;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) };
    const answer = await (await fetch(`${backend.gateway.url}/graphql`, init)).json();
    expect(answer).not.toHaveProperty('errors');
  }

  async function publish(from: number, to: number): Promise<void> {
    for (let number = from; number <= to; number += 1) await backend.publish(`g.n${number}`);
  }

  const streamOf = (payload: WirePayload | undefined) => payload?.extensions?.stream ?? {};
  const typesOf = (payloads: readonly WirePayload[]) => payloads.flatMap(({ data }) => (data?.eventReceived === undefined ? [] : [data.eventReceived.type]));
  const gapsOf = (payloads: readonly WirePayload[]) =>
    payloads.flatMap((payload) => {
      const { gap } = (streamOf(payload)['resumed'] ?? {}) as { gap?: { from: string; availableFrom: string } };
      return gap === undefined ? [] : [gap];
    });
  const last = (payloads: readonly WirePayload[]) => streamOf(payloads.findLast((payload) => streamOf(payload)['cursor'] !== undefined))['cursor'] as string;
  const types = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `g.n${from + index}`);

  it.each(UPSTREAMS)(
    'W2.3 W5.2 MUST be told to whoever resumes before it, over every wire, with a cursor from which it goes on (subgraph %s)',
    async (upstream) => {
      backend = await startWireBackend({ upstream, store: 'embedded' });
      const first = await follow('graphql-transport-ws', {});
      await waitUntil(() => first.payloads().length > 0);
      await publish(1, 1);
      await waitUntil(() => typesOf(first.payloads()).length === 1);
      const cursor = last(first.payloads().filter(({ data }) => (data ?? null) !== null));
      first.close();
      await publish(2, 20);
      await keepFew();
      await backend.untilKept(KEPT);
      for (const wire of Object.keys(WIRES)) {
        const back = await follow(wire, { resumeFrom: cursor });
        await waitUntil(() => typesOf(back.payloads()).length >= KEPT, { what: `the rest over ${wire}` });
        expect(typesOf(back.payloads())).toEqual(types(16, 20));
        const [gap, ...more] = gapsOf(back.payloads().slice(0, 1));
        expect({ wire, gap, more }).toEqual({ wire, gap: { from: cursor, availableFrom: expect.any(String) }, more: [] });
        const again = await follow(wire, { resumeFrom: gap?.availableFrom });
        await waitUntil(() => typesOf(again.payloads()).length >= KEPT);
        expect(streamOf(again.payloads()[0])['resumed']).toEqual({ replayed: KEPT });
      }
      const plain = await openEventStream(`${backend.gateway.url}/graphql`, { body: { query: QUERY }, headers: { 'last-event-id': cursor } });
      ends.push(() => plain.close());
      const payloads = await plain.payloads<WirePayload>(KEPT);
      expect(typesOf(payloads)).toEqual(types(16, 20));
      expect(gapsOf(payloads.slice(0, 1))).toEqual([{ from: cursor, availableFrom: expect.any(String) }]);
      expect(gapsOf(payloads)).toHaveLength(1);
    },
  );

  it('W2.7 W4.4 MUST be told to running subscriptions whose subgraph was away, to plain ones on the next event', async () => {
    backend = await startWireBackend({ upstream: 'remote', store: 'embedded' });
    const followers = await Promise.all(Object.keys(WIRES).flatMap((wire) => [follow(wire, {}), follow(wire, null)]));
    const count = followers.length;
    await waitUntil(async () => (await backend.gateway.metrics.getSingleMetricAsString('subscriptions_active')).includes(`subscriptions_active ${count}`));
    await waitUntil(() => followers.filter((_, index) => index % 2 === 0).every((follower) => follower.payloads().length > 0));
    await keepFew();
    await publish(1, 1);
    await waitUntil(() => followers.every((follower) => typesOf(follower.payloads()).length === 1));
    await backend.loseSubgraph();
    await publish(2, 20);
    await backend.untilKept(KEPT);
    await backend.returnSubgraph();
    await waitUntil(() => followers.every((follower) => typesOf(follower.payloads()).length >= 1 + KEPT), { what: 'the rest' });
    for (const follower of followers) {
      expect(typesOf(follower.payloads())).toEqual([...types(1, 1), ...types(16, 20)]);
      expect(gapsOf(follower.payloads())).toEqual([{ from: expect.any(String), availableFrom: expect.any(String) }]);
      expect(follower.isOver()).toBe(false);
    }
  });
});
