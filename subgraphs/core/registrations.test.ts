import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Position } from '../../platform/event-log/event-log.ts';
import { ask, createIdentity } from '../../test/support/call-subgraph.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createCoreTestKit, NOWHERE, type CoreTestKit, type CoreUnderTest } from '../../test/support/core-test-kit.ts';

interface Seen {
  readonly service: { readonly id: string };
  readonly state: string;
  readonly toolName: string;
  readonly checkedAt: string | null;
  readonly detail: string | null;
}

async function tell({ host }: CoreUnderTest, type: string, id: string, workspace = 'default'): Promise<Position> {
  const data = { id, name: `The ${id}`, version: '1.2.0', url: `http://127.0.0.1:9/${id}` };
  const outcome = await host.log.append({ workspace, principal: 'ada' }, [{ id: randomUUID(), source: 'services', type, subject: `service/${id}`, data }]);
  return outcome.kind === 'appended' ? (outcome.events[0]?.position ?? '') : '';
}

async function registrations({ subgraph }: CoreUnderTest): Promise<readonly Seen[]> {
  return (await ask<{ coreRegistrations: Seen[] }>(subgraph, '{ coreRegistrations { service { id } state toolName checkedAt detail } }')).coreRegistrations;
}

function untilStates(core: CoreUnderTest, states: readonly string[]): Promise<readonly Seen[]> {
  return waitUntil(
    async () => {
      const seen = await registrations(core);
      return JSON.stringify(seen.map(({ state }) => state)) === JSON.stringify(states) ? seen : undefined;
    },
    { what: states.join(', ') },
  );
}

/** What a process does with the subgraph's own routes. */
async function serveRoutes({ subgraph }: CoreUnderTest): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    if (subgraph.routes?.(request, response) !== true) response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe("our services' registration at Core", () => {
  let kit: CoreTestKit;
  const servers: Server[] = [];
  beforeEach(() => {
    kit = createCoreTestKit();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await kit.close();
  });

  it('C05 serves a card with each registered service as a tool, and forgets the deregistered', async () => {
    const core = await kit.startSubgraph(NOWHERE);
    const { server, url } = await serveRoutes(core);
    servers.push(server);
    await tell(core, 'service.registered', 'billing');
    await tell(core, 'service.registered', 'mail');
    await tell(core, 'service.registered', 'foreign', 'elsewhere');
    await tell(core, 'service.deregistered', 'mail');
    await waitUntil(async () => (await registrations(core)).length === 1, { what: 'the one registration' });

    const card = await (await fetch(`${url}/agent`)).json();
    expect(card).toMatchObject({
      protocol_version: 'v1',
      agent_id: 'autoweave-backend',
      capabilities: {
        tools: [
          { name: 'service.billing', openapi: { openapi: '3.0.3', info: { title: 'The billing', version: '1.2.0', 'x-agent-id': 'autoweave-backend' } } },
        ],
      },
      endpoints: { capabilities: `${url}/agent/capabilities`, health: `${url}/health` },
    });
    expect(await (await fetch(`${url}/agent/capabilities`)).json()).toMatchObject({ protocols: ['anp'], tools: ['service.billing'] });
    expect((await fetch(`${url}/agent`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });

  it('C05 is CONFIRMED for what Core read from our card at its start, UNSUPPORTED for what came later', async () => {
    const free = await kit.startDouble();
    await free.close();
    const core = await kit.startSubgraph(free);
    const { server, url } = await serveRoutes(core);
    servers.push(server);
    await tell(core, 'service.registered', 'billing');
    await untilStates(core, ['UNREACHABLE']);

    const ports = { port: Number(new URL(free.url).port), anpPort: Number(new URL(free.anpUrl).port) };
    await kit.startDouble({ ...ports, externalRegistries: [url] });
    expect(await untilStates(core, ['CONFIRMED'])).toEqual([
      { service: { id: 'billing' }, state: 'CONFIRMED', toolName: 'service.billing', checkedAt: expect.any(String), detail: null },
    ]);
    await tell(core, 'service.registered', 'mail');
    const [, late] = await untilStates(core, ['CONFIRMED', 'UNSUPPORTED']);
    expect(late?.detail).toMatch(/no route.*EXTERNAL_ANP_REGISTRIES/s);

    const events = await waitUntil(
      async () => {
        const page = await core.host.log.read(createIdentity(), { filter: { types: ['core.registration.changed'] }, limit: 10, direction: 'forward' });
        return page.events.length >= 3 ? page.events : undefined;
      },
      { what: 'the events of the changes' },
    );
    expect(events.map(({ subject, data }) => `${subject ?? ''} ${(data as { state: string }).state}`)).toEqual([
      'service/billing UNREACHABLE',
      'service/billing CONFIRMED',
      'service/mail UNSUPPORTED',
    ]);
  });

  it('C05 is UNSUPPORTED at a Core that never read our card', async () => {
    const core = await kit.startSubgraph(await kit.startDouble());
    await tell(core, 'service.registered', 'billing');
    await untilStates(core, ['UNSUPPORTED']);
  });

  it('joins a service with its registration once the position of its event is applied', async () => {
    const core = await kit.startSubgraph(NOWHERE);
    const minPosition = await tell(core, 'service.registered', 'billing');
    const representations = ['billing', 'unknown'].map((id) => ({ __typename: 'Service', id }));
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Service { id coreRegistration { toolName } } } }';
    const answer = await ask(core.subgraph, query, { variables: { representations }, stream: { minPosition } });
    expect(answer).toEqual({
      _entities: [
        { id: 'billing', coreRegistration: { toolName: 'service.billing' } },
        { id: 'unknown', coreRegistration: null },
      ],
    });
    const foreign = await ask(core.subgraph, query, { variables: { representations }, identity: createIdentity({ workspace: 'elsewhere' }) });
    expect(foreign).toMatchObject({ _entities: [{ coreRegistration: null }, { coreRegistration: null }] });
  });

  it('keeps registrations and its place in the log over a restart', async () => {
    let core = await kit.startSubgraph(NOWHERE);
    await tell(core, 'service.registered', 'billing');
    await waitUntil(async () => (await registrations(core)).length === 1);
    await core.close();
    core = await kit.startSubgraph(NOWHERE);
    expect(await registrations(core)).toMatchObject([{ service: { id: 'billing' } }]);
    await tell(core, 'service.deregistered', 'billing');
    await waitUntil(async () => (await registrations(core)).length === 0);
  });
});
