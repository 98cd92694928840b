import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { startTestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket } from '../../test/support/gateway/test-socket.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

describe('a client that stops reading', () => {
  const EVENTS = 300;
  const LARGE = 'x'.repeat(100_000);

  it('W7.4 MUST cost bounded memory, hurt nobody else, and get everything in order when it reads again', async () => {
    const gateway = await startTestGateway();
    const [slow, quick] = await Promise.all([openTestSocket(gateway.webSocketUrl), openTestSocket(gateway.webSocketUrl)]);
    for (const client of [slow, quick]) {
      await client.init();
      client.subscribe('1', { query: 'subscription($room: String) { ticks(room: $room) { value room } }', variables: { room: LARGE } });
    }
    await waitUntil(() => gateway.engine.open === 1);
    await Promise.all([slow.settle(), quick.settle()]);
    slow.socket.pause();
    // Not faster than the quick one reads, so that it alone is quick.
    for (let value = 1; value <= EVENTS; value += 1) {
      gateway.engine.tick(value);
      if (value % 20 === 0) await waitUntil(() => quick.of('1').length === value);
    }
    const made = Number(/subscription_frames_total (\d+)/.exec(await gateway.metrics.getSingleMetricAsString('subscription_frames_total'))?.[1]);
    // 30 MB were sent to the quick one; what is on its way to the slow one is bounded by our mark and the system's buffers.
    expect(made).toBeLessThan(EVENTS + EVENTS / 2);
    slow.socket.resume();
    await waitUntil(() => slow.of('1').length === EVENTS);
    const values = slow.of('1').map((message) => (message['payload'] as { data: { ticks: { value: number } } }).data.ticks.value);
    expect(values).toEqual(Array.from({ length: EVENTS }, (_, index) => index + 1));
    slow.socket.terminate();
    quick.socket.terminate();
    await gateway.stop();
  });
});

describe('many sockets', () => {
  it('W7.7 MUST close with 4403 a socket beyond those that its principal may have, until one is closed', async () => {
    const gateway = await startTestGateway({ config: { maxPrincipalSockets: 2 } });
    const open = () => openTestSocket(gateway.webSocketUrl);
    const [first, second, third, other] = await Promise.all([open(), open(), open(), open()]);
    await first.init();
    await second.init();
    await other.init({ principal: 'ada' });
    third.send({ type: 'connection_init' });
    expect(await third.closing()).toEqual({ code: 4403, reason: 'Forbidden: LIMIT_EXCEEDED: sockets of a principal: expected at most 2, received 3' });
    first.socket.terminate();
    await waitUntil(async () => {
      const again = await open();
      again.send({ type: 'connection_init' });
      await waitUntil(() => again.closed !== undefined || again.messages.length > 0);
      return again.closed === undefined;
    });
    await gateway.stop();
  });
});

describe('time on a WebSocket', () => {
  it('MUST close with 4408 when connection_init does not come in time', async () => {
    const clock = createManualClock();
    const gateway = await startTestGateway({ clock });
    const client = await openTestSocket(gateway.webSocketUrl);
    await client.settle();
    clock.advance(2_999);
    await client.settle();
    clock.advance(1);
    expect(await client.closing()).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
    await gateway.stop();
  });

  it('MUST NOT close a socket whose connection_init came in time and waits to be read by a process that is late', async () => {
    const clock = createManualClock();
    const gateway = await startTestGateway({ clock });
    const client = await openTestSocket(gateway.webSocketUrl);
    await client.settle();
    client.send({ type: 'connection_init' });
    clock.advance(3_000);
    await client.find({ type: 'connection_ack' });
    await client.settle();
    expect(client.closed).toBeUndefined();
    client.socket.terminate();
    await gateway.stop();
  });

  it('closes a socket that answers no ping, and keeps one that does', async () => {
    const clock = createManualClock();
    const gateway = await startTestGateway({ clock });
    const lively = await openTestSocket(gateway.webSocketUrl);
    const dead = await openTestSocket(gateway.webSocketUrl, { autoPong: false });
    await Promise.all([lively.init(), dead.init()]);
    clock.advance(15_000);
    // The first answer follows the server's ping to the client, the second follows the client's pong to the server.
    await lively.settle();
    await lively.settle();
    clock.advance(15_000);
    expect((await dead.closing()).code).toBe(1006);
    await lively.settle();
    lively.socket.terminate();
    await gateway.stop();
  });
});
