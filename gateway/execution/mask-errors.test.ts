import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../platform/logging/logger.ts';
import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import { toOperation } from '../../test/conformance/federation/federation.ts';
import { sdlOf } from '../../test/conformance/federation/fixture-subgraph.ts';
import { composeSupergraph } from '../supergraph/compose-supergraph.ts';
import { readSupergraph } from '../supergraph/supergraph.ts';
import { createInProcessUpstream } from '../upstream/in-process-upstream.ts';
import { createEngine } from './create-engine.ts';
import { createPlanner } from './create-planner.ts';

const FIXTURE = { name: 'shop', sdl: 'type Query { stock: Int price: Int name: String } type Subscription { sold: Int }' };
const ERRORS: readonly SubgraphError[] = [
  { message: 'no connection to db.internal:5432', path: ['stock'] },
  { message: 'TypeError of /srv/shop.js', path: ['price'], extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at /srv/shop.js'] } },
  { message: 'name it first', path: ['name'], extensions: { code: 'CONFLICT', hint: 'rename', stacktrace: ['at /srv/shop.js'] } },
];

async function open(masksErrors: boolean) {
  const composition = await composeSupergraph([{ name: FIXTURE.name, url: '', sdl: sdlOf(FIXTURE) }]);
  if (composition.kind === 'refused') throw new Error('expected to compose');
  const supergraph = await readSupergraph(composition.sdl);
  const lines: string[] = [];
  const logger = createLogger({ level: 'warn', process: 'test', destination: { write: (line) => void lines.push(line) } });
  const upstream = createInProcessUpstream({
    name: FIXTURE.name,
    execute: () => Promise.resolve({ data: { stock: null, price: null, name: null }, errors: [...ERRORS] }),
    async *subscribe() {
      yield { data: { sold: null }, errors: [{ message: 'queue at 10.0.0.7', path: ['sold'] }], stream: { kind: 'event' } };
    },
  });
  const upstreams = new Map([[FIXTURE.name, upstream]]);
  return {
    supergraph,
    lines,
    engine: createEngine({ supergraph, planner: createPlanner(supergraph, { choice: 'apollo', logger }), upstreams, logger, masksErrors }),
  };
}

describe('errors of subgraphs', () => {
  it('G12 are told without the words of their defects in production, which the log has under the correlation id', async () => {
    const { supergraph, engine, lines } = await open(true);
    const operation = toOperation(supergraph, '{ stock price name }');
    const { correlationId } = operation.identity;
    const masked = {
      message: 'The subgraph shop failed inside; the correlation id finds it in the logs.',
      extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId, service: 'shop' },
    };
    expect(await engine.execute(operation)).toEqual({
      data: { stock: null, price: null, name: null },
      errors: [
        { ...masked, path: ['stock'] },
        { ...masked, path: ['price'] },
        { message: 'name it first', path: ['name'], extensions: { code: 'CONFLICT', hint: 'rename', service: 'shop' } },
      ],
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', service: 'shop', correlationId, count: 2, errors: ERRORS.slice(0, 2) });
  });

  it('G12 of events are told so, too', async () => {
    const { supergraph, engine, lines } = await open(true);
    for await (const { result } of engine.subscribe(toOperation(supergraph, 'subscription { sold }'), {})) {
      expect(JSON.stringify(result)).not.toContain('10.0.0.7');
      expect(result.errors).toHaveLength(1);
    }
    expect(lines.join('')).toContain('10.0.0.7');
  });

  it('are told whole while somebody develops', async () => {
    const { supergraph, engine, lines } = await open(false);
    const { errors } = await engine.execute(toOperation(supergraph, '{ stock price name }'));
    expect(errors?.map(({ message }) => message)).toEqual(ERRORS.map(({ message }) => message));
    expect(errors?.[1]?.extensions).toMatchObject({ stacktrace: ['at /srv/shop.js'] });
    expect(lines).toEqual([]);
  });
});
