import { afterAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createWorkerStepRunner } from './worker-step-runner.ts';

describe('the step runner in a thread', () => {
  const runner = createWorkerStepRunner({ clock: systemClock, recordTimeoutMs: 2_000 });
  afterAll(() => runner.close());

  it('P12 takes each record through map and filter in order', async () => {
    const verdicts = await runner.run(
      [
        { kind: 'filter', expression: 'amount > 10' },
        { kind: 'map', expression: '{"id": id, "double": amount * 2}' },
      ],
      [
        { id: 'a', amount: 5 },
        { id: 'b', amount: 20 },
      ],
    );
    expect(verdicts).toEqual([{ kind: 'filtered' }, { kind: 'out', record: { id: 'b', double: 40 } }]);
  });

  it('P12 rejects the one record on which a regular expression hangs and lets the others through', async () => {
    const verdicts = await runner.run(
      [{ kind: 'validate', rules: [{ field: 'text', required: true, pattern: '^(a+)+$' }] }],
      [{ text: 'aaa' }, { text: `${'a'.repeat(60)}b` }, { text: 'a' }],
    );
    expect(verdicts.map((verdict) => verdict.kind)).toEqual(['out', 'rejected', 'out']);
    expect(verdicts[1]).toMatchObject({ rejection: { rule: 'time' } });
  });

  it('P12 ends an expression that recurs for ever, and one that eats memory, without harm to the rest', async () => {
    const endless = await runner.run([{ kind: 'map', expression: '($f := function($n) { $f($n + 1) }; $f(1))' }], [{ a: 1 }]);
    expect(endless).toMatchObject([{ kind: 'rejected', rejection: { step: 0, rule: 'expression' } }]);
    expect(await runner.run([], [{ a: 1 }])).toEqual([{ kind: 'out', record: { a: 1 } }]);
  });

  it('P12 keeps expressions away from prototypes, functions and the process', async () => {
    const verdicts = await runner.run(
      [{ kind: 'map', expression: '{"proto": __proto__, "ctor": constructor, "process": process, "env": $env, "made": {"__proto__": {"polluted": true}}}' }],
      [{ a: 1 }],
    );
    expect(JSON.stringify(verdicts)).not.toMatch(/function|native/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
