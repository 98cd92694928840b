import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { backoffMs } from './backoff.ts';
import { balanceCopies } from './balance-copies.ts';
import type { Upstream } from './upstream.ts';

const IDENTITY = { workspace: 'w1', principal: 'p1', correlationId: 'c1', traceparent: 't' };

function toRequest(query = '{ ok }', signal = new AbortController().signal): SubgraphRequest {
  return { query, identity: IDENTITY, signal };
}

function unreachable(code?: string): CodedError {
  return new CodedError('SUBGRAPH_UNAVAILABLE', 'gone', code === undefined ? {} : { cause: Object.assign(new Error(code), { code }) });
}

/** A copy that answers its own label, or fails as told. */
function createCopy(label: string, asked: string[], behave: () => Promise<SubgraphAnswer> = () => Promise.resolve({ data: { label } })): Upstream {
  return {
    name: 'copies',
    execute() {
      asked.push(label);
      return behave();
    },
    async *subscribe(): AsyncGenerator<SubgraphFrame> {
      asked.push(label);
      const { data = null } = await behave();
      yield { data, stream: { kind: 'event' } };
    },
    close() {},
  };
}

describe('several copies of a subgraph', () => {
  it('G07 are asked in turn', async () => {
    const asked: string[] = [];
    const upstream = balanceCopies([createCopy('a', asked), createCopy('b', asked)], createManualClock());
    for (let count = 0; count < 4; count += 1) await upstream.execute(toRequest());
    expect(asked.toSorted()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('are asked the least busy first', async () => {
    const asked: string[] = [];
    const upstream = balanceCopies([createCopy('a', asked, () => new Promise(() => undefined)), createCopy('b', asked)], createManualClock());
    while (!asked.includes('a')) void upstream.execute(toRequest());
    asked.length = 0;
    for (let count = 0; count < 4; count += 1) await upstream.execute(toRequest());
    expect(asked).toEqual(['b', 'b', 'b', 'b']);
  });

  it('G07 answer a query from another copy when one is dead, which then rests', async () => {
    const asked: string[] = [];
    const clock = createManualClock();
    const upstream = balanceCopies([createCopy('dead', asked, () => Promise.reject(unreachable())), createCopy('b', asked)], clock);
    for (let count = 0; count < 4; count += 1) expect(await upstream.execute(toRequest())).toEqual({ data: { label: 'b' } });
    expect(asked.filter((label) => label === 'dead')).toHaveLength(1);
    clock.advance(5_000);
    for (let count = 0; count < 2; count += 1) await upstream.execute(toRequest());
    expect(asked.filter((label) => label === 'dead')).toHaveLength(2);
  });

  it('never do a mutation twice, unless it was never sent', async () => {
    for (const [cause, expected] of [
      [undefined, 1],
      ['ECONNREFUSED', 2],
      ['CONNECT_TIMEOUT', 2],
    ] as const) {
      const asked: string[] = [];
      const fail = () => Promise.reject(unreachable(cause));
      const upstream = balanceCopies([createCopy('a', asked, fail), createCopy('b', asked, fail)], createManualClock());
      await expect(upstream.execute(toRequest('mutation { go }'))).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
      expect(asked).toHaveLength(expected);
    }
  });

  it('do not retry what was refused for another reason', async () => {
    const asked: string[] = [];
    const fail = () => Promise.reject(new CodedError('STALE', 'not yet'));
    const upstream = balanceCopies([createCopy('a', asked, fail), createCopy('b', asked, fail)], createManualClock());
    await expect(upstream.execute(toRequest())).rejects.toMatchObject({ code: 'STALE' });
    expect(asked).toHaveLength(1);
  });

  it('leave a copy that hangs in peace for a while', async () => {
    const asked: string[] = [];
    const clock = createManualClock();
    const hanging = createCopy('slow', asked, () => Promise.reject(new CodedError('DEADLINE_EXCEEDED', 'too slow')));
    const upstream = balanceCopies([hanging, createCopy('b', asked)], clock);
    while (!asked.includes('slow')) await upstream.execute(toRequest()).catch(() => undefined);
    asked.length = 0;
    for (let count = 0; count < 3; count += 1) await upstream.execute(toRequest());
    expect(asked).toEqual(['b', 'b', 'b']);
  });

  it('take a subscription to a copy that is there', async () => {
    const asked: string[] = [];
    const upstream = balanceCopies([createCopy('dead', asked, () => Promise.reject(unreachable())), createCopy('b', asked)], createManualClock());
    for (let count = 0; count < 3; count += 1) {
      const frames: SubgraphFrame[] = [];
      for await (const frame of upstream.subscribe(toRequest())) frames.push(frame);
      expect(frames).toEqual([{ data: { label: 'b' }, stream: { kind: 'event' } }]);
    }
  });
});

describe('the pause before another attempt', () => {
  it('doubles up to its ceiling and spreads over the upper half', () => {
    const at = (attempt: number, random: number) => backoffMs(attempt, { firstMs: 100, maxMs: 1_000, random: () => random });
    expect([0, 1, 2, 3, 4, 40].map((attempt) => at(attempt, 0))).toEqual([50, 100, 200, 400, 500, 500]);
    expect(at(0, 0.5)).toBe(75);
  });
});
