import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startTcpTarget } from '../../test/support/probe-targets.ts';
import { startServices, type RunningServices } from '../../test/support/start-services.ts';

describe('the services subgraph', () => {
  let services: RunningServices;

  beforeEach(async () => {
    services = await startServices();
  });

  afterEach(() => services.close());

  it('V04 finds a live HTTP target healthy, with the evidence of its probes', async () => {
    const target = await services.httpTarget();
    await services.register({ id: 'web', url: target.url, healthCheck: { target: '/health', intervalMs: 100 } });
    const found = await services.becomes('web', 'HEALTHY');
    expect(found.checks[0]).toMatchObject({ ok: true, statusCode: 200, error: null });
    expect(found.consecutiveFailures).toBe(0);
    const later = await waitUntil(async () => {
      const seen = await services.health('web');
      return seen.checks.length >= 10 ? seen : undefined;
    });
    await waitUntil(() => target.requests() > 12);
    expect((await services.health('web')).checks).toHaveLength(10);
    expect(later.checks.map(({ at }) => at)).toEqual(
      later.checks
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(Date.parse(found.since)).toBeLessThanOrEqual(Date.parse(later.checkedAt ?? ''));
  });

  it('V04 and V05 turn a service UNHEALTHY when its target dies and HEALTHY when it is back, and tell subscribers', async () => {
    const target = await services.httpTarget();
    const followed = await follow(
      services.endpoint,
      'subscription { serviceHealthChanged(serviceId: "web") { serviceId previous current changedAt service { name status } probe { at ok statusCode error } } }',
    );
    await services.register({ id: 'web', name: 'Web', url: target.url, healthCheck: { intervalMs: 200, timeoutMs: 60_000 } });
    await services.register({ id: 'other', url: target.url, healthCheck: { intervalMs: 200, timeoutMs: 60_000 } });
    await services.becomes('web', 'HEALTHY');
    await target.stop();
    const dead = await services.becomes('web', 'UNHEALTHY');
    expect(dead.checks[0]).toMatchObject({ ok: false, statusCode: null });
    const refused = await waitUntil(async () => (await services.health('web')).checks.find(({ error }) => error === 'ECONNREFUSED'));
    expect(refused).toMatchObject({ ok: false, statusCode: null });
    await waitUntil(() => followed.events().length >= 2);
    expect(followed.events()).toMatchObject([
      {
        serviceHealthChanged: {
          serviceId: 'web',
          previous: 'UNKNOWN',
          current: 'HEALTHY',
          service: { name: 'Web' },
          probe: { ok: true, statusCode: 200, error: null },
        },
      },
      {
        serviceHealthChanged: {
          serviceId: 'web',
          previous: 'HEALTHY',
          current: 'UNHEALTHY',
          service: { name: 'Web', status: 'UNHEALTHY' },
          // A probe that was under way when the target died was cut off, a later one is refused.
          probe: { ok: false, error: expect.stringMatching(/^(ECONNREFUSED|ECONNRESET)$/) },
        },
      },
    ]);
    await followed.stop();
    expect(await services.ids('(filter: { status: UNHEALTHY })')).toContain('web');
  });

  it.each([
    [204, 'HEALTHY', null],
    [302, 'HEALTHY', null],
    [404, 'UNHEALTHY', 'HTTP 404'],
    [503, 'UNHEALTHY', 'HTTP 503'],
  ])('V04 takes the status %i for %s', async (statusCode, status, error) => {
    const target = await services.httpTarget();
    target.answer = (respond) => respond(statusCode);
    await services.register({ id: 'web', url: target.url, healthCheck: { timeoutMs: 60_000 } });
    expect((await services.becomes('web', status)).checks[0]).toMatchObject({ statusCode, error });
  });

  it('V04 takes a target that never answers for UNHEALTHY once the timeout has passed', async () => {
    const target = await services.httpTarget();
    target.answer = () => undefined;
    await services.register({ id: 'web', url: target.url, healthCheck: { timeoutMs: 50 } });
    const found = await services.becomes('web', 'UNHEALTHY');
    expect(found.checks[0]).toMatchObject({ ok: false, error: 'no answer within 50 ms' });
  });

  it('V04 needs as many failures and answers in a row as the thresholds say', async () => {
    const target = await services.httpTarget();
    const identity = createIdentity();
    await services.register(
      { id: 'web', url: target.url, healthCheck: { intervalMs: 100, timeoutMs: 60_000, unhealthyThreshold: 3, healthyThreshold: 2 } },
      identity,
    );
    await services.becomes('web', 'HEALTHY');
    target.answer = (respond) => respond(500);
    const dead = await services.becomes('web', 'UNHEALTHY');
    expect(dead.consecutiveFailures).toBeGreaterThanOrEqual(3);
    target.answer = (respond) => respond(200);
    const back = await services.becomes('web', 'HEALTHY');
    expect(back.checks.slice(0, 2).map(({ ok }) => ok)).toEqual([true, true]);
  });

  it('V04 and V14 probe a TCP target that speaks no HTTP', async () => {
    const target = services.own(await startTcpTarget());
    const { service } = await services.register({ id: 'db', url: target.url, healthCheck: { intervalMs: 100 } });
    expect(service['healthCheck']).toMatchObject({ protocol: 'TCP', target: target.url });
    expect((await services.becomes('db', 'HEALTHY')).checks[0]).toMatchObject({ ok: true, statusCode: null });
    await target.stop();
    await services.becomes('db', 'UNHEALTHY');
  });

  it('V09 deregisters: gone from the list, checks stop, an event tells of it', async () => {
    const target = await services.httpTarget();
    const identity = createIdentity();
    await services.register({ id: 'web', url: target.url, healthCheck: { intervalMs: 100 }, tags: ['t'] }, identity);
    await services.becomes('web', 'HEALTHY');
    await ask(services.endpoint, 'mutation { deregisterService(id: "web") { id receipt { repeated } } }');
    expect(await services.ids('')).toEqual([]);
    const watched = services.running.host.metrics.getSingleMetric('autoweave_services_watched');
    await waitUntil(async () => (await watched?.get())?.values[0]?.value === 0, { what: 'the checks to stop' });
    const { events } = await services.running.host.log.read(identity, { filter: { subject: 'service/web' }, limit: 10, direction: 'backward' });
    expect(events[0]).toMatchObject({ type: 'service.deregistered', source: 'autoweave/services', data: { serviceId: 'web' } });
    expect(await services.refusal('mutation { deregisterService(id: "web") { id } }', {})).toMatchObject({ code: 'NOT_FOUND', field: 'id' });
    // The id is free again, and the new registration starts with a clean record.
    const second = await services.httpTarget();
    await services.register({ id: 'web', url: second.url, healthCheck: { intervalMs: 600_000, timeoutMs: 60_000 } });
    const fresh = await services.becomes('web', 'HEALTHY');
    // It is probed once, and once more whenever the lease of its workspace had to be taken anew: the record holds nothing else.
    expect(fresh.checks.length).toBeLessThanOrEqual(second.requests());
  });

  it('keeps services and evidence over a restart and goes on probing', async () => {
    const target = await services.httpTarget();
    await services.register({ id: 'web', url: target.url, healthCheck: { intervalMs: 2_000 } });
    const before = await services.becomes('web', 'HEALTHY');
    await target.stop();
    await services.restart();
    const after = await services.becomes('web', 'UNHEALTHY');
    expect(after.checks.map(({ at }) => at)).toContain(before.checks[0]?.at);
  });

  it('keeps workspaces apart: ids, lists, look-ups, labels, subscriptions and removal', async () => {
    const target = await services.httpTarget();
    const [here, there] = [createIdentity({ workspace: 'here' }), createIdentity({ workspace: 'there' })];
    const followed = await follow(services.endpoint, 'subscription { serviceHealthChanged { service { name } } }', { identity: here });
    await services.register({ id: 'web', name: 'theirs', url: target.url, tags: ['x'] }, there);
    await waitUntil(async () => (await services.ids('(filter: { status: HEALTHY })', there)).length === 1);
    expect(await services.ids('', here)).toEqual([]);
    expect(await services.ids('(filter: { tag: "x" })', here)).toEqual([]);
    expect(await ask(services.endpoint, '{ service(id: "web") { id } services { totalCount } discoverServices { id } }', { identity: here })).toEqual({
      service: null,
      services: { totalCount: 0 },
      discoverServices: [],
    });
    const removal = await call(services.endpoint, 'mutation { deregisterService(id: "web") { id } }', { identity: here });
    expect(removal.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    await services.register({ id: 'web', name: 'ours', url: target.url }, here);
    await waitUntil(() => followed.events().length >= 1);
    expect(followed.events()).toEqual([{ serviceHealthChanged: { service: { name: 'ours' } } }]);
    await followed.stop();
    expect(await services.ids('', there)).toEqual(['web']);
  });

  it('refuses to look for more tags than a service can have', async () => {
    const tags = JSON.stringify(Array.from({ length: 51 }, (_, index) => `t${index}`));
    const answer = await call(services.endpoint, `{ discoverServices(tags: ${tags}) { id } }`);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'tags' });
  });

  it('resolves a service by its key, and an unknown one to null', async () => {
    await services.register({ id: 'a', name: 'A' });
    const query = '{ _entities(representations: [{ __typename: "Service", id: "a" }, { __typename: "Service", id: "b" }]) { ... on Service { name status } } }';
    expect(await ask(services.endpoint, query)).toEqual({ _entities: [{ name: 'A', status: 'UNKNOWN' }, null] });
  });

  it('resolves more keys at once than a statement takes values', async () => {
    await services.register({ id: 'last', name: 'Last' });
    const representations = [
      ...Array.from({ length: 40_000 }, (_, index) => ({ __typename: 'Service', id: `s${index}` })),
      { __typename: 'Service', id: 'last' },
    ];
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Service { name } } }';
    const { data } = await call(services.endpoint, query, { variables: { representations } });
    expect((data as { _entities: unknown[] })._entities.at(-1)).toEqual({ name: 'Last' });
  });
});
