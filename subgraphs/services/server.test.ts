import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { servicesSubgraph } from './server.ts';

const REGISTER = `mutation ($input: RegisterServiceInput!) {
  registerService(input: $input) {
    service { id name version url tags capabilities metadata status registeredAt healthCheck { protocol target intervalMs timeoutMs unhealthyThreshold healthyThreshold } }
    receipt { commandId position durability { level replicas } repeated }
  }
}`;

interface Registered {
  readonly service: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly receipt: { readonly commandId: string; readonly position: string | null; readonly repeated: boolean };
}

interface HealthAnswer {
  readonly status: string;
  readonly since: string;
  readonly checkedAt: string | null;
  readonly consecutiveFailures: number;
  readonly checks: readonly { readonly at: string; readonly ok: boolean; readonly latencyMs: number; readonly statusCode: number | null; readonly error: string | null }[];
}

/** A target whose answer the test decides. */
interface Target {
  readonly url: string;
  readonly requests: () => number;
  answer: (respond: (status: number) => void) => void;
  stop(): Promise<void>;
}

async function startHttpTarget(): Promise<Target> {
  let requests = 0;
  const server: Server = createHttpServer((_request, response) => {
    requests += 1;
    target.answer((status) => response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('x'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target: Target = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    answer: (respond) => respond(200),
    async stop() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return target;
}

async function startTcpTarget(): Promise<{ url: string; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: TcpServer = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      if (!server.listening) return;
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

describe('the services subgraph', () => {
  let folder: DataFolder;
  let running: TestHost;
  let endpoint: SubgraphEndpoint;
  const targets: { stop(): Promise<void> }[] = [];

  async function start(): Promise<void> {
    running = await startTestHost(folder, { environment: { SERVICES_LEASE_MS: '500' } });
    endpoint = await servicesSubgraph.start(running.host);
  }

  beforeEach(async () => {
    folder = createDataFolder();
    await start();
  });

  afterEach(async () => {
    await running.close();
    for (const target of targets.splice(0)) await target.stop();
    folder.remove();
  });

  async function httpTarget(): Promise<Target> {
    const target = await startHttpTarget();
    targets.push(target);
    return target;
  }

  async function register(input: Record<string, unknown>, identity = createIdentity()): Promise<Registered> {
    return (await ask<{ registerService: Registered }>(endpoint, REGISTER, { variables: { input: { name: 'svc', ...input } }, identity })).registerService;
  }

  async function deregister(id: string): Promise<void> {
    await ask(endpoint, 'mutation ($id: ID!) { deregisterService(id: $id) { id receipt { repeated } } }', { variables: { id } });
  }

  async function refusal(query: string, variables: Record<string, unknown>): Promise<Record<string, unknown>> {
    return { ...(await call(endpoint, query, { variables })).errors?.[0]?.extensions };
  }

  async function health(id: string): Promise<HealthAnswer> {
    const { service } = await ask<{ service: { health: HealthAnswer } }>(
      endpoint,
      'query ($id: ID!) { service(id: $id) { health { status since checkedAt consecutiveFailures checks { at ok latencyMs statusCode error } } } }',
      { variables: { id } },
    );
    return service.health;
  }

  const becomes = (id: string, status: string): Promise<HealthAnswer> =>
    waitUntil(async () => {
      const seen = await health(id);
      return seen.status === status ? seen : undefined;
    }, { what: `${id} to be ${status}` });

  async function ids(args: string, identity = createIdentity()): Promise<readonly string[]> {
    const { services } = await ask<{ services: { nodes: { id: string }[] } }>(endpoint, `{ services${args} { nodes { id } } }`, { identity });
    return services.nodes.map(({ id }) => id);
  }

  it('V01 registers a service, answers its id, lists it, and refuses the id a second time', async () => {
    const input = { id: 'payments', name: 'Payments', version: '2.1.0', tags: ['prod', 'prod'], capabilities: ['pay'], metadata: { team: 'blue', tier: 1 } };
    const { service, receipt } = await register(input);
    expect(service).toMatchObject({ id: 'payments', name: 'Payments', version: '2.1.0', url: null, tags: ['prod'], capabilities: ['pay'], metadata: { team: 'blue', tier: 1 }, healthCheck: null, status: 'UNKNOWN' });
    expect(receipt).toMatchObject({ repeated: false, durability: { level: 'FSYNCED', replicas: 0 } });
    expect(receipt.position).not.toBeNull();
    expect(await ids('')).toEqual(['payments']);
    expect(await refusal(REGISTER, { input })).toMatchObject({ code: 'CONFLICT', field: 'input.id' });
    expect((await register({})).service.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('V01 tells of a registration in the log', async () => {
    const identity = createIdentity();
    const { receipt } = await register({ id: 'payments' }, identity);
    const { events } = await running.host.log.read(identity, { limit: 10, direction: 'forward' });
    expect(events).toMatchObject([
      { type: 'service.registered', source: 'autoweave/services', subject: 'service/payments', principal: 'ada', position: receipt.position, correlationId: identity.correlationId, data: { serviceId: 'payments', name: 'svc' } },
    ]);
  });

  it('answers a command that is sent again as repeated, and changes nothing', async () => {
    const first = await register({ commandId: 'command-1', name: 'first' });
    const again = await register({ commandId: 'command-1', name: 'first' });
    expect(again).toEqual({ service: first.service, receipt: { ...first.receipt, repeated: true } });
    expect(await refusal(REGISTER, { input: { commandId: 'command-1', id: 'other', name: 'other' } })).toMatchObject({ code: 'CONFLICT', field: 'input.commandId' });
    expect(await ids('')).toEqual(['command-1']);
  });

  it('V02 gets one service, and lists services by status, tag, version, capability and name, page by page', async () => {
    const target = await httpTarget();
    await register({ id: 'a', version: '1.0.0', tags: ['x', 'y'], capabilities: ['pay'], url: target.url });
    await register({ id: 'b', version: '2.0.0', tags: ['x'], capabilities: ['ship'], name: 'second' });
    await register({ id: 'c', version: '2.0.0', tags: ['z'], capabilities: ['pay', 'x'] });
    await becomes('a', 'HEALTHY');
    expect(await ask(endpoint, '{ service(id: "b") { name version } none: service(id: "nobody") { id } }')).toEqual({ service: { name: 'second', version: '2.0.0' }, none: null });
    expect(await ids('(filter: { status: HEALTHY })')).toEqual(['a']);
    expect(await ids('(filter: { status: UNKNOWN })')).toEqual(['b', 'c']);
    expect(await ids('(filter: { tag: "x" })')).toEqual(['a', 'b']);
    expect(await ids('(filter: { capability: "pay" })')).toEqual(['a', 'c']);
    expect(await ids('(filter: { version: "2.0.0", capability: "pay" })')).toEqual(['c']);
    expect(await ids('(filter: { name: "second" })')).toEqual(['b']);
    expect(await ids('(filter: { tag: "nothing" })')).toEqual([]);
    interface Page {
      services: { totalCount: number; edges: { cursor: string; node: { id: string } }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string } };
    }
    const fields = '{ totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } }';
    const { services: first } = await ask<Page>(endpoint, `{ services(first: 2) ${fields} }`);
    expect(first).toMatchObject({ totalCount: 3, edges: [{ node: { id: 'a' } }, { node: { id: 'b' } }], pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const { services: second } = await ask<Page>(endpoint, `{ services(first: 2, after: "${first.pageInfo.endCursor}") ${fields} }`);
    expect(second).toMatchObject({ totalCount: 3, edges: [{ node: { id: 'c' } }], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });

  it.each([
    ['first', '(first: 0)'],
    ['first', '(first: 201)'],
    ['after', '(after: "nonsense")'],
  ])('refuses a page that makes no sense at %s', async (field, args) => {
    expect(await refusal(`{ services${args} { totalCount } }`, {})).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('V03 discovers services by capability and version range: ^1 excludes 10.x', async () => {
    for (const version of ['1.0.0', '1.9.3', '10.0.0', '2.0.0-beta.1', '0.9.0']) await register({ id: `v${version}`, version, capabilities: ['pay'] });
    await register({ id: 'other', version: '1.5.0', capabilities: ['ship'] });
    async function discover(args: string): Promise<readonly string[]> {
      const { discoverServices } = await ask<{ discoverServices: { id: string }[] }>(endpoint, `{ discoverServices(${args}) { id } }`);
      return discoverServices.map(({ id }) => id);
    }
    expect(await discover('capability: "pay", versionRange: "^1"')).toEqual(['v1.9.3', 'v1.0.0']);
    expect(await discover('capability: "pay", versionRange: "*"')).toEqual(['v10.0.0', 'v1.9.3', 'v1.0.0', 'v0.9.0']);
    expect(await discover('capability: "pay"')).toEqual(['v10.0.0', 'v2.0.0-beta.1', 'v1.9.3', 'v1.0.0', 'v0.9.0']);
    expect(await discover('versionRange: "1.x", first: 2')).toEqual(['v1.9.3', 'other']);
    expect(await refusal('{ discoverServices(versionRange: "newest") { id } }', {})).toMatchObject({ code: 'BAD_USER_INPUT', field: 'versionRange' });
  });

  it('V04 finds a live HTTP target healthy, with the evidence of its probes', async () => {
    const target = await httpTarget();
    await register({ id: 'web', url: target.url, healthCheck: { target: '/health', intervalMs: 100 } });
    const found = await becomes('web', 'HEALTHY');
    expect(found.checks[0]).toMatchObject({ ok: true, statusCode: 200, error: null });
    expect(found.consecutiveFailures).toBe(0);
    const later = await waitUntil(async () => {
      const seen = await health('web');
      return seen.checks.length >= 10 ? seen : undefined;
    });
    await waitUntil(() => target.requests() > 12);
    expect((await health('web')).checks).toHaveLength(10);
    expect(later.checks.map(({ at }) => at)).toEqual(later.checks.map(({ at }) => at).toSorted().toReversed());
    expect(Date.parse(found.since)).toBeLessThanOrEqual(Date.parse(later.checkedAt ?? ''));
  });

  it('V04 and V05 turn a service UNHEALTHY when its target dies and HEALTHY when it is back, and tell subscribers', async () => {
    const target = await httpTarget();
    const followed = await follow(endpoint, 'subscription { serviceHealthChanged(serviceId: "web") { serviceId previous current changedAt service { name status } probe { ok statusCode error } } }');
    await register({ id: 'web', name: 'Web', url: target.url, healthCheck: { intervalMs: 200, timeoutMs: 1_000 } });
    await register({ id: 'other', url: target.url, healthCheck: { intervalMs: 200 } });
    await becomes('web', 'HEALTHY');
    await target.stop();
    const dead = await becomes('web', 'UNHEALTHY');
    expect(dead.checks[0]).toMatchObject({ ok: false, statusCode: null, error: 'ECONNREFUSED' });
    await waitUntil(() => followed.events().length >= 2);
    expect(followed.events()).toMatchObject([
      { serviceHealthChanged: { serviceId: 'web', previous: 'UNKNOWN', current: 'HEALTHY', service: { name: 'Web' }, probe: { ok: true, statusCode: 200, error: null } } },
      { serviceHealthChanged: { serviceId: 'web', previous: 'HEALTHY', current: 'UNHEALTHY', service: { name: 'Web', status: 'UNHEALTHY' }, probe: { ok: false, error: 'ECONNREFUSED' } } },
    ]);
    await followed.stop();
    expect(await ids('(filter: { status: UNHEALTHY })')).toContain('web');
  });

  it.each([
    [204, 'HEALTHY', null],
    [302, 'HEALTHY', null],
    [404, 'UNHEALTHY', 'HTTP 404'],
    [503, 'UNHEALTHY', 'HTTP 503'],
  ])('V04 takes the status %i for %s', async (statusCode, status, error) => {
    const target = await httpTarget();
    target.answer = (respond) => respond(statusCode);
    await register({ id: 'web', url: target.url });
    expect((await becomes('web', status)).checks[0]).toMatchObject({ statusCode, error });
  });

  it('V04 takes a target that never answers for UNHEALTHY once the timeout has passed', async () => {
    const target = await httpTarget();
    target.answer = () => undefined;
    await register({ id: 'web', url: target.url, healthCheck: { timeoutMs: 50 } });
    const found = await becomes('web', 'UNHEALTHY');
    expect(found.checks[0]).toMatchObject({ ok: false, error: 'no answer within 50 ms' });
  });

  it('V04 needs as many failures and answers in a row as the thresholds say', async () => {
    const target = await httpTarget();
    await register({ id: 'web', url: target.url, healthCheck: { intervalMs: 100, unhealthyThreshold: 3, healthyThreshold: 2 } });
    await becomes('web', 'HEALTHY');
    target.answer = (respond) => respond(500);
    const dead = await becomes('web', 'UNHEALTHY');
    expect(dead.checks.slice(0, 4).map(({ ok }) => ok)).toEqual([false, false, false, true]);
    target.answer = (respond) => respond(200);
    const back = await becomes('web', 'HEALTHY');
    expect(back.checks.slice(0, 3).map(({ ok }) => ok)).toEqual([true, true, false]);
  });

  it('V04 and V14 probe a TCP target that speaks no HTTP', async () => {
    const target = await startTcpTarget();
    targets.push(target);
    const { service } = await register({ id: 'db', url: target.url, healthCheck: { intervalMs: 100 } });
    expect(service['healthCheck']).toMatchObject({ protocol: 'TCP', target: target.url });
    expect((await becomes('db', 'HEALTHY')).checks[0]).toMatchObject({ ok: true, statusCode: null });
    await target.stop();
    await becomes('db', 'UNHEALTHY');
  });

  it('V09 deregisters: gone from the list, checks stop, an event tells of it', async () => {
    const target = await httpTarget();
    const identity = createIdentity();
    await register({ id: 'web', url: target.url, healthCheck: { intervalMs: 100 }, tags: ['t'] }, identity);
    await becomes('web', 'HEALTHY');
    await deregister('web');
    expect(await ids('')).toEqual([]);
    const watched = running.host.metrics.getSingleMetric('autoweave_services_watched');
    await waitUntil(async () => (await watched?.get())?.values[0]?.value === 0, { what: 'the checks to stop' });
    const requests = target.requests();
    const { events } = await running.host.log.read(identity, { filter: { subject: 'service/web' }, limit: 10, direction: 'backward' });
    expect(events[0]).toMatchObject({ type: 'service.deregistered', source: 'autoweave/services', data: { serviceId: 'web' } });
    expect(await refusal('mutation { deregisterService(id: "web") { id } }', {})).toMatchObject({ code: 'NOT_FOUND', field: 'id' });
    // The id is free again, and the new registration starts with a clean record.
    await register({ id: 'web', url: target.url, healthCheck: { intervalMs: 60_000 } });
    const fresh = await becomes('web', 'HEALTHY');
    expect(fresh.checks).toHaveLength(1);
    expect(target.requests()).toBe(requests + 1);
  });

  it('keeps services and evidence over a restart and goes on probing', async () => {
    const target = await httpTarget();
    await register({ id: 'web', url: target.url, healthCheck: { intervalMs: 100 } });
    const before = await becomes('web', 'HEALTHY');
    await running.close();
    await target.stop();
    await start();
    const after = await becomes('web', 'UNHEALTHY');
    expect(after.checks.map(({ at }) => at)).toContain(before.checks[0]?.at);
  });

  it('keeps workspaces apart: ids, lists, look-ups, labels, subscriptions and removal', async () => {
    const target = await httpTarget();
    const [here, there] = [createIdentity({ workspace: 'here' }), createIdentity({ workspace: 'there' })];
    const followed = await follow(endpoint, 'subscription { serviceHealthChanged { service { name } } }', { identity: here });
    await register({ id: 'web', name: 'theirs', url: target.url, tags: ['x'] }, there);
    await waitUntil(async () => (await ids('(filter: { status: HEALTHY })', there)).length === 1);
    expect(await ids('', here)).toEqual([]);
    expect(await ids('(filter: { tag: "x" })', here)).toEqual([]);
    expect(await ask(endpoint, '{ service(id: "web") { id } services { totalCount } discoverServices { id } }', { identity: here })).toEqual({ service: null, services: { totalCount: 0 }, discoverServices: [] });
    const removal = await call(endpoint, 'mutation { deregisterService(id: "web") { id } }', { identity: here });
    expect(removal.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    await register({ id: 'web', name: 'ours', url: target.url }, here);
    await waitUntil(() => followed.events().length >= 1);
    expect(followed.events()).toEqual([{ serviceHealthChanged: { service: { name: 'ours' } } }]);
    await followed.stop();
    expect(await ids('', there)).toEqual(['web']);
  });

  it('resolves a service by its key, and an unknown one to null', async () => {
    await register({ id: 'a', name: 'A' });
    const query = '{ _entities(representations: [{ __typename: "Service", id: "a" }, { __typename: "Service", id: "b" }]) { ... on Service { name status } } }';
    expect(await ask(endpoint, query)).toEqual({ _entities: [{ name: 'A', status: 'UNKNOWN' }, null] });
  });

  it.each([
    ['input.id', { id: '' }],
    ['input.id', { id: '-a' }],
    ['input.id', { id: 'a/b' }],
    ['input.name', { name: ' ' }],
    ['input.name', { name: 'x'.repeat(201) }],
    ['input.version', { version: '1.0' }],
    ['input.version', { version: '01.0.0' }],
    ['input.url', { url: 'ftp://host/' }],
    ['input.url', { url: 'not a url' }],
    ['input.url', { url: 'file:///etc/passwd' }],
    ['input.url', { url: 'http://user:secret@host/' }],
    ['input.url', { url: 'tcp://host' }],
    ['input.tags[1]', { tags: ['a', ''] }],
    ['input.capabilities', { capabilities: Array.from({ length: 51 }, (_value, index) => `c${index}`) }],
    ['input.metadata', { metadata: { text: 'x'.repeat(65_536) } }],
    ['input.commandId', { commandId: 'has space' }],
    ['input.healthCheck.target', { healthCheck: {} }],
    ['input.healthCheck.target', { healthCheck: { target: '/health' } }],
    ['input.healthCheck.target', { url: 'http://host', healthCheck: { target: '//elsewhere/health' } }],
    ['input.healthCheck.target', { healthCheck: { target: 'gopher://host/' } }],
    ['input.healthCheck.protocol', { healthCheck: { protocol: 'HTTP', target: 'tcp://host:1' } }],
    ['input.healthCheck.intervalMs', { url: 'http://host', healthCheck: { intervalMs: 99 } }],
    ['input.healthCheck.timeoutMs', { url: 'http://host', healthCheck: { timeoutMs: 60_001 } }],
    ['input.healthCheck.unhealthyThreshold', { url: 'http://host', healthCheck: { unhealthyThreshold: 0 } }],
    ['input.healthCheck.healthyThreshold', { url: 'http://host', healthCheck: { healthyThreshold: 11 } }],
  ])('refuses bad input at %s: %#', async (field, input) => {
    expect(await refusal(REGISTER, { input: { name: 'svc', ...input } })).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await ids('')).toEqual([]);
  });
});
