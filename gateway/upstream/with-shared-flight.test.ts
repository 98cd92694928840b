import { describe, expect, it } from '@jest/globals';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import type { Upstream } from './upstream.ts';
import { withSharedFlight } from './with-shared-flight.ts';

const IDENTITY = { workspace: 'w1', principal: 'p1', correlationId: 'c1', traceparent: 't1' };
const toRequest = (more: Partial<SubgraphRequest> = {}): SubgraphRequest => ({
  query: 'query($id: ID!) { item(id: $id) { name } }',
  variables: { id: '1' },
  identity: IDENTITY,
  signal: new AbortController().signal,
  ...more,
});

interface Call {
  readonly request: SubgraphRequest;
  answer(answer: SubgraphAnswer): void;
  fail(error: Error): void;
}

/** An upstream whose calls wait until the test answers them. */
function createHeld(): { calls: Call[]; shared: Upstream } {
  const calls: Call[] = [];
  const upstream: Upstream = {
    name: 'a',
    execute(request) {
      const { promise, resolve, reject } = Promise.withResolvers<SubgraphAnswer>();
      calls.push({ request, answer: resolve, fail: reject });
      return promise;
    },
    async *subscribe() {},
    close() {},
  };
  return { calls, shared: withSharedFlight()(upstream) };
}

describe('calls on their way', () => {
  it('are shared by those who ask the same, and each gets data of its own', async () => {
    const { calls, shared } = createHeld();
    const notes: string[] = [];
    const first = shared.execute(toRequest());
    const second = shared.execute(toRequest({ identity: { ...IDENTITY, correlationId: 'c2', traceparent: 't2' }, note: (note) => notes.push(note) }));
    expect(calls).toHaveLength(1);
    calls[0]?.answer({ data: { item: { name: 'one' } } });
    const [a, b] = await Promise.all([first, second]);
    expect(b).toEqual(a);
    expect(b.data?.['item']).not.toBe(a.data?.['item']);
    expect(notes).toEqual(['shared a call on its way']);
  });

  it.each<[string, Partial<SubgraphRequest>]>([
    ['another principal', { identity: { ...IDENTITY, principal: 'p2' } }],
    ['another workspace', { identity: { ...IDENTITY, workspace: 'w2' } }],
    ['other credentials in a forwarded header', { identity: { ...IDENTITY, headers: { authorization: 'b' } } }],
    ['other variables', { variables: { id: '2' } }],
    ['another document', { query: '{ other }' }],
    ['another operation of the document', { operationName: 'Other' }],
    ['another position', { stream: { minPosition: 'p7' } }],
  ])('are not shared with %s', (_what, more) => {
    const { calls, shared } = createHeld();
    void shared.execute(toRequest({ identity: { ...IDENTITY, headers: { authorization: 'a' } } }));
    void shared.execute(toRequest());
    void shared.execute(toRequest(more));
    expect(calls).toHaveLength(3);
  });

  it('are not shared when they are mutations', () => {
    const { calls, shared } = createHeld();
    for (let nth = 0; nth < 2; nth += 1) void shared.execute(toRequest({ query: 'mutation { add }' }));
    expect(calls).toHaveLength(2);
  });

  it('are not shared by one who wants what is true now', () => {
    const { calls, shared } = createHeld();
    void shared.execute(toRequest());
    for (let nth = 0; nth < 2; nth += 1) void shared.execute(toRequest({ fresh: true }));
    expect(calls).toHaveLength(3);
  });

  it('are not joined by one who comes after a mutation that they began before', async () => {
    const { calls, shared } = createHeld();
    void shared.execute(toRequest());
    const written = shared.execute(toRequest({ query: 'mutation { add }' }));
    calls[1]?.answer({ data: { add: 1 } });
    await written;
    void shared.execute(toRequest());
    void shared.execute(toRequest());
    expect(calls.map(({ request }) => request.query.includes('mutation'))).toEqual([false, true, false]);
  });

  it('reject for those to whom the answer cannot be copied, and for nobody else', async () => {
    const { calls, shared } = createHeld();
    const [first, second] = [shared.execute(toRequest()), shared.execute(toRequest())];
    const levels = 200_000;
    const answer = { data: { item: JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown } };
    calls[0]?.answer(answer);
    await expect(second).rejects.toMatchObject({ name: 'RangeError' });
    expect((await first) === answer).toBe(true);
  });

  it('go on when one of those who wait gives up, and are aborted with the last', async () => {
    const { calls, shared } = createHeld();
    const [one, two] = [new AbortController(), new AbortController()];
    const first = shared.execute(toRequest({ signal: one.signal }));
    const second = shared.execute(toRequest({ signal: two.signal }));
    one.abort(new Error('the first is gone'));
    await expect(first).rejects.toThrow('the first is gone');
    expect(calls[0]?.request.signal.aborted).toBe(false);
    two.abort(new Error('the second is gone'));
    await expect(second).rejects.toThrow('the second is gone');
    expect(calls[0]?.request.signal.aborted).toBe(true);
    void shared.execute(toRequest());
    expect(calls).toHaveLength(2);
  });

  it('fail for all who wait, and the next one asks anew', async () => {
    const { calls, shared } = createHeld();
    const asked = [shared.execute(toRequest()), shared.execute(toRequest())];
    calls[0]?.fail(new CodedError('SUBGRAPH_UNAVAILABLE', 'gone'));
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    void shared.execute(toRequest());
    expect(calls).toHaveLength(2);
  });
});
