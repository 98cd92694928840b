import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { badInput } from '../errors/coded-error.ts';
import { createLogger } from '../logging/logger.ts';
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
