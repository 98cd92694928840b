import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { ask, call } from '../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost, type TestHost } from '../../test/support/subgraph-host.ts';
import { analyticsSubgraph } from './server.ts';

const RECORD = 'mutation ($inputs: [MetricInput!]!) { recordMetrics(inputs: $inputs) { recorded } }';

describe('what analytics refuses', () => {
  const folder = createDataFolder();
  let running: TestHost;
  let endpoint: SubgraphEndpoint;

  beforeAll(async () => {
    running = await startTestHost(folder, { name: 'analytics' });
    endpoint = await analyticsSubgraph.start(running.host);
  });

  afterAll(async () => {
    await running.close();
    folder.remove();
  });

  it.each([
    [
      'a number that is not finite',
      'mutation { recordMetrics(inputs: [{ name: "a", value: 1 }, { name: "a", value: 1e400 }]) { recorded } }',
      'inputs[1].value',
    ],
    ['no samples', 'mutation { recordMetrics(inputs: []) { recorded } }', 'inputs'],
    ['a bad name', 'mutation { recordMetrics(inputs: [{ name: "1a", value: 1 }]) { recorded } }', 'inputs[0].name'],
    ['a bad label name', 'mutation { recordMetrics(inputs: [{ name: "a", value: 1, labels: { a_b: "x", b: 1 } }]) { recorded } }', 'inputs[0].labels.b'],
    [
      'a range that ends before it begins',
      '{ metrics(query: { names: ["a"], from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }) { name } }',
      'query.to',
    ],
    ['no names', '{ metrics(query: { names: [] }) { name } }', 'query.names'],
    ['a bad pattern', '{ eventCounts(pattern: "a..b") { count } }', 'pattern'],
    ['a bad cursor', '{ metricSamples(filter: { name: "a" }, after: "x") { nodes { value } } }', 'after'],
    ['too many', '{ metricSamples(filter: { name: "a" }, first: 1001) { nodes { value } } }', 'first'],
  ])('refuses %s, names the field and keeps nothing', async (_what, document, field) => {
    const { errors } = await call(endpoint, document);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await ask(endpoint, '{ metricNames }')).toEqual({ metricNames: [] });
  });

  it.each([['"NaN"'], ['true'], ['null']])('refuses the value %s as a wrong type', async (value) => {
    const { errors } = await call(endpoint, `mutation { recordMetrics(inputs: [{ name: "a", value: ${value} }]) { recorded } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: expect.stringMatching(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/) });
    const variables = { inputs: [{ name: 'a', value: Number.NaN }] };
    expect((await call(endpoint, RECORD, { variables })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
