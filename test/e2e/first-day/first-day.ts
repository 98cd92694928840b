import assert from 'node:assert/strict';
import {
  createClient,
  DefinePipelineDocument,
  EventReceivedDocument,
  EventsDocument,
  MetricsDocument,
  PublishEventDocument,
  RecordMetricsDocument,
  RegisterServiceDocument,
  ServiceHealthChangedDocument,
  ServiceOverviewDocument,
  ServicesDocument,
  type AutoweaveClient,
  type EventReceivedSubscription,
  type SubscriptionMessage,
  type TypedDocument,
} from '../../../client/index.ts';
import { isStale } from '../../support/is-stale.ts';
import { startTargetService } from '../../support/target-service.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** A running backend that can be killed and started again on the same data. */
export interface Backend {
  /** The GraphQL endpoint; may change with a restart. */
  readonly url: string;
  /** `kill -9` of every process that serves, then a start of all. */
  crash(): Promise<void>;
}

const INTERVAL_MS = 300;
/** A live service answers its probes within it on any machine; one that has stopped is noticed at once. */
const TIMEOUT_MS = 10_000;
/** For the way of the event through the log and the subscription, on a machine that is busy with other tests. */
const SLACK_MS = 30_000;

/**
 * The first day of a user, told once for every way to run the backend: register a live service, watch it fall, ask the
 * one query that joins five subgraphs, and lose nothing when everything is killed right after each answer.
 * `say` is told each step as it is done.
 */
export async function runFirstDay(backend: Backend, say: (step: string) => void = () => undefined): Promise<void> {
  await watchHealth(backend);
  say('a registered service turned HEALTHY, and UNHEALTHY within interval + timeout after it stopped');
  await joinFiveSubgraphs(backend);
  say('one query answered what five subgraphs know of a service');
  await surviveCrashes(backend);
  say('each write survived kill -9 right after its answer');
  await resumeAfterCrash(backend);
  say('a subscription resumed from its last cursor missed nothing and repeated nothing');
}

