import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { systemClock } from '../../../platform/clock/clock.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { createCoreDouble, type CoreDouble } from './main.ts';

type Frame = Readonly<Record<string, unknown>>;

describe("the double's WebSocket", () => {
  let double: CoreDouble;
  const sockets: WebSocket[] = [];
  beforeEach(async () => {
    double = await createCoreDouble({ host: '127.0.0.1', port: 0, anpPort: 0, mcpPort: 0, externalRegistries: [], clock: systemClock });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    await double.close();
  });

  /** A socket after its three frames of welcome. */
  async function open(client: string): Promise<{ socket: WebSocket; frames: Frame[] }> {
    const socket = new WebSocket(double.wsUrl, { headers: { 'x-forwarded-for': client } });
    sockets.push(socket);
    const frames: Frame[] = [];
    socket.on('message', (bytes: Buffer) => frames.push(JSON.parse(bytes.toString('utf8')) as Frame));
    await waitUntil(() => frames.length === 3, { what: 'the welcome' });
    return { socket, frames };
  }

  async function say(text: string, count = 1): Promise<readonly Frame[]> {
    const { socket, frames } = await open('one');
    socket.send(text);
    await waitUntil(() => frames.length === 3 + count, { what: `${count} replies to ${text}` });
    return frames.slice(3);
  }

  const error = (message: string) => ({ type: 'error', content: { message, timestamp: expect.any(String) } });

  it('welcomes with three frames whose payload is a template or content, bug included', async () => {
    const { frames } = await open('one');
    expect(frames).toMatchObject([
      { type: 'chat', template: { sender: 'autoweave', metadata: { event_type: 'welcome' } }, agui_metadata: { client_id: 'one' } },
      { type: 'chat', content: { sender: 'autoweave' } },
      { type: 'display', template: { type: 'form', schema: '[object Object]', action: 'quick-action' } },
    ]);
  });

  it.each([
    ['{"type":"identify"}', error('Unknown event type: identify')],
    ['{"type":"event","content":{"topic":"a"}}', error('Unknown event type: event')],
    ['{"type":"request"}', error('Unknown event type: request')],
    ['{"type":"response"}', error('Unknown event type: response')],
    ['{"type":"ping"}', error('Unknown event type: ping')],
    ['{"type":"command","content":{"action":"register-service"}}', error('Unknown command: undefined')],
    ['{"type":"command","content":{"command":"system-health"}}', error('Unknown command: system-health')],
    ['{"type":"chat","content":{}}', error('Message text is required')],
    ['{', error('Invalid JSON format')],
    ['null', error('Error processing your request')],
    ['{"type":"command","content":{"command":"list-agents"}}', { type: 'display', content: { type: 'table', data: [] } }],
    ['{"type":"command","content":{"command":"get-metrics"}}', { type: 'display', content: { type: 'json' } }],
    ['{"type":"chat","content":{"text":"please create an agent"}}', { type: 'display', content: { type: 'form', action: 'create-agent' } }],
    ['{"type":"input","content":{"action":"create-agent","values":{"description":"short"}}}', { type: 'display', content: { type: 'error' } }],
  ])('answers %s', async (text, reply) => {
    expect(await say(text)).toMatchObject([reply]);
  });

  it('answers a chat with an echo and an answer, and an agent with a success that lacks its id', async () => {
    expect(await say('{"type":"chat","content":{"message":"hello"}}', 2)).toMatchObject([
      { type: 'chat' },
      { type: 'chat', content: { tokens: expect.any(Number) } },
    ]);
    const [, success] = await say('{"type":"input","content":{"action":"create-agent","values":{"description":"An agent that answers questions"}}}', 3);
    expect(success).toEqual({ type: 'display', content: { type: 'success', title: expect.any(String), data: { status: 'deployed' } } });
  });

  it('gives two sockets of one client one slot: the second takes the replies of the first, and leaves it silent when it closes', async () => {
    const first = await open('same');
    const second = await open('same');
    first.socket.send('{"type":"ping"}');
    await waitUntil(() => second.frames.length === 4, { what: "the first's reply at the second" });
    expect(first.frames).toHaveLength(3);
    second.socket.close();
    await waitUntil(() => double.socketCount() === 1);
    const other = await open('other');
    first.socket.send('{"type":"ping"}');
    first.socket.ping();
    await new Promise((resolve) => first.socket.once('pong', resolve));
    expect(first.frames).toHaveLength(3);
    other.socket.send('{"type":"ping"}');
    await waitUntil(() => other.frames.length === 4, { what: 'a reply to another client' });
  });

  it('pushes nothing when an agent is created over HTTP, and answers pings of the protocol', async () => {
    const { socket, frames } = await open('one');
    await fetch(`${double.url}/api/agents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"description":"An agent that answers questions"}',
    });
    socket.ping();
    await new Promise((resolve) => socket.once('pong', resolve));
    expect(frames).toHaveLength(3);
  });

  it('refuses an upgrade on any other path with 400', async () => {
    const socket = new WebSocket(double.wsUrl.replace('/ws', '/elsewhere'));
    sockets.push(socket);
    const status = await new Promise((resolve) => {
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });
    expect(status).toBe(400);
  });
});
