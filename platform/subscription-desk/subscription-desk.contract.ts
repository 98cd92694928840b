import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../request/scope.ts';
import type { SubscriptionDesk } from './subscription-desk.ts';

/** A subscription that a test has begun. */
export interface DeskClient {
  /** What its client was told when it was ended. */
  readonly ended: string | undefined;
}

/** A desk, and a way to have clients subscribe. */
export interface DeskUnderTest {
  readonly desk: SubscriptionDesk;
  /** Has the client of `scope` subscribe to `field`, at a later moment than those before. */
  subscribe(scope: Scope, field: string): DeskClient;
  /** Lets the time of a drain pass, and waits until `done`. */
  pass(ms: number, done: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/** What every desk does. */
export function describeSubscriptionDesk(name: string, open: () => Promise<DeskUnderTest>): void {
  describe(name, () => {
    let test: DeskUnderTest;
    beforeEach(async () => {
      test = await open();
    });
    afterEach(() => test.close());

    const ada = { workspace: 'red', principal: 'ada' };
    const bob = { workspace: 'red', principal: 'bob' };
    const eve = { workspace: 'blue', principal: 'eve' };

    it('lists all of the workspace, the oldest first, and nothing of another', async () => {
      test.subscribe(ada, 'one');
      test.subscribe(eve, 'two');
      test.subscribe(bob, 'three');
      test.subscribe(ada, 'four');
      const listed = await test.desk.list(bob);
      expect(listed.map(({ fields, principal, workspace }) => [fields, principal, workspace])).toEqual([
        [['one'], 'ada', 'red'],
        [['three'], 'bob', 'red'],
        [['four'], 'ada', 'red'],
      ]);
      expect(new Set(listed.map(({ id }) => id)).size).toBe(3);
      expect(listed[0]).toMatchObject({
        wire: 'websocket',
        operationName: 'Watch',
        document: expect.stringContaining('one'),
        variables: { room: 'a' },
        state: 'live',
        resumable: true,
        lag: { events: 2, ms: 3.5 },
        frames: 4,
        dropped: 1,
        readers: 2,
      });
      expect(await test.desk.list({ workspace: 'green', principal: 'ada' })).toEqual([]);
    });

    it('ends one by its id, whoever of the workspace asks, and answers it as it was', async () => {
      const [ended, stays] = [test.subscribe(ada, 'one'), test.subscribe(ada, 'two')];
      const [first] = await test.desk.list(ada);
      const id = first?.id ?? '';
      expect(await test.desk.end(bob, { id, reason: 'enough' })).toMatchObject({ id, fields: ['one'], frames: 4 });
      expect([ended.ended, stays.ended]).toEqual(['ENDED_BY_OPERATOR: enough', undefined]);
      expect((await test.desk.list(ada)).map(({ fields }) => fields)).toEqual([['two']]);
      expect(await test.desk.end(bob, { id, reason: 'enough' })).toBeUndefined();
    });

    it('ends nothing of another workspace, and nothing for an id that nobody has', async () => {
      const client = test.subscribe(ada, 'one');
      const [first] = await test.desk.list(ada);
      expect(await test.desk.end(eve, { id: first?.id ?? '', reason: 'mine' })).toBeUndefined();
      for (const id of ['', 'x', 'gone-1', `${first?.id ?? ''}0`]) expect(await test.desk.end(ada, { id, reason: 'no' })).toBeUndefined();
      expect(client.ended).toBeUndefined();
    });

    it('drains all of the workspace in its time, and nothing of another', async () => {
      const leaving = ['one', 'two', 'three'].map((field) => test.subscribe(ada, field));
      const other = test.subscribe(eve, 'other');
      expect(await test.desk.drain(bob, { overMs: 100 })).toBe(3);
      const later = test.subscribe(ada, 'later');
      await test.pass(100, () => leaving.every(({ ended }) => ended !== undefined));
      for (const { ended } of leaving) expect(ended).toMatch(/^DRAINING: /);
      expect([other.ended, later.ended]).toEqual([undefined, undefined]);
    });
  });
}
