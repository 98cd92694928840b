import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Scope } from '../request/scope.ts';
import type { Leases } from './lease.ts';

/** Leases of one store, seen by two processes where the engine allows it. */
export interface LeasePlace {
  readonly leases: Leases;
  readonly otherLeases: Leases;
  /** A ttl that `pass` lets expire. */
  readonly ttlMs: number;
  /** Lets at least `ttlMs` go by on the clock that judges. */
  pass(): Promise<void>;
  remove(): Promise<void>;
}

const ANNA: Scope = { workspace: 'anna', principal: 'anna' };
const BERT: Scope = { workspace: 'bert', principal: 'bert' };
const LONG_MS = 3_600_000;

/** What every adapter of `Leases` promises. */
export function describeLeases(engine: string, createPlace: () => Promise<LeasePlace>): void {
  describe(`leases on ${engine}`, () => {
    let place: LeasePlace;

    beforeEach(async () => {
      place = await createPlace();
    });

    afterEach(async () => {
      await place.remove();
    });

    it('gives a free lease to one holder and to no other', async () => {
      const token = await place.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs: LONG_MS });
      expect(token).toEqual({ name: 'sweep', fencingToken: 1 });
      expect(await place.otherLeases.acquire(ANNA, 'sweep', { holder: 'two', ttlMs: LONG_MS })).toBeUndefined();
      expect(await place.leases.acquire(ANNA, 'other', { holder: 'two', ttlMs: LONG_MS })).toBeDefined();
    });

    it('keeps workspaces apart', async () => {
      const token = (await place.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs: LONG_MS }))!;
      expect(await place.leases.acquire(BERT, 'sweep', { holder: 'two', ttlMs: LONG_MS })).toEqual({ name: 'sweep', fencingToken: 1 });
      await place.leases.release(BERT, token);
      expect(await place.leases.renew(ANNA, token, LONG_MS)).toBe(true);
    });

    it('has one winner when many ask at once', async () => {
      const asked = Array.from({ length: 10 }, (_, n) =>
        (n % 2 === 0 ? place.leases : place.otherLeases).acquire(ANNA, 'sweep', { holder: `holder ${n}`, ttlMs: LONG_MS }),
      );
      expect((await Promise.all(asked)).filter((token) => token !== undefined)).toHaveLength(1);
    });

    it('gives an expired lease to the next with a greater token, and the first cannot renew or release it', async () => {
      const first = (await place.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs: place.ttlMs }))!;
      await place.pass();
      expect(await place.leases.renew(ANNA, first, LONG_MS)).toBe(false);
      const second = (await place.otherLeases.acquire(ANNA, 'sweep', { holder: 'two', ttlMs: LONG_MS }))!;
      expect(second.fencingToken).toBeGreaterThan(first.fencingToken);
      expect(await place.leases.renew(ANNA, first, LONG_MS)).toBe(false);
      await place.leases.release(ANNA, first);
      expect(await place.otherLeases.renew(ANNA, second, LONG_MS)).toBe(true);
    });

    it('keeps a renewed lease beyond its first time', async () => {
      const token = (await place.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs: place.ttlMs }))!;
      expect(await place.leases.renew(ANNA, token, LONG_MS)).toBe(true);
      await place.pass();
      expect(await place.otherLeases.acquire(ANNA, 'sweep', { holder: 'two', ttlMs: LONG_MS })).toBeUndefined();
      expect(await place.leases.renew(ANNA, token, LONG_MS)).toBe(true);
    });

    it('is free at once after its release, and the next token is greater still', async () => {
      const first = (await place.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs: LONG_MS }))!;
      await place.leases.release(ANNA, first);
      expect(await place.leases.renew(ANNA, first, LONG_MS)).toBe(false);
      const second = (await place.otherLeases.acquire(ANNA, 'sweep', { holder: 'two', ttlMs: LONG_MS }))!;
      expect(second.fencingToken).toBeGreaterThan(first.fencingToken);
    });

    it('gives a holder that asks again a new token, and its old one is worth nothing', async () => {
      const first = (await place.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs: LONG_MS }))!;
      const second = (await place.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs: LONG_MS }))!;
      expect(second.fencingToken).toBeGreaterThan(first.fencingToken);
      expect(await place.leases.renew(ANNA, first, LONG_MS)).toBe(false);
    });

    it('refuses a time or a name that makes no sense', async () => {
      for (const ttlMs of [0, -1, 1.5, Number.NaN]) {
        await expect(place.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'ttlMs' });
      }
      await expect(place.leases.acquire(ANNA, '', { holder: 'one', ttlMs: LONG_MS })).rejects.toMatchObject({ field: 'name' });
      await expect(place.leases.acquire(ANNA, 'sweep', { holder: '', ttlMs: LONG_MS })).rejects.toMatchObject({ field: 'holder' });
    });
  });
}
