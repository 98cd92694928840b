// GraphQL over Server-Sent Events, distinct connections mode (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md), and
// subscriptions over multipart HTTP, version 1.0, clause by clause.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../../platform/clock/manual-clock.ts';
import { openEventStream, type EventStream } from '../../support/gateway/event-stream-client.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway/test-gateway.ts';
import { waitUntil } from '../../support/wait-until.ts';

const TICKS = { query: 'subscription { ticks { value } }' };
const JSON_BODY = { 'content-type': 'application/json' };
const EVENT_STREAM = { accept: 'text/event-stream' };
const PARTS = { accept: 'multipart/mixed;subscriptionSpec="1.0", application/json' };

interface Payload {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

describe('streams over HTTP, clause by clause', () => {
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

  /** Sends a request whose answer ends by itself. */
  async function ask(init: RequestInit, path = '/graphql') {
    const response = await fetch(`${gateway.url}${path}`, init);
    return { status: response.status, headers: response.headers, type: response.headers.get('content-type'), text: await response.text() };
  }

  const post = (body: unknown, headers: Record<string, string>) => ask({ method: 'POST', body: JSON.stringify(body), headers: { ...JSON_BODY, ...headers } });

  /** Subscribes as a client that reads the bytes itself, and leaves when it is told to. */
  async function subscribe(headers: Record<string, string>) {
    const controller = new AbortController();
    const init = { method: 'POST', body: JSON.stringify(TICKS), headers: { ...JSON_BODY, ...headers }, signal: controller.signal };
    return { response: await fetch(`${gateway.url}/graphql`, init), leave: () => controller.abort() };
  }

  describe('Server-Sent Events', () => {
    it('ES01 MUST be answered as text/event-stream in UTF-8 with 200, kept by no cache', async () => {
      const stream = await open(TICKS);
      expect([stream.status, stream.headers.get('content-type'), stream.headers.get('cache-control')]).toEqual([
        200,
        'text/event-stream; charset=utf-8',
        'no-store',
      ]);
    });

    it('ES02 MUST be opened by POST and by GET', async () => {
      const stream = await openEventStream(`${gateway.url}/graphql?${new URLSearchParams(TICKS)}`);
      streams.push(stream);
      const posted = await open(TICKS);
      await waitUntil(() => gateway.engine.open === 1);
      gateway.engine.tick(1);
      for (const one of [stream, posted]) expect(await one.payloads(1)).toMatchObject([{ data: { ticks: { value: 1 } } }]);
    });

    it('ES03 MUST bring each result as a next event, and complete with a data line when all have come', async () => {
      const stream = await open(TICKS);
      await waitUntil(() => gateway.engine.open === 1);
      for (const value of [1, 2]) gateway.engine.tick(value);
      gateway.engine.end();
      await stream.untilEnd();
      expect(stream.events.map(({ event }) => event)).toEqual(['next', 'next', 'complete']);
    });

    it('ES04 MUST hold a result in one data line, whatever its text', async () => {
      const name = 'line\nline\r\nline\rid: 7\n\ndata: x\u2028€🙂';
      const { text } = await post({ query: 'query ($name: String) { hello(name: $name) }', variables: { name } }, EVENT_STREAM);
      const lines = text.split('\n').filter((line) => line.startsWith('data: '));
      expect(lines).toHaveLength(1);
      expect(JSON.parse((lines[0] ?? '').slice('data: '.length))).toMatchObject({ data: { hello: `hello ${name}` } });
    });

    it.each([
      ['a syntax error', { query: '{ hello' }],
      ['an unknown field', { query: '{ unknown }' }],
      ['a variable of the wrong type', { query: 'query ($v: Int!) { double(value: $v) }', variables: { v: 'x' } }],
      ['an unknown operationName', { query: '{ hello }', operationName: 'X' }],
      ['a subscription that is refused', { query: 'subscription { fails { value } }' }],
    ])('ES05 MUST report %s by a next event with errors on an accepted stream, then complete', async (_what, body) => {
      const stream = await open(body);
      await stream.untilEnd();
      expect([stream.status, stream.events.map(({ event }) => event)]).toEqual([200, ['next', 'complete']]);
      const [payload] = await stream.payloads<Payload>(1);
      expect(payload?.errors?.[0]?.extensions.code).toEqual(expect.any(String));
      expect(payload).not.toHaveProperty('data');
    });

    it('ES06 MUST end the operation when the client closes the connection', async () => {
      const stream = await open(TICKS);
      await waitUntil(() => gateway.engine.open === 1);
      stream.close();
      await waitUntil(() => gateway.engine.open === 0);
      const never = await open({ query: '{ never }' });
      const operation = await waitUntil(() => gateway.engine.seen[1]);
      never.close();
      await waitUntil(() => operation.signal.aborted);
    });

    it('ES07 SHOULD say at once, and now and then, that it is alive', async () => {
      const { response, leave } = await subscribe(EVENT_STREAM);
      const reader = response.body!.getReader();
      for (let count = 0; count < 3; count += 1) {
        expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe(':\n\n');
        clock.advance(12_000);
      }
      leave();
    });

    it.each([
      ['text/event-stream', true],
      ['TEXT/Event-Stream', true],
      ['text/*', true],
      ['text/event-stream, application/json;q=0.9', true],
      ['application/json;q=0.1, text/event-stream;q=0.2', true],
      ['application/json, text/event-stream;q=0.5', false],
      ['application/graphql-response+json, text/event-stream;q=0.5', false],
      ['*/*', false],
      ['application/json', false],
      ['text/event-stream;q=0, application/json', false],
    ])('ES08 MUST be chosen where Accept prefers it: %s', async (accept, isStream) => {
      const { status, type } = await post({ query: '{ hello }' }, { accept });
      expect([status, type?.startsWith('text/event-stream')]).toEqual([200, isStream]);
    });

    it.each([
      ['a subscription', { accept: 'application/json' }, TICKS, 'application/json'],
      ['a subscription', { accept: 'application/graphql-response+json' }, TICKS, 'application/graphql-response+json'],
    ])('ES09 MUST NOT stream %s to whom does not take a stream: %j', async (_what, headers, body, type) => {
      const answer = await post(body, headers);
      expect(answer.type?.startsWith(type)).toBe(true);
      expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] });
      expect(gateway.engine.open).toBe(0);
    });

    it('ES10 MUST answer 405 with Allow to another method, 415 to another body, 406 to what it cannot give, 400 to what is no request', async () => {
      const put = await ask({ method: 'PUT', headers: EVENT_STREAM });
      expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
      const form = await ask({ method: 'POST', body: 'query={hello}', headers: { ...EVENT_STREAM, 'content-type': 'application/x-www-form-urlencoded' } });
      expect(form.status).toBe(415);
      expect((await post({ query: '{ hello }' }, { accept: 'image/png' })).status).toBe(406);
      for (const body of ['', '{', '[]', '7', '{}', '{"query":null}', '{"query":7}', '{"query":"{ hello }","variables":7}']) {
        expect([body, (await ask({ method: 'POST', body, headers: { ...JSON_BODY, ...EVENT_STREAM } })).status]).toEqual([body, 400]);
      }
    });

    it('ES11 MUST NOT run a mutation by GET', async () => {
      const { text } = await ask({ headers: EVENT_STREAM }, `/graphql?${new URLSearchParams({ query: 'mutation { add(value: 1) }' })}`);
      expect(text).toContain('METHOD_NOT_ALLOWED');
      expect(gateway.engine.seen).toEqual([]);
    });

    it('ES12 MUST refuse a body beyond the limit with 413', async () => {
      expect((await post({ query: '{ hello }', variables: { text: 'x'.repeat(1_100_000) } }, EVENT_STREAM)).status).toBe(413);
    });
  });

  describe('multipart HTTP', () => {
    it('MP01 MUST name the boundary and the version, and begin and end as RFC 2046 says', async () => {
      const { status, type, text } = await post({ query: '{ hello }' }, PARTS);
      expect([status, type]).toEqual([200, 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"']);
      expect(text.startsWith('\r\n--graphql\r\n')).toBe(true);
      expect(text.endsWith('\r\n--graphql--\r\n')).toBe(true);
    });

    it('MP02 MUST hold in each part a JSON object with its type, a result as payload', async () => {
      const { text } = await post({ query: '{ hello }' }, PARTS);
      const parts = text.split('\r\n--graphql').slice(1, -1);
      for (const part of parts) expect(part.startsWith('\r\ncontent-type: application/json\r\n\r\n')).toBe(true);
      const bodies = parts.map((part) => JSON.parse(part.split('\r\n\r\n')[1] ?? '') as { payload?: unknown });
      expect(bodies.filter(({ payload }) => payload !== undefined)).toMatchObject([{ payload: { data: { hello: 'hello world' } } }]);
    });

    it('MP03 MUST tell of a refusal by a payload with errors', async () => {
      const { status, text } = await post({ query: '{ unknown }' }, PARTS);
      expect([status, text.includes('{"payload":{"errors":[{')]).toEqual([200, true]);
    });

    it.each([
      ['multipart/mixed;subscriptionSpec=1.0', true],
      ['multipart/mixed; boundary="graphql"; subscriptionSpec="1.0", application/json', true],
      ['text/event-stream;q=0.5, multipart/mixed;subscriptionSpec=1.0', true],
      ['multipart/mixed;subscriptionSpec=1.0, text/event-stream', true],
      ['text/event-stream, multipart/mixed;subscriptionSpec=1.0', false],
      ['multipart/mixed;subscriptionSpec=1.0;q=0.5, text/event-stream', false],
      ['multipart/mixed;subscriptionSpec=1.0;q=0, application/json', false],
      ['multipart/mixed;subscriptionSpec=2.0, application/json', false],
      ['application/json', false],
    ])('MP04 MUST be chosen where Accept asks for it: %s', async (accept, isParts) => {
      const { type } = await post({ query: '{ hello }' }, { accept });
      expect(type?.startsWith('multipart/mixed')).toBe(isParts);
    });

    it('MP05 MUST end the operation when the client closes the connection', async () => {
      const { response, leave } = await subscribe(PARTS);
      await waitUntil(() => gateway.engine.open === 1);
      leave();
      await response.text().catch(() => undefined);
      await waitUntil(() => gateway.engine.open === 0);
    });

    it('MP06 SHOULD send an empty part now and then', async () => {
      const { response, leave } = await subscribe(PARTS);
      let text = '';
      (async () => {
        for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) text += chunk;
      })().catch(() => undefined);
      await waitUntil(() => gateway.engine.open === 1);
      await waitUntil(() => {
        clock.advance(5_000);
        return text.split('{}').length > 3;
      });
      leave();
    });
  });
});