async function withClient<T>(backend: Backend, use: (client: AutoweaveClient) => Promise<T>): Promise<T> {
  const client = createClient({ url: backend.url, maxReconnectDelayMs: 200 });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** Asks as a client does: once more, while a part of the backend has not applied what the client wrote. */
async function query<Result, Variables>(client: AutoweaveClient, document: TypedDocument<Result, Variables>, variables: Variables): Promise<Result> {
  const outcome = await waitUntil(
    () =>
      client.query(document, variables).then(
        (data) => ({ data }),
        (error: unknown) => (isStale(error) ? undefined : { error }),
      ),
    { what: 'all parts to have applied what was written' },
  );
  if ('error' in outcome) throw outcome.error;
  return outcome.data;
}

async function watchHealth(backend: Backend): Promise<void> {
  const target = await startTargetService();
  await withClient(backend, async (client) => {
    const changes = client.subscribe(ServiceHealthChangedDocument, { serviceId: 'payments' });
    assert.equal((await changes.next()).value?.kind, 'state');
    const registered = await client.mutate(RegisterServiceDocument, {
      input: { id: 'payments', name: 'Payments', url: target.url, healthCheck: { intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS } },
    });
    assert.equal(registered.registerService?.receipt.durability.level, 'FSYNCED');

    assert.equal(await nextHealth(changes), 'HEALTHY');
    await target.stop();
    const stoppedAtMs = performance.now();
    assert.equal(await nextHealth(changes), 'UNHEALTHY');
    const noticedAfterMs = performance.now() - stoppedAtMs;
    assert.ok(noticedAfterMs <= INTERVAL_MS + TIMEOUT_MS + SLACK_MS, `noticed after ${noticedAfterMs} ms`);
    const { service } = await query(client, ServiceOverviewDocument, { id: 'payments', events: 10 });
    assert.equal(service?.health.status, 'UNHEALTHY');
    assert.equal(service.health.checks[0]?.ok, false);
    await changes.return(undefined);
  });
}

type HealthMessage = SubscriptionMessage<{ readonly serviceHealthChanged: { readonly current: string } }>;

async function nextHealth(changes: AsyncGenerator<HealthMessage>): Promise<string> {
  for (;;) {
    const { value, done } = await changes.next();
    assert.notEqual(done, true, 'the subscription ended');
    const message = value as HealthMessage;
    if (message.kind === 'event') return message.data.serviceHealthChanged.current;
  }
}

async function joinFiveSubgraphs(backend: Backend): Promise<void> {
  await withClient(backend, async (client) => {
    await client.mutate(PublishEventDocument, {
      input: { id: 'order-1', source: 'shop', type: 'order.created', subject: 'service/payments', data: { total: 42 } },
    });
    await client.mutate(RecordMetricsDocument, {
      inputs: [
        { name: 'latency_ms', value: 12.5, labels: { service: 'payments' } },
        { name: 'latency_ms', value: 17.5, labels: { service: 'payments' } },
      ],
    });
    const { definePipeline } = await client.mutate(DefinePipelineDocument, {
      input: {
        id: 'orders',
        name: 'Orders',
        source: { event: { pattern: 'order.**', about: 'service/payments', from: 'BEGINNING' } },
        steps: [{ filter: { expression: 'data.total > 0' } }],
        sink: { records: { collection: 'orders', key: 'id' } },
      },
    });
    assert.equal(definePipeline?.pipeline?.id, 'orders');

    const service = await waitUntil(
      async () => {
        const answer = await query(client, ServiceOverviewDocument, { id: 'payments', events: 20 });
        return (answer.service?.coreRegistration ?? null) === null ? undefined : answer.service;
      },
      { what: 'Core subgraph to learn of the service' },
    );
    assert.ok(service.events?.nodes.some((event) => event.type === 'order.created'));
    assert.ok(service.events?.nodes.some((event) => event.type === 'service.registered'));
    assertSame(
      service.metrics?.map(({ name, points }) => [name, points[0]?.value, points[0]?.count]),
      [['latency_ms', 15, 2]],
    );
    assertSame(
      service.pipelines?.map(({ id }) => id),
      ['orders'],
    );
    assert.ok((service.eventCount ?? 0) >= 4);
  });
}

async function surviveCrashes(backend: Backend): Promise<void> {
  await withClient(backend, (client) => client.mutate(RegisterServiceDocument, { input: { id: 'kept', name: 'Kept' } }));
  await backend.crash();
  await withClient(backend, async (client) => {
    const { services } = await query(client, ServicesDocument, { first: 50 });
    assertSame(services?.nodes.map(({ id }) => id).toSorted(), ['kept', 'payments']);
    await client.mutate(PublishEventDocument, { input: { id: 'kept-1', source: 'shop', type: 'order.paid' } });
  });
  await backend.crash();
  await withClient(backend, async (client) => {
    const { events } = await query(client, EventsDocument, { filter: { types: ['order.paid'] }, first: 10 });
    assertSame(
      events?.nodes.map(({ id }) => id),
      ['kept-1'],
    );
    await client.mutate(RecordMetricsDocument, { inputs: [{ name: 'kept_total', value: 7 }] });
  });
  await backend.crash();
  await withClient(backend, async (client) => {
    const { metrics } = await query(client, MetricsDocument, { query: { names: ['kept_total'], aggregation: 'SUM' } });
    assertSame(
      metrics?.map(({ points }) => points[0]?.value),
      [7],
    );
    const { service } = await query(client, ServiceOverviewDocument, { id: 'payments', events: 1 });
    assertSame(
      service?.pipelines?.map(({ id }) => id),
      ['orders'],
    );
  });
}

async function resumeAfterCrash(backend: Backend): Promise<void> {
  const variables = { pattern: 'tick.**' };
  const publish = (client: AutoweaveClient, n: number) =>
    client.mutate(PublishEventDocument, { input: { id: `tick-${n}`, source: 'clock', type: 'tick.second', data: { n } } });
  const seen: number[] = [];
  let cursor: string | undefined;
  await withClient(backend, async (client) => {
    const ticks = client.subscribe(EventReceivedDocument, variables);
    await ticks.next();
    for (let n = 1; n <= 5; n += 1) await publish(client, n);
    cursor = await collect(ticks, seen, 3);
    await ticks.return(undefined);
  });
  await backend.crash();
  await withClient(backend, async (client) => {
    for (let n = 6; n <= 8; n += 1) await publish(client, n);
    const resumed = client.subscribe(EventReceivedDocument, variables, cursor === undefined ? {} : { resumeFrom: cursor });
    const first = (await resumed.next()).value as SubscriptionMessage<EventReceivedSubscription>;
    assertSame(first.resumed, { replayed: 5 });
    await publish(client, 9);
    await collect(resumed, seen, 6);
    await resumed.return(undefined);
  });
  assertSame(seen, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

/** Takes `count` events off a subscription and answers the last cursor. */
async function collect(ticks: AsyncGenerator<SubscriptionMessage<EventReceivedSubscription>>, into: number[], count: number): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let taken = 0; taken < count;) {
    const { value, done } = await ticks.next();
    assert.notEqual(done, true, 'the subscription ended');
    const message = value as SubscriptionMessage<EventReceivedSubscription>;
    if (message.kind !== 'event') continue;
    into.push((message.data.eventReceived.data as { n: number }).n);
    cursor = message.cursor;
    taken += 1;
  }
  return cursor;
}

/** Compares as JSON: what a response was parsed to may come from another realm than the expectation. */
function assertSame(actual: unknown, expected: unknown): void {
  assert.equal(JSON.stringify(actual), JSON.stringify(expected));
}
