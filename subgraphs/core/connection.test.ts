import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createCoreTestKit, NOWHERE, type CoreTestKit, type CoreUnderTest } from '../../test/support/core-test-kit.ts';

interface Status {
  readonly state: string;
  readonly httpOk: boolean;
  readonly wsOpen: boolean;
  readonly coreUrl: string | null;
  readonly lastError: string | null;
  readonly reconnect: { readonly attempt: number; readonly nextDelayMs: number } | null;
}
const STATUS = '{ state httpOk wsOpen coreUrl wsUrl anpUrl coreVersion lastError reconnect { attempt nextDelayMs nextAttemptAt } }';

async function readStatus({ subgraph }: CoreUnderTest): Promise<Status> {
  return (await ask<{ coreStatus: Status }>(subgraph, `{ coreStatus ${STATUS} }`)).coreStatus;
}

function untilState(core: CoreUnderTest, state: string): Promise<Status> {
  return waitUntil(
    async () => {
      const status = await readStatus(core);
      return status.state === state ? status : undefined;
    },
    { what: `the state ${state}` },
  );
}

describe('the connection to Core', () => {
  let kit: CoreTestKit;
  beforeEach(() => {
    kit = createCoreTestKit();
  });
  afterEach(() => kit.close());

  it('C01 connects over HTTP and WebSocket, and says so only as long as Core lives', async () => {
    const double = await kit.startDouble();
    const core = await kit.startSubgraph(double, { environment: { AUTOWEAVE_CORE_AUTO_CONNECT: 'false' } });
    expect(await readStatus(core)).toMatchObject({ state: 'DISCONNECTED', httpOk: false, wsOpen: false, reconnect: null });

    const { connectCore } = await ask<{ connectCore: { status: Status; receipt: { position: string | null } } }>(
      core.subgraph,
      `mutation { connectCore { status ${STATUS} receipt { position durability { level } } } }`,
    );
    expect(connectCore.status).toMatchObject({ state: 'CONNECTED', httpOk: true, wsOpen: true, coreVersion: '0.1.0', lastError: null, reconnect: null });
    expect(connectCore.receipt.position).toEqual(expect.any(String));
    expect(double.socketCount()).toBe(1);

    await double.close();
    const lost = await untilState(core, 'DISCONNECTED');
    expect(lost).toMatchObject({ httpOk: false, wsOpen: false });
    expect(lost.lastError).not.toBeNull();
  });

  it('C02 closes the socket on request and does not reconnect in thirty seconds, nor in an hour', async () => {
    const clock = createManualClock();
    const double = await kit.startDouble();
    const core = await kit.startSubgraph(double, { clock });
    await untilState(core, 'CONNECTED');
    const { disconnectCore } = await ask<{ disconnectCore: { status: Status } }>(core.subgraph, `mutation { disconnectCore { status ${STATUS} } }`);
    expect(disconnectCore.status).toMatchObject({ state: 'DISCONNECTED', wsOpen: false, reconnect: null });
    await waitUntil(() => double.socketCount() === 0, { what: 'the socket to be closed' });

    for (let second = 0; second < 3600; second += 10) clock.advance(10_000);
    expect(await readStatus(core)).toMatchObject({ state: 'DISCONNECTED', reconnect: null });
    expect(double.socketCount()).toBe(0);

    await ask(core.subgraph, 'mutation { connectCore { status { state } } }');
    expect(await readStatus(core)).toMatchObject({ state: 'CONNECTED' });
  });

  it('C03 serves without Core and connects by itself when Core appears', async () => {
    const early = await kit.startDouble();
    const { url, anpUrl } = early;
    await early.close();
    const core = await kit.startSubgraph(early);
    expect(await untilState(core, 'DISCONNECTED')).toMatchObject({ httpOk: false, wsOpen: false, coreUrl: url });

    await kit.startDouble({ port: Number(new URL(url).port), anpPort: Number(new URL(anpUrl).port) });
    expect(await untilState(core, 'CONNECTED')).toMatchObject({ httpOk: true, wsOpen: true, lastError: null });
  });

  it('C04 waits longer after each failure up to the cap, and has one socket after recovery', async () => {
    const clock = createManualClock();
    const double = await kit.startDouble();
    const environment = { AUTOWEAVE_CORE_RECONNECT_MIN_MS: '500', AUTOWEAVE_CORE_RECONNECT_MAX_MS: '8000' };
    const core = await kit.startSubgraph(double, { clock, environment });
    await untilState(core, 'CONNECTED');
    clock.advance(60_000); // Long enough to count as stable.
    await double.close();

    const delays: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const { reconnect } = await waitUntil(
        async () => {
          const status = await readStatus(core);
          return status.state === 'DISCONNECTED' && status.reconnect?.attempt === attempt ? status : undefined;
        },
        { what: `attempt ${attempt}` },
      );
      delays.push(reconnect?.nextDelayMs ?? 0);
      clock.advance(reconnect?.nextDelayMs ?? 0);
    }
    const growing = delays.slice(0, 5);
    expect(growing).toEqual([...growing].sort((a, b) => a - b));
    expect(new Set(growing).size).toBe(5);
    expect(Math.max(...delays)).toBeLessThanOrEqual(8000);
    expect(delays.slice(5).every((delay) => delay >= 6000)).toBe(true);

    const again = await kit.startDouble({ port: Number(new URL(double.url).port), anpPort: Number(new URL(double.anpUrl).port) });
    await waitUntil(
      async () => {
        clock.advance(8000);
        return (await readStatus(core)).state === 'CONNECTED';
      },
      { what: 'the recovery' },
    );
    expect(again.socketCount()).toBe(1);
    // A minute in steps: all at once, Core would have no time to answer a ping.
    for (let second = 0; second < 60; second += 1) {
      clock.advance(1_000);
      await readStatus(core);
    }
    await waitUntil(
      async () => {
        clock.advance(1_000);
        return (await readStatus(core)).state === 'CONNECTED' && again.socketCount() === 1;
      },
      { what: 'one socket' },
    );
  });

  it('C04 notices a Core that accepts pings no more', async () => {
    const clock = createManualClock();
    const double = await kit.startDouble();
    const core = await kit.startSubgraph(double, { clock });
    await untilState(core, 'CONNECTED');
    double.freeze();
    await waitUntil(
      async () => {
        clock.advance(5_000);
        return (await readStatus(core)).state !== 'CONNECTED';
      },
      { what: 'the loss' },
    );
    expect((await readStatus(core)).lastError).toMatch(/ping|answer/);
  });

  it('C13 shows the configured addresses, and derives the one of the WebSocket', async () => {
    const core = await kit.startSubgraph(NOWHERE, {
      environment: {
        AUTOWEAVE_CORE_URL: 'http://core.example:3333/',
        AUTOWEAVE_CORE_WS_URL: '',
        ANP_SERVER_URL: 'http://anp.example:8888',
        AUTOWEAVE_CORE_AUTO_CONNECT: 'false',
      },
    });
    expect(await readStatus(core)).toMatchObject({
      coreUrl: 'http://core.example:3333',
      wsUrl: 'ws://core.example:3333/ws',
      anpUrl: 'http://anp.example:8888',
    });
  });

  it('tells subscribers when the connection is made and lost', async () => {
    const double = await kit.startDouble();
    const core = await kit.startSubgraph(double, { environment: { AUTOWEAVE_CORE_AUTO_CONNECT: 'false' } });
    const changes = await follow(core.subgraph, 'subscription { coreStatusChanged { state wsOpen coreUrl } }');
    await ask(core.subgraph, 'mutation { connectCore { status { state } } }');
    await waitUntil(() => changes.events().length === 1);
    await ask(core.subgraph, 'mutation { disconnectCore { status { state } } }');
    await waitUntil(() => changes.events().length === 2);
    expect(changes.events()).toEqual([
      { coreStatusChanged: { state: 'CONNECTED', wsOpen: true, coreUrl: double.url } },
      { coreStatusChanged: { state: 'DISCONNECTED', wsOpen: false, coreUrl: double.url } },
    ]);
    await changes.stop();
  });

  it('belongs to one workspace: another has no Core and cannot command it', async () => {
    const double = await kit.startDouble();
    const core = await kit.startSubgraph(double);
    await untilState(core, 'CONNECTED');
    const identity = createIdentity({ workspace: 'elsewhere' });
    const seen = await ask<{ coreStatus: Status }>(
      core.subgraph,
      '{ coreStatus { state httpOk coreUrl } coreAgents { id } coreRegistrations { state } coreEventDeliveries { id } }',
      { identity },
    );
    expect(seen).toEqual({
      coreStatus: { state: 'NOT_CONFIGURED', httpOk: false, coreUrl: null },
      coreAgents: [],
      coreRegistrations: [],
      coreEventDeliveries: [],
    });
    const refused = await call(core.subgraph, 'mutation { disconnectCore { status { state } } }', { identity });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(await readStatus(core)).toMatchObject({ state: 'CONNECTED' });
  });
});
