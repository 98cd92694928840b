import { describe, expect, it } from '@jest/globals';
import { readIdentity, toIdentityHeaders } from './identity-headers.ts';
import { createChildTraceparent, readTraceparent } from './trace-context.ts';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const defaults = { workspace: 'default', principal: 'developer' };
const read = (headers: Record<string, string>) => readIdentity((name) => headers[name], defaults);

describe('trace context', () => {
  it('O09 keeps the trace of the caller and gives the child a span of its own', () => {
    const child = readTraceparent(createChildTraceparent(parent));
    expect(child).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', sampled: true });
    expect(child?.parentId).not.toBe('b7ad6b7169203331');
  });

  it.each([
    '',
    'garbage',
    `${parent}-extra`,
    parent.replace('0af7651916cd43dd8448eb211c80319c', '0'.repeat(32)),
    parent.replace('00-', 'ff-'),
    parent.toUpperCase(),
  ])('begins a new trace for the malformed header %j', (header) => {
    expect(readTraceparent(header)).toBeUndefined();
    expect(readTraceparent(createChildTraceparent(header))).toBeDefined();
  });
});

describe('an identity in headers', () => {
  it('is the default where the caller says nothing', () => {
    expect(read({})).toMatchObject(defaults);
  });

  it('O08 travels whole to the next process', () => {
    const identity = read({ 'x-autoweave-workspace': 'blue', 'x-autoweave-principal': 'ada', 'x-correlation-id': 'c-1', traceparent: parent });
    expect(readIdentity((name) => toIdentityHeaders(identity)[name], defaults)).toMatchObject({ workspace: 'blue', principal: 'ada', correlationId: 'c-1' });
  });

  it.each(['a b', '../x', '', 'x'.repeat(129), '__proto__'].filter((name) => name !== ''))('refuses the workspace %j and names the header', (workspace) => {
    expect(() => read({ 'x-autoweave-workspace': workspace })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'header x-autoweave-workspace' }),
    );
  });

  it('replaces a correlation id that could not be logged safely', () => {
    expect(read({ 'x-correlation-id': 'a\nb' }).correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
