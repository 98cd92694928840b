import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway/test-gateway.ts';
import { openWires, WAYS_IN } from '../../support/gateway/wires.ts';

/** Ways in that take a body as it is. */
const BODY_WAYS = WAYS_IN.filter(([wire]) => !wire.endsWith('GET'));

const BODIES: readonly (readonly [string, string])[] = [
  ['null', 'null'],
  ['a number', '3'],
  ['a text', '"{ hello }"'],
  ['an empty batch', '[]'],
  ['a batch of one', '[{"query":"{ hello }"}]'],
  ['an object without a document', '{}'],
  ['a document that is a number', '{"query":3}'],
  ['a document that is a list', '{"query":["{ hello }"]}'],
  ['a document that is an object', '{"query":{"toString":"{ hello }"}}'],
  ['variables that are text', '{"query":"{ hello }","variables":"{}"}'],
  ['variables that are a list', '{"query":"{ hello }","variables":[]}'],
  ['extensions that are a list', '{"query":"{ hello }","extensions":[]}'],
  ['an operation name that is an object', '{"query":"{ hello }","operationName":{}}'],
  ['a persisted query that is text', '{"extensions":{"persistedQuery":"x"}}'],
  ['a persisted query of another version', `{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"${'a'.repeat(64)}"}}}`],
  ['a hash that is a list', '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":["a"]}}}'],
];

describe('bodies that are no GraphQL request', () => {
  let direct: TestGateway;
  let apollo: TestGateway;
  beforeAll(async () => {
    direct = await startTestGateway();
    apollo = await startTestGateway({ config: { httpEntry: 'apollo' } });
  });
  afterAll(async () => {
    await direct.stop();
    await apollo.stop();
  });
  const toGateway = (entry: string) => (entry === 'apollo' ? apollo : direct);

  it.each(BODY_WAYS.flatMap(([wire, entry]) => BODIES.map(([name, body]) => [name, wire, entry, body] as const)))(
    'S13 %s over %s, entry %s: refused, nothing runs',
    async (_name, wire, entry, body) => {
      const gateway = toGateway(entry);
      const wires = await openWires(gateway);
      const { errors, data } = await wires.sendText(wire, body);
      wires.close();
      expect(data ?? undefined).toBeUndefined();
      // Apollo Server looks for whatever stands where the hash belongs, and finds nothing.
      expect(['BAD_REQUEST', 'PERSISTED_QUERY_NOT_FOUND', 'CLOSED_4400']).toContain(errors?.[0]?.extensions?.['code']);
      expect(gateway.engine.seen).toHaveLength(0);
    },
  );

  it.each(BODY_WAYS)('G09 a batch over %s, entry %s: refused with its size, nothing runs', async (wire, entry) => {
    const gateway = toGateway(entry);
    const wires = await openWires(gateway);
    const { errors } = await wires.sendText(wire, `[${Array.from({ length: 10 }, () => '{"query":"{ hello }"}').join(',')}]`);
    wires.close();
    const refusal = { code: 'LIMIT_EXCEEDED', details: { limit: 'batch size', max: 1, seen: 10 } };
    expect(errors?.[0]?.extensions).toEqual(wire === 'WebSocket' ? { code: 'CLOSED_4400' } : refusal);
    expect(gateway.engine.seen).toHaveLength(0);
  });

  it.each(BODY_WAYS)('S13 100,000 lists in lists over %s, entry %s: refused, and the next is answered', async (wire, entry) => {
    const gateway = toGateway(entry);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const field of ['variables', 'extensions']) {
      const wires = await openWires(gateway);
      const { errors } = await wires.sendText(wire, `{"query":"{ hello }","${field}":{"deep":${deep}}}`);
      wires.close();
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: `levels of ${field}`, max: 200, seen: 100_001 } });
    }
    expect(gateway.engine.seen).toHaveLength(0);
  });

  it.each(BODY_WAYS)('S13 a hash of 100,000 lists in lists over %s, entry %s: refused, nothing runs', async (wire, entry) => {
    const gateway = toGateway(entry);
    const wires = await openWires(gateway);
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { errors } = await wires.sendText(wire, `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":${deep}}}}`);
    wires.close();
    expect(['BAD_REQUEST', 'LIMIT_EXCEEDED']).toContain(errors?.[0]?.extensions?.['code']);
    expect(gateway.engine.seen).toHaveLength(0);
  });
});
