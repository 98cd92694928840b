import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocketServer, type WebSocket } from 'ws';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import type { CoreSession } from '../domain/core-socket.ts';
import { createWsCoreSocket } from './ws-core-socket.ts';

type Fields = { readonly type: string; readonly content: { readonly command?: string; readonly topic?: string } };
type Answer = (message: Fields, reply: (frame: unknown) => void) => void;

/** Refuses commands as Core does. */
const refuse = (message: Fields, reply: (frame: unknown) => void): void =>
  reply({ type: 'error', content: { message: `Unknown command: ${String(message.content.command)}` } });
const event = (topic: string) => ({ type: 'event', content: { topic } });

describe("the socket's exchanges", () => {
  const servers: WebSocketServer[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      for (const client of server.clients) client.terminate();
      server.close();
    }
  });

  async function open(
    answer: Answer,
  ): Promise<{ session: CoreSession; clock: ReturnType<typeof createManualClock>; seen: { forwardedFor: string | undefined }[] }> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    servers.push(server);
    await once(server, 'listening');
    const seen: { forwardedFor: string | undefined }[] = [];
    server.on('connection', (socket: WebSocket, request) => {
      seen.push({ forwardedFor: request.headers['x-forwarded-for'] as string | undefined });
      const reply = (frame: unknown) => socket.send(JSON.stringify(frame));
      reply({ type: 'chat', template: { text: 'welcome' } });
      socket.on('message', (bytes: Buffer) => answer(JSON.parse(bytes.toString('utf8')) as Fields, reply));
    });
    const clock = createManualClock();
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const session = await createWsCoreSocket({ url, clientAddress: 'fd00::1', timeoutMs: 5_000, clock }).open(new AbortController().signal);
    return { session, clock, seen };
  }

  it('says who it is, and gives each of several messages its own answer though answers carry no id', async () => {
    const { session, seen } = await open((message, reply) => {
      if (message.type === 'command') refuse(message, reply);
      else if (message.content.topic === 'good') reply({ type: 'status', content: { message: 'taken' } });
      else if (message.content.topic === 'bad') reply({ type: 'error', content: { message: 'no room' } });
      else if (message.content.topic === 'unknown') reply({ type: 'error', content: { message: 'Unknown event type: event' } });
    });
    const replies = await Promise.all(['good', 'nothing', 'bad', 'unknown', 'good'].map((topic) => session.exchange(event(topic))));
    expect(replies).toEqual([
      { kind: 'accepted', detail: 'taken' },
      { kind: 'silent', detail: 'Core answered nothing to it' },
      { kind: 'rejected', detail: 'no room' },
      { kind: 'unsupported', detail: 'Unknown event type: event' },
      { kind: 'accepted', detail: 'taken' },
    ]);
    expect(seen).toEqual([{ forwardedFor: 'fd00::1' }]);
    session.close();
    await session.closed;
  });

  it('calls a message silent and gives the socket up when no answer comes in time, and sends nothing more on it', async () => {
    let commands = 0;
    const { session, clock } = await open((message, reply) => {
      commands += message.type === 'command' ? 1 : 0;
      if (commands === 1) refuse(message, reply);
    });
    const first = session.exchange(event('lost'));
    await waitUntil(() => commands === 2, { what: 'the message to be sent' });
    clock.advance(5_000);
    expect(await first).toMatchObject({ kind: 'silent' });
    await session.closed;
    expect(await session.exchange(event('late'))).toEqual({ kind: 'not-sent' });
  });

  it('rejects with UPSTREAM_UNAVAILABLE where nothing listens, and when it is called off', async () => {
    const { clock } = await open(refuse);
    const nowhere = createWsCoreSocket({ url: 'ws://127.0.0.1:9', clientAddress: 'fd00::1', timeoutMs: 5_000, clock });
    await expect(nowhere.open(new AbortController().signal)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await expect(nowhere.open(AbortSignal.abort())).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});
