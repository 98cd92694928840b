import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BEYOND_APOLLO } from './beyond-apollo.ts';

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
const ids = files.flatMap((name) => [...readFileSync(`${import.meta.dirname}/${name}`, 'utf8').matchAll(/\bid: '(FED-[A-Z]+-\d{3})'/g)].map(([, id]) => id));

describe('the ids of the conformance cases', () => {
  it('are each used once', () => {
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
    expect(ids.length).toBeGreaterThanOrEqual(100);
  });

  it("are what the list of Apollo's failures is made of", () => {
    expect(BEYOND_APOLLO.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
