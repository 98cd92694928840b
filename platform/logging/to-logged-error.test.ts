import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.ts';

/** The one line that logging this error writes. */
function logged(error: unknown): Record<string, unknown> {
  const lines: string[] = [];
  const logger = createLogger({ level: 'error', process: 'test', destination: { write: (line) => void lines.push(line) } });
  logger.error({ err: error }, 'it failed');
  return JSON.parse(lines.join('')) as Record<string, unknown>;
}

describe('an error in the log', () => {
  it('keeps its type, message, stack and facts', () => {
    const { err, msg } = logged(Object.assign(new RangeError('too far'), { code: 'FAR', details: { limit: 3 } }));
    expect(err).toMatchObject({ type: 'RangeError', message: 'too far', stack: expect.stringContaining('RangeError'), code: 'FAR', details: { limit: 3 } });
    expect(msg).toBe('it failed');
  });

  it('never tells what a command of Redis was given, however deep it stands', () => {
    const refusal = Object.assign(new Error('WRONGPASS'), { command: { name: 'auth', args: ['s3cret'] } });
    expect(logged(refusal)['err']).toMatchObject({ message: 'WRONGPASS', command: 'auth' });
    for (const error of [refusal, new AggregateError([refusal], 'all failed'), Object.assign(new Error('around'), { previous: refusal })]) {
      expect(JSON.stringify(logged(error))).not.toContain('s3cret');
    }
  });

  it('is short for what was aborted', () => {
    const { err } = logged(new DOMException('This operation was aborted', 'AbortError'));
    expect(Object.keys(err as object).filter((key) => key.endsWith('_ERR'))).toEqual([]);
  });

  it('is shown as it is when it is none', () => {
    expect(logged('nothing')['err']).toBe('nothing');
  });
});
