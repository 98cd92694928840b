import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestSocket, type TestSocket } from '../../test/support/gateway/test-socket.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const QUERY = 'subscription Changes { ticks { value } } query Now { minPosition hello }';

interface Payload {
  readonly data: { readonly ticks?: { readonly value: number }; readonly minPosition?: string } | null;
  readonly extensions: { readonly stream: { readonly kind?: string; readonly cursor?: string; readonly resumed?: unknown } };
}

describe('snapshot, then stream', () => {
  let gateway: TestGateway;
  let client: TestSocket;
  let beforeSnapshot: () => void;
  /** Where the last snapshot says that it stands. */
  let applied: number;

  beforeEach(async () => {
    beforeSnapshot = () => undefined;
    gateway = await startTestGateway({
      wrap: (engine) => ({
        async execute(operation) {
          beforeSnapshot();
          const result = await engine.execute(operation);
          applied = Number((result.extensions?.['stream'] as { position: string }).position.slice(1));
          return result;
        },
        subscribe: (operation, options) => engine.subscribe(operation, options),
      }),
    });
    client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
  });
  afterEach(async () => {
    client.socket.terminate();
    await gateway.stop();
  });

  function subscribe(id: string, stream: Record<string, unknown> = { snapshot: 'Now' }): void {
    client.subscribe(id, { query: QUERY, operationName: 'Changes', extensions: { stream } });
  }

  async function payloads(id: string, count: number): Promise<Payload[]> {
    await waitUntil(() => client.of(id).length >= count, { what: `${count} frames of ${id}` });
    return client.of(id).map((message) => message['payload'] as Payload);
  }

  it('W1.3 W2.10 MUST answer the named query at the head as the first data frame, then what changes after it', async () => {
    gateway.engine.tick(1);
    subscribe('1');
    const [state, snapshot] = await payloads('1', 2);
    expect(state?.extensions.stream).toMatchObject({ kind: 'state', cursor: expect.any(String) });
    expect(snapshot).toEqual({
      data: { minPosition: 'p1', hello: 'hello world' },
      extensions: { stream: { kind: 'snapshot', cursor: state?.extensions.stream.cursor } },
    });
    gateway.engine.tick(2);
    expect((await payloads('1', 3))[2]).toMatchObject({ data: { ticks: { value: 2 } } });
  });

  it('W2.10 MUST NOT repeat what the snapshot has, nor lose what came after it', async () => {
    let last = 0;
    function tick(count: number): void {
      for (let left = count; left > 0; left -= 1) gateway.engine.tick((last += 1));
    }
    for (let round = 1; round <= 60; round += 1) {
      beforeSnapshot = () => {
        tick(round % 4);
        // Some while it is taken, and some right after.
        for (let turns = 0; turns < round % 6; turns += 1) void Promise.resolve().then(() => Promise.resolve().then(() => tick(1)));
        setImmediate(() => tick(round % 3));
      };
      const id = `${round}`;
      subscribe(id);
      await payloads(id, 2);
      tick(1);
      const seen = async (): Promise<number[]> => (await payloads(id, 2)).slice(2).map(({ data }) => data?.ticks?.value ?? 0);
      await waitUntil(async () => (await seen()).at(-1) === last);
      expect(await seen()).toEqual(Array.from({ length: last - applied }, (_, index) => applied + index + 1));
      client.send({ type: 'complete', id });
      await client.settle();
    }
    await waitUntil(() => gateway.engine.open === 0);
  });

  it('W2.10 MUST give the snapshot a cursor that the changes can be resumed from', async () => {
    subscribe('1');
    const [, snapshot] = await payloads('1', 2);
    client.send({ type: 'complete', id: '1' });
    await client.settle();
    gateway.engine.tick(7);
    subscribe('2', { resumeFrom: snapshot?.extensions.stream.cursor });
    expect((await payloads('2', 2)).map(({ data, extensions }) => [data?.ticks?.value, extensions.stream.resumed])).toEqual([
      [undefined, { replayed: 1 }],
      [7, undefined],
    ]);
  });

  it.each([
    ['an operation that there is not', { snapshot: 'Then' }],
    ['a subscription', { snapshot: 'Changes' }],
    ['a cursor as well', { snapshot: 'Now', resumeFrom: 'c' }],
  ])('W1.4 MUST refuse a snapshot of %s', async (_what, stream) => {
    subscribe('1', stream);
    expect(await client.find({ id: '1', type: 'error' })).toMatchObject({
      payload: [{ extensions: { code: 'BAD_USER_INPUT', field: 'extensions.stream.snapshot' } }],
    });
  });

  it.each(['ticks', 'ticks.room', 'value', ''])('W1.4 MUST refuse to coalesce by %j, which is no path to a leaf', async (coalesceBy) => {
    subscribe('1', { coalesceBy });
    expect(await client.find({ id: '1', type: 'error' })).toMatchObject({
      payload: [{ extensions: { code: 'BAD_USER_INPUT', field: 'extensions.stream.coalesceBy' } }],
    });
  });

  it('W6.2 takes the path of response names to a leaf', async () => {
    subscribe('1', { coalesceBy: 'ticks.value' });
    await payloads('1', 1);
    gateway.engine.tick(1);
    expect((await payloads('1', 2))[1]).toMatchObject({ data: { ticks: { value: 1 } } });
  });

  it('W2.8 MUST end with the errors of a snapshot that there is none of', async () => {
    beforeSnapshot = () => {
      throw new Error('secret');
    };
    subscribe('1');
    expect(await client.find({ id: '1', type: 'error' })).toMatchObject({ payload: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    await waitUntil(() => gateway.engine.open === 0);
  });
});

describe('what may share a source', () => {
  it('W7.1 MUST be of one operation, its variables, workspace and principal', async () => {
    const gateway = await startTestGateway();
    const clients: TestSocket[] = [];
    async function subscribeAs(identity: Record<string, string>, room: string): Promise<void> {
      const client = await openTestSocket(gateway.webSocketUrl);
      clients.push(client);
      await client.init(identity);
      client.subscribe('1', { query: 'subscription($room: String) { ticks(room: $room) { value } }', variables: { room }, extensions: { stream: {} } });
      await client.find({ id: '1', type: 'next' });
    }
    await subscribeAs({}, 'a');
    await subscribeAs({}, 'a');
    expect(gateway.engine.open).toBe(1);
    await subscribeAs({}, 'b');
    await subscribeAs({ principal: 'ada' }, 'a');
    await subscribeAs({ workspace: 'other' }, 'a');
    expect(gateway.engine.open).toBe(4);
    for (const client of clients) client.socket.terminate();
    await waitUntil(() => gateway.engine.open === 0);
    await gateway.stop();
  });
});
