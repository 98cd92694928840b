import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../platform/clock/manual-clock.ts';
import { openEventStream, type EventStream } from '../../test/support/gateway/event-stream-client.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const TICKS = { query: 'subscription { ticks { value } }' };

interface Payload {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly field?: string } }[];
  readonly extensions?: { readonly stream?: Record<string, unknown> };
}

describe('operations streamed over HTTP', () => {
  let gateway: TestGateway;
  let clock: ManualClock;
  const streams: EventStream[] = [];

  beforeEach(async () => {
    clock = createManualClock();
    gateway = await startTestGateway({ clock });
  });
  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.close();
    await gateway.stop();
  });

  async function open(body: unknown, headers: Record<string, string> = {}): Promise<EventStream> {
    const stream = await openEventStream(`${gateway.url}/graphql`, { body, headers });
    streams.push(stream);
    return stream;
  }

  async function openByGet(parameters: Record<string, string>, headers: Record<string, string> = {}): Promise<EventStream> {
    const stream = await openEventStream(`${gateway.url}/graphql?${new URLSearchParams(parameters)}`, { headers });
    streams.push(stream);
    return stream;
  }

  const subscribed = () => waitUntil(() => gateway.engine.open > 0);

  describe('as Server-Sent Events', () => {
    it('W5.1 MUST answer with text/event-stream, each result as a next event, then complete with a data line', async () => {
      const stream = await open(TICKS);
      await subscribed();
      gateway.engine.tick(1);
      gateway.engine.end();
      await stream.untilEnd();
      expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
      expect(stream.events.map(({ event }) => event)).toEqual(['next', 'complete']);
      expect(JSON.parse(stream.events[0]?.data ?? '')).toMatchObject({ data: { ticks: { value: 1 } } });
      expect(stream.events[1]?.data).toBe('');
    });

    it('W5.1 MUST take the request from the address of a GET, as EventSource sends it', async () => {
      const stream = await openByGet({ query: 'subscription($room: String) { ticks(room: $room) { value room } }', variables: '{"room":"blue"}' });
      await subscribed();
      gateway.engine.tick(1);
      expect(await stream.payloads(1)).toMatchObject([{ data: { ticks: { value: 1, room: 'blue' } } }]);
    });

    it('W5.1 MUST run queries and mutations too: one next, then complete; no mutation by GET', async () => {
      const query = await open({ query: '{ hello }' });
      await query.untilEnd();
      expect(query.events.map(({ event }) => event)).toEqual(['next', 'complete']);
      const mutation = await open({ query: 'mutation { add(value: 2) }' });
      expect(await mutation.payloads(1)).toMatchObject([{ data: { add: 2 } }]);
      const byGet = await openByGet({ query: 'mutation { add(value: 2) }' });
      expect(await byGet.payloads<Payload>(1)).toMatchObject([{ errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] }]);
    });

    it.each([
      ['a syntax error', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
      ['an unknown field', { query: 'subscription { unknown }' }, 'GRAPHQL_VALIDATION_FAILED'],
      ['an unknown stream option', { ...TICKS, extensions: { stream: { speed: 1 } } }, 'BAD_USER_INPUT'],
      ['a source that refuses', { query: 'subscription { fails { value } }' }, 'NOT_FOUND'],
    ])('W5.4 MUST tell of %s by a last payload with coded errors', async (_what, body, code) => {
      const stream = await open(body);
      await stream.untilEnd();
      expect(stream.status).toBe(200);
      const [payload, ...more] = await stream.payloads<Payload>(1);
      expect(payload?.errors?.[0]?.extensions.code).toBe(code);
      expect(more).toEqual([]);
    });

    it.each([
      ['a body that is not JSON', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }, 400],
      ['another media type', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }, 415],
      ['another method', { method: 'PUT', headers: {} }, 405],
      ['a page of another site', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', origin: 'https://evil.example' } }, 403],
    ])('answers %s with a status and coded errors in JSON', async (_what, init, status) => {
      const response = await fetch(`${gateway.url}/graphql`, { ...init, headers: { accept: 'text/event-stream', ...init.headers } });
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] });
    });

    it('W5.2 MUST give each event its cursor as id, and resume after Last-Event-ID with resumed on the first event', async () => {
      const first = await open(TICKS);
      await subscribed();
      gateway.engine.tick(1);
      await first.payloads(1);
      const { id } = first.events[0] ?? { id: '' };
      expect(JSON.parse(first.events[0]?.data ?? '')).toMatchObject({ extensions: { stream: { cursor: id } } });
      first.close();
      await waitUntil(() => gateway.engine.open === 0);
      gateway.engine.tick(2);
      gateway.engine.tick(3);
      const second = await open(TICKS, { 'last-event-id': id });
      const [two, three] = await second.payloads<Payload>(2);
      expect(two).toMatchObject({ data: { ticks: { value: 2 } }, extensions: { stream: { resumed: { replayed: 2 }, replay: true } } });
      expect(three).toMatchObject({ data: { ticks: { value: 3 } } });
      expect(three?.extensions?.stream).not.toHaveProperty('resumed');
    });

    it('W5.2 MUST prefer Last-Event-ID to the older resumeFrom that EventSource repeats', async () => {
      const stream = await open({ ...TICKS, extensions: { stream: {} } });
      const [attached] = await stream.payloads<Payload>(1);
      gateway.engine.tick(1);
      await stream.payloads(2);
      const cursor = attached?.extensions?.stream?.['cursor'];
      const again = await open({ ...TICKS, extensions: { stream: { resumeFrom: cursor } } }, { 'last-event-id': stream.events[1]?.id ?? '' });
      expect((await again.payloads<Payload>(1))[0]?.extensions?.stream).toMatchObject({ kind: 'state', resumed: { replayed: 0 } });
    });

    it('W5.2 MUST refuse a Last-Event-ID that is no cursor of this operation', async () => {
      const stream = await open(TICKS, { 'last-event-id': 'forged' });
      const [payload] = await stream.payloads<Payload>(1);
      expect(payload?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'extensions.stream.resumeFrom' });
    });

    it('W2.2 W5.1 MUST send a client that speaks it the state at once', async () => {
      const stream = await open({ ...TICKS, extensions: { stream: {} } });
      expect(await stream.payloads(1)).toMatchObject([{ data: null, extensions: { stream: { kind: 'state', state: 'live', resumable: true } } }]);
    });

    it('releases the source when the client is gone', async () => {
      const stream = await open(TICKS);
      await subscribed();
      stream.close();
      await waitUntil(() => gateway.engine.open === 0);
    });

    it('W5.5 MUST say on a drain that it stops, and not complete', async () => {
      const stream = await open(TICKS);
      await subscribed();
      await gateway.server.drain();
      await stream.untilEnd();
      expect(await stream.payloads<Payload>(1)).toMatchObject([{ errors: [{ extensions: { code: 'DRAINING' } }] }]);
      expect(stream.events.some(({ event }) => event === 'complete')).toBe(false);
      await waitUntil(() => gateway.engine.open === 0);
    });

    it('W7.6 MUST close a stream whose client takes nothing for a minute', async () => {
      const { port } = new URL(gateway.url);
      const socket = connect(Number(port), '127.0.0.1');
      const body = JSON.stringify({ query: 'subscription($room: String) { ticks(room: $room) { value room } }', variables: { room: 'x'.repeat(100_000) } });
      socket.pause();
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      await subscribed();
      for (let value = 1; value <= 200; value += 1) gateway.engine.tick(value);
      await waitUntil(() => {
        clock.advance(12_000);
        return gateway.engine.open === 0;
      });
      socket.destroy();
    });

    it('W7.6 MUST outlive a client that does not read the end of its stream, and close it after a minute', async () => {
      const { port } = new URL(gateway.url);
      const socket = connect(Number(port), '127.0.0.1');
      const fields = Array.from({ length: 15 }, (_, at) => `a${at}: hello(name: $name)`).join(' ');
      const body = JSON.stringify({ query: `query($name: String) { ${fields} }`, variables: { name: 'x'.repeat(1_000_000) } });
      socket.pause();
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      await waitUntil(() => gateway.engine.seen.length === 1);
      const active = async () => (await gateway.metrics.getSingleMetricAsString('http_requests_active')).includes('active 1');
      await waitUntil(active);
      await waitUntil(async () => {
        clock.advance(12_000);
        return !(await active());
      });
      expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
      socket.destroy();
    });

    it('SHOULD keep a quiet stream alive with comments', async () => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
        body: JSON.stringify(TICKS),
      });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader?.read())?.value).toBe(':\n\n');
      clock.advance(12_000);
      expect((await reader?.read())?.value).toBe(':\n\n');
      await reader?.cancel();
    });
  });

  describe('as multipart HTTP', () => {
    async function openParts(body: unknown): Promise<{ response: Response; text: () => string; ended: () => boolean; close: () => void }> {
      const controller = new AbortController();
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        signal: controller.signal,
        headers: { accept: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0, application/json', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      let text = '';
      let ended = false;
      async function gather(): Promise<void> {
        for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
        ended = true;
      }
      gather().catch(() => undefined);
      return { response, text: () => text, ended: () => ended, close: () => controller.abort() };
    }

    function toParts(text: string): unknown[] {
      return text
        .split('\r\n--graphql')
        .slice(1, -1)
        .map((part) => JSON.parse(part.split('\r\n\r\n')[1] ?? '') as unknown);
    }

    it('W5.3 MUST send each result as a part {payload} and end with the closing boundary', async () => {
      const parts = await openParts(TICKS);
      await subscribed();
      gateway.engine.tick(1);
      gateway.engine.end();
      await waitUntil(parts.ended);
      expect(parts.response.headers.get('content-type')).toBe('multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"');
      expect(toParts(parts.text())).toMatchObject([{}, { payload: { data: { ticks: { value: 1 } }, extensions: { stream: { cursor: expect.any(String) } } } }]);
      expect(parts.text().endsWith('\r\n--graphql--\r\n')).toBe(true);
    });

    it('W5.4 MUST tell why it ended in the last payload', async () => {
      const parts = await openParts({ query: 'subscription { unknown }' });
      await waitUntil(parts.ended);
      expect(toParts(parts.text())[1]).toMatchObject({ payload: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] } });
    });

    it('SHOULD send an empty part now and then', async () => {
      const parts = await openParts(TICKS);
      await subscribed();
      clock.advance(5_000);
      await waitUntil(() => toParts(parts.text()).length === 2);
      expect(toParts(parts.text())[1]).toEqual({});
      parts.close();
    });
  });
});
