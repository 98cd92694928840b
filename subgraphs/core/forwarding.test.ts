import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventFilter, RecordedEvent } from '../../platform/event-log/event-log.ts';
import { ask, call, createIdentity } from '../../test/support/call-subgraph.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createCoreTestKit, type CoreTestKit, type CoreUnderTest } from '../../test/support/core-test-kit.ts';

interface Forwarded {
  readonly forwardEvent: {
    readonly delivery: { readonly id: string; readonly state: string; readonly detail: string | null };
    readonly receipt: { readonly position: string | null; readonly repeated: boolean };
  };
}
const FORWARD = `mutation ($type: String!, $commandId: ID) {
  forwardEvent(input: { type: $type, data: { n: 1 }, commandId: $commandId }) { delivery { id type data state detail acceptedAt settledAt } receipt { commandId position repeated } }
}`;

async function forward({ subgraph }: CoreUnderTest, type: string, commandId?: string): Promise<Forwarded['forwardEvent']> {
  return (await ask<Forwarded>(subgraph, FORWARD, { variables: { type, ...(commandId === undefined ? {} : { commandId }) } })).forwardEvent;
}

/** What became of an event that Core can answer at once: the mutation waits two seconds for that, which may be too short for a machine that does other things. */
async function forwardToCore(core: CoreUnderTest, type: string): Promise<Forwarded['forwardEvent']> {
  const { delivery, receipt } = await forward(core, type);
  const query = 'query ($id: ID!) { coreEventDelivery(id: $id) { id type data state detail acceptedAt settledAt } }';
  const settled = await waitUntil(
    async () => {
      if (delivery.state !== 'QUEUED') return delivery;
      const { coreEventDelivery } = await ask<{ coreEventDelivery: typeof delivery }>(core.subgraph, query, { variables: { id: delivery.id } });
      return coreEventDelivery.state === 'QUEUED' ? undefined : coreEventDelivery;
    },
    { what: "Core's answer" },
  );
  return { delivery: settled, receipt };
}

async function untilState({ subgraph }: CoreUnderTest, state: string): Promise<void> {
  await waitUntil(async () => (await ask<{ coreStatus: { state: string } }>(subgraph, '{ coreStatus { state } }')).coreStatus.state === state, { what: state });
}

async function deliveries({ subgraph }: CoreUnderTest): Promise<readonly { type: string; state: string; detail: string | null }[]> {
  return (
    await ask<{ coreEventDeliveries: { type: string; state: string; detail: string | null }[] }>(subgraph, '{ coreEventDeliveries { type state detail } }')
  ).coreEventDeliveries;
}

/** The relay appends after the answer, so the log is waited for. */
function untilTold({ host }: CoreUnderTest, filter: EventFilter, count: number): Promise<readonly RecordedEvent[]> {
  return waitUntil(
    async () => {
      const { events } = await host.log.read(createIdentity(), { filter, limit: 10, direction: 'forward' });
      return events.length >= count ? events : undefined;
    },
    { what: `${count} events in the log` },
  );
}

describe('events for Core', () => {
  let kit: CoreTestKit;
  beforeEach(() => {
    kit = createCoreTestKit();
  });
  afterEach(() => kit.close());

  it('C07 says UNSUPPORTED, in the words of a Core that knows no events', async () => {
    const core = await kit.startSubgraph(await kit.startDouble());
    await untilState(core, 'CONNECTED');
    const { delivery, receipt } = await forwardToCore(core, 'agent.created');
    expect(delivery).toMatchObject({
      type: 'agent.created',
      data: { n: 1 },
      state: 'UNSUPPORTED',
      detail: 'Unknown event type: event',
      settledAt: expect.any(String),
    });
    expect(receipt).toMatchObject({ commandId: delivery.id, position: expect.any(String), repeated: false });
    const types = await untilTold(core, { pattern: 'core.delivery.*' }, 2);
    expect(types.map(({ type }) => type)).toEqual(['core.delivery.queued', 'core.delivery.unsupported']);
  });

  it('C07 says DELIVERED only to the answer of a Core that accepts', async () => {
    const core = await kit.startSubgraph(await kit.startDouble({ acceptsEvents: true }));
    await untilState(core, 'CONNECTED');
    const answers = await Promise.all(['a.b', 'c.d', 'e.f'].map((type) => forwardToCore(core, type)));
    expect(answers.map(({ delivery }) => delivery.state)).toEqual(['DELIVERED', 'DELIVERED', 'DELIVERED']);
  });

  it('C07 queues while Core is away, keeps the queue over a restart, and sends in order when Core is back', async () => {
    const away = await kit.startDouble();
    await away.close();
    const core = await kit.startSubgraph(away);
    for (const type of ['first', 'second'])
      expect((await forward(core, type)).delivery).toMatchObject({ state: 'QUEUED', detail: 'Core is not connected', settledAt: null });
    await core.close();

    const again = await kit.startSubgraph(away, { instanceId: 'after the restart' });
    expect(await deliveries(again)).toMatchObject([
      { type: 'second', state: 'QUEUED' },
      { type: 'first', state: 'QUEUED' },
    ]);
    await kit.startDouble({ port: Number(new URL(away.url).port), acceptsEvents: true });
    await waitUntil(async () => (await deliveries(again)).every(({ state }) => state === 'DELIVERED'), { what: 'both deliveries' });
    const events = await untilTold(again, { types: ['core.delivery.delivered'] }, 2);
    expect(events.map(({ data }) => (data as { type: string }).type)).toEqual(['first', 'second']);
  });

  it('C07 changes nothing when a command is repeated', async () => {
    const core = await kit.startSubgraph(await kit.startDouble());
    await untilState(core, 'CONNECTED');
    const first = await forward(core, 'agent.created', 'once');
    const second = await forward(core, 'agent.created', 'once');
    expect(second.receipt).toEqual({ ...first.receipt, repeated: true });
    expect(await deliveries(core)).toHaveLength(1);
    const query = '{ known: coreEventDelivery(id: "once") { state } unknown: coreEventDelivery(id: "never") { state } }';
    await waitUntil(async () => (await ask<{ known: { state: string } }>(core.subgraph, query)).known.state !== 'QUEUED', { what: "Core's answer" });
    expect(await ask(core.subgraph, query)).toEqual({ known: { state: 'UNSUPPORTED' }, unknown: null });
  });

  it('refuses a malformed type, id or page size', async () => {
    const core = await kit.startSubgraph(await kit.startDouble());
    for (const variables of [{ type: 'a..b' }, { type: '' }, { type: 'a b' }, { type: 'a', commandId: 'no spaces' }]) {
      expect((await call(core.subgraph, FORWARD, { variables })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    expect((await call(core.subgraph, '{ coreEventDeliveries(first: 0) { id } }')).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'first',
    });
    expect(await deliveries(core)).toEqual([]);
  });
});
