import { describe, expect, it } from '@jest/globals';
import { buildSchema, getVariableValues, GraphQLError, Kind, parse, validate, type GraphQLScalarType, type OperationDefinitionNode } from 'graphql';
import { badInput } from '../errors/coded-error.ts';
import { createLogger } from '../logging/logger.ts';
import { dateTimeScalar } from './scalars/date-time.ts';
import { toSubgraphError } from './to-subgraph-error.ts';

const IDENTITY = { workspace: 'default', principal: 'developer', correlationId: 'c-1', traceparent: '' };

/** What the caller sees of a resolver that threw, and how often it was logged as a defect. */
function judge(thrown: Error, signal: AbortSignal = new AbortController().signal) {
  let lines = 0;
  const logger = createLogger({ level: 'error', process: 'test', destination: { write: () => (lines += 1) } });
  const seen = toSubgraphError(new GraphQLError(thrown.message, { originalError: thrown, path: ['field'] }), { identity: IDENTITY, signal }, logger);
  return { seen, lines };
}

describe('an error of a resolver', () => {
  it('is shown whole when it has a code', () => {
    const { seen, lines } = judge(badInput('first', '1 to 500', 0));
    expect(seen).toMatchObject({ path: ['field'], extensions: { code: 'BAD_USER_INPUT', field: 'first' } });
    expect(lines).toBe(0);
  });

  it('is masked and logged when it is a defect', () => {
    const { seen, lines } = judge(new Error('password=secret'));
    expect(seen).toEqual({ message: 'internal error', path: ['field'], extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'c-1' } });
    expect(lines).toBe(1);
  });

  it('is no defect when its caller has gone', () => {
    for (const reason of [undefined, new Error('the socket closed')]) {
      const gone = new AbortController();
      gone.abort(reason);
      const { seen, lines } = judge(gone.signal.reason as Error, gone.signal);
      expect(seen).toMatchObject({ extensions: { code: 'DEADLINE_EXCEEDED' } });
      expect(lines).toBe(0);
    }
  });

  it('is a defect when something was aborted that its caller still waits for', () => {
    expect(judge(new DOMException('aborted', 'AbortError'))).toMatchObject({ seen: { extensions: { code: 'INTERNAL_SERVER_ERROR' } }, lines: 1 });
  });
});

describe('an error of a scalar', () => {
  const schema = buildSchema('scalar DateTime input Range { since: DateTime, several: [DateTime!] } type Query { events(at: DateTime, filter: Range): Int }');
  Object.assign(schema.getType('DateTime') as GraphQLScalarType, { parseValue: dateTimeScalar.parseValue, parseLiteral: dateTimeScalar.parseLiteral });

  const show = (error: GraphQLError) =>
    toSubgraphError(error, { identity: IDENTITY, signal: new AbortController().signal }, createLogger({ level: 'silent', process: 'test' }));

  it.each([
    ['at', '{ events(at: "soon") }'],
    ['filter.since', '{ events(at: "2026-01-31T12:00:00Z", filter: { since: "soon" }) }'],
    ['filter.several[1]', '{ events(filter: { several: ["2026-01-31T12:00:00Z", "soon"] }) }'],
  ])('names the argument %s whose value stands in the document', (field, query) => {
    const [error, second] = validate(schema, parse(query)).map(show);
    expect(second).toBeUndefined();
    expect(error).toMatchObject({ message: expect.stringMatching(/^\S+: expected an RFC 3339 instant/), extensions: { code: 'BAD_USER_INPUT', field } });
    expect(error?.message.startsWith(`${field}: `)).toBe(true);
  });

  it.each([
    ['at', { at: 'soon' }],
    ['filter.since', { filter: { since: 'soon" at "elsewhere' } }],
    ['filter.several[1]', { filter: { several: ['2026-01-31T12:00:00Z', 'soon'] } }],
  ])('names the place %s within a variable', (field, values) => {
    const { definitions } = parse('query ($at: DateTime, $filter: Range) { events(at: $at, filter: $filter) }');
    const operation = definitions.find((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION);
    const [error] = getVariableValues(schema, operation?.variableDefinitions ?? [], values).errors?.map(show) ?? [];
    expect(error).toMatchObject({ message: expect.stringMatching(/: expected an RFC 3339 instant/), extensions: { field } });
  });
});
