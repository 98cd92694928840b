import { describe, expect, it } from '@jest/globals';
import { toBackoffMs } from './backoff.ts';
import { advanceConnection, type Connection, type ConnectionEvent } from './connection.ts';

const idle: Connection = { kind: 'idle', sinceMs: 0, reason: 'new' };
const failed: ConnectionEvent = { kind: 'failed', atMs: 5, error: 'refused', delayMs: (attempt) => attempt * 100 };

function run(...events: readonly ConnectionEvent[]): Connection {
  return events.reduce(advanceConnection, idle);
}
const attempt: ConnectionEvent = { kind: 'attempt', atMs: 1 };
const healthy: ConnectionEvent = { kind: 'healthy', health: { version: '1' } };
const opened: ConnectionEvent = { kind: 'opened', atMs: 3 };

describe('the states of a connection', () => {
  it('C04 counts failures in a row, and one that was lost before it proved stable among them', () => {
    expect(run(attempt, failed)).toMatchObject({ kind: 'waiting', attempt: 1, delayMs: 100, httpOk: false });
    expect(run(attempt, failed, attempt, healthy, failed)).toMatchObject({ kind: 'waiting', attempt: 2, delayMs: 200, httpOk: true });
    expect(run(attempt, failed, attempt, healthy, opened, failed)).toMatchObject({ kind: 'waiting', attempt: 2, httpOk: false });
  });

  it('C04 counts anew after a connection that proved stable', () => {
    expect(run(attempt, failed, attempt, failed, attempt, healthy, opened, { kind: 'stable' }, failed)).toMatchObject({ kind: 'waiting', attempt: 1 });
  });

  it('is connected only after both the health answer and the open socket', () => {
    expect(run(attempt, opened).kind).toBe('connecting');
    expect(run(attempt, healthy, opened)).toEqual({ kind: 'connected', sinceMs: 3, attempt: 0, health: { version: '1' }, stable: false });
  });

  it('leaves a state as it is when an event means nothing to it', () => {
    for (const event of [healthy, opened, failed, { kind: 'stable' } as const]) expect(advanceConnection(idle, event)).toBe(idle);
    const connected = run(attempt, healthy, opened);
    expect(advanceConnection(connected, attempt)).toBe(connected);
  });

  it('C02 is idle after a request to close, whatever it was before', () => {
    for (const connection of [run(), run(attempt), run(attempt, healthy, opened), run(attempt, failed)]) {
      expect(advanceConnection(connection, { kind: 'closed', atMs: 9, reason: 'asked' })).toEqual({ kind: 'idle', sinceMs: 9, reason: 'asked' });
    }
  });
});

describe('the pause before an attempt', () => {
  const policy = { minMs: 500, maxMs: 10_000 };
  it('C04 grows with each attempt whatever chance says, and never passes the cap', () => {
    for (let number = 1; number < 5; number += 1) expect(toBackoffMs(policy, number, 0)).toBeLessThan(toBackoffMs(policy, number + 1, 0.999));
    for (const random of [0, 0.5, 0.999]) expect(toBackoffMs(policy, 1_000, random)).toBeLessThanOrEqual(10_000);
    expect(toBackoffMs(policy, 1, 0)).toBe(500);
    expect(toBackoffMs(policy, 1_000, 0)).toBe(10_000);
  });
});
