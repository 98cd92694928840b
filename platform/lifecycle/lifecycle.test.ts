import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../logging/logger.ts';
import { createLifecycle } from './lifecycle.ts';

const logger = createLogger({ level: 'silent', process: 'test' });

describe('a lifecycle', () => {
  it('G13 drains in order, then closes what was opened in reverse order', async () => {
    const done: string[] = [];
    const lifecycle = createLifecycle(logger);
    lifecycle.own('store', { close: () => void done.push('store') });
    lifecycle.own('server', { close: () => void done.push('server') });
    lifecycle.onDrain('requests', () => void done.push('drained requests'));
    lifecycle.onDrain('sockets', () => void done.push('drained sockets'));
    lifecycle.ready();
    await lifecycle.stop('test');
    expect(done).toEqual(['drained requests', 'drained sockets', 'server', 'store']);
    expect(lifecycle.state).toEqual({ kind: 'stopped' });
  });

  it('goes on when a part fails or hangs', async () => {
    const done: string[] = [];
    const lifecycle = createLifecycle(logger, { stepTimeoutMs: 20 });
    lifecycle.own('last', { close: () => void done.push('last') });
    lifecycle.own('hangs', { close: () => new Promise(() => undefined) });
    lifecycle.own('fails', { close: () => Promise.reject(new Error('broken')) });
    await lifecycle.stop('test');
    expect(done).toEqual(['last']);
  });

  it('stops once, however often it is asked', async () => {
    let closed = 0;
    const lifecycle = createLifecycle(logger);
    lifecycle.own('part', { close: () => void (closed += 1) });
    await Promise.all([lifecycle.stop('first'), lifecycle.stop('second')]);
    expect(closed).toBe(1);
  });
});
