import { describe, expect, it } from '@jest/globals';
import { startTestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openWires, WAYS_IN } from '../../test/support/gateway/wires.ts';

describe.each(['development', 'production'] as const)('a defect, with NODE_ENV=%s', (nodeEnv) => {
  it.each(WAYS_IN)('G12 is told over %s, entry %s, without its words, its stack and the paths in it', async (wire, httpEntry) => {
    const gateway = await startTestGateway({
      config: { nodeEnv, httpEntry },
      wrap: (engine) => ({ ...engine, execute: () => Promise.reject(new Error('secret words of /etc/secret')) }),
    });
    const wires = await openWires(gateway);
    const { errors = [], data } = await wires.send(wire, { query: '{ hello }' });
    wires.close();
    await gateway.stop();
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR', correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    expect(data ?? undefined).toBeUndefined();
    expect(JSON.stringify(errors)).not.toMatch(/secret|stack|\.ts|node:/);
  });

  it.each(WAYS_IN)('G12 of a document is told over %s, entry %s, with a code, its place, and no more', async (wire, httpEntry) => {
    const gateway = await startTestGateway({ config: { nodeEnv, httpEntry } });
    const wires = await openWires(gateway);
    const { errors = [] } = await wires.send(wire, { query: '{ unknownField }' });
    wires.close();
    await gateway.stop();
    expect(errors).toEqual([
      { message: 'Cannot query field "unknownField" on type "Query".', locations: [{ line: 1, column: 3 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });
});
