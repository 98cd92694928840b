import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway/test-gateway.ts';
import { openWires, WAYS_IN, WIRE_NAMES, type WireName } from '../../support/gateway/wires.ts';
import { DOCUMENT_VECTORS, type Vector, type VectorsByClass } from './document-vectors.ts';
import { INPUT_VECTORS } from './input-vectors.ts';

/** Node refuses a longer head before anything of ours sees it. */
const MAX_ADDRESS_LENGTH = 12_000;

const CASES = Object.entries({ ...DOCUMENT_VECTORS, ...INPUT_VECTORS } satisfies VectorsByClass).flatMap(([kind, vectors]) =>
  WAYS_IN.flatMap(([wire, entry]) => vectors.map((vector): [string, string, WireName, string, Vector] => [kind, vector.name, wire, entry, vector])),
);

describe('attack vectors', () => {
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

  it.each(CASES)('S13 %s: %s, over %s, entry %s', async (_kind, _name, wire, entry, { request, codes }) => {
    const gateway = entry === 'apollo' ? apollo : direct;
    const wires = await openWires(gateway);
    const ran = gateway.engine.seen.length;
    const isTooLong = wire.endsWith('GET') && encodeURIComponent(JSON.stringify(request)).length > MAX_ADDRESS_LENGTH;
    const { errors, data } = await wires.send(wire, request);
    wires.close();
    if (isTooLong) {
      expect([...codes, 'LIMIT_EXCEEDED']).toContain(errors?.[0]?.extensions?.['code']);
      expect(gateway.engine.seen).toHaveLength(ran);
    } else if (codes.length === 0) {
      expect(errors).toBeUndefined();
      expect(data).toBeDefined();
    } else {
      expect(codes).toContain(errors?.[0]?.extensions?.['code']);
      expect(gateway.engine.seen).toHaveLength(ran);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('leave the gateway as it was', async () => {
    for (const gateway of [direct, apollo]) {
      const wires = await openWires(gateway);
      for (const wire of WIRE_NAMES) expect((await wires.send(wire, { query: '{ hello }' })).data).toEqual({ hello: 'hello world' });
      wires.close();
    }
  });
});
