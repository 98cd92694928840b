import { describe, expect, it } from '@jest/globals';
import { ProtocolError } from './response-head.ts';
import { createBodyRoom, OversizeError } from './body-room.ts';
import { createResponseReader } from './response-reader.ts';

const OK = 'HTTP/1.1 200 OK\r\n';
const ample = createBodyRoom(1_000_000_000);

interface Read {
  readonly statusCode: number;
  readonly body: string;
  readonly hasMore: boolean;
  readonly isPersistent: boolean;
}

/** Reads a response that comes in pieces, each in memory that is used again for the next. */
function read(pieces: readonly Buffer[], { maxBytes = 1_000, ends = false } = {}): Read | undefined {
  const reader = createResponseReader(maxBytes, ample);
  const memory = Buffer.alloc(100_000);
  let whole: Read | undefined;
  for (const piece of pieces) {
    piece.copy(memory);
    const response = reader.take(memory.subarray(0, piece.length));
    if (response !== undefined) {
      const { head, body, hasMore } = response;
      return { statusCode: head.statusCode, body: body.toString(), hasMore, isPersistent: head.isPersistent };
    }
    memory.fill('!');
  }
  const last = ends ? reader.end() : undefined;
  if (last !== undefined) whole = { statusCode: last.head.statusCode, body: last.body.toString(), hasMore: last.hasMore, isPersistent: last.head.isPersistent };
  return whole;
}

function cut(text: string, bytes: number): Buffer[] {
  const all = Buffer.from(text);
  return Array.from({ length: Math.ceil(all.length / bytes) }, (_, index) => all.subarray(index * bytes, (index + 1) * bytes));
}

describe('a response of HTTP/1.1', () => {
  it.each<[string, string, Omit<Partial<Read>, 'hasMore'>]>([
    ['with a length', `${OK}Content-Length: 5\r\n\r\nhello`, { statusCode: 200, body: 'hello', isPersistent: true }],
    ['with an empty body', `${OK}content-length:0\r\n\r\n`, { body: '' }],
    ['with a length in white space', `${OK}content-length: \t 5 \t\r\n\r\nhello`, { body: 'hello' }],
    ['without a reason', 'HTTP/1.1 404 \r\ncontent-length: 2\r\n\r\nno', { statusCode: 404, body: 'no' }],
    ['that has no body', 'HTTP/1.1 204 No Content\r\n\r\n', { statusCode: 204, body: '' }],
    ['after informational ones', `HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${OK}content-length: 2\r\n\r\nok`, { body: 'ok' }],
    ['in chunks', `${OK}Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n1;a="b"\r\n \r\nA\r\n0123456789\r\n0\r\n\r\n`, { body: 'hello 0123456789' }],
    ['in chunks with line ends in them', `${OK}transfer-encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n0\r\n\r\n`, { body: '\r\n\r\n' }],
    ['in chunks with trailers', `${OK}transfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-sum: 1\r\ny: 2\r\n\r\n`, { body: 'ok', isPersistent: true }],
    ['whose characters lie over cuts', `${OK}content-length: 8\r\n\r\n\u{1F600}\u00e9é`, { body: '\u{1F600}\u00e9é' }],
    ['whose connection is to be closed', `${OK}connection: Upgrade, close\r\ncontent-length: 2\r\n\r\nok`, { body: 'ok', isPersistent: false }],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok', { body: 'ok', isPersistent: false }],
    ['of HTTP/1.0 that keeps its connection', 'HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok', { body: 'ok', isPersistent: true }],
    ['that has no body and no length of one', 'HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n', { body: '', isPersistent: true }],
    ['that has no body, with a length', 'HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n', { body: '', isPersistent: false }],
    ['that has no body, with chunks', 'HTTP/1.1 304 Not Modified\r\ntransfer-encoding: chunked\r\n\r\n', { body: '', isPersistent: false }],
  ])('%s is read whole however it is cut', (_name, text, expected) => {
    for (const bytes of [1, 2, 3, 7, 1_000]) expect(read(cut(text, bytes))).toEqual(expect.objectContaining({ ...expected, hasMore: false }));
  });

  it('that ends with its connection is read to that end', () => {
    for (const bytes of [1, 5, 1_000]) {
      const pieces = cut(`${OK}content-type: text/plain\r\n\r\nall of it`, bytes);
      expect(read(pieces)).toBeUndefined();
      expect(read(pieces, { ends: true })).toEqual({ statusCode: 200, body: 'all of it', hasMore: false, isPersistent: false });
    }
  });

  it.each([
    ['with a length', `${OK}content-length: 6\r\n\r\nhello`],
    ['in chunks', `${OK}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`],
    ['in its headers', `${OK}content-length`],
  ])('%s that breaks off is none', (_name, text) => {
    expect(read(cut(text, 1_000), { ends: true })).toBeUndefined();
  });

  it.each([
    ['with a length', `${OK}content-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n`],
    ['in chunks', `${OK}transfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\nHTTP/1.1 200`],
    ['without a body', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\nhello'],
  ])('%s says that more followed', (_name, text) => {
    expect(read(cut(text, 1_000))).toMatchObject({ hasMore: true });
  });

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['another version', 'HTTP/2 200\r\n\r\n'],
    ['no status', 'HTTP/1.1 OK\r\n\r\n'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n'],
    ['a folded header', `${OK}a: b\r\n c\r\ncontent-length: 0\r\n\r\n`],
    ['a space before a colon', `${OK}content-length : 0\r\n\r\n`],
    ['a line end that is none', `${OK}a: b\ncontent-length: 0\r\n\r\n`],
    ['a control character', `${OK}a: b\u0000\r\ncontent-length: 0\r\n\r\n`],
    ['two lengths', `${OK}content-length: 5\r\ncontent-length: 6\r\n\r\nhello`],
    ['the same length twice', `${OK}content-length: 5\r\ncontent-length: 5\r\n\r\nhello`],
    ['a length and chunks', `${OK}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a negative length', `${OK}content-length: -1\r\n\r\n`],
    ['a length with a sign', `${OK}content-length: +5\r\n\r\nhello`],
    ['a hexadecimal length', `${OK}content-length: 0x5\r\n\r\nhello`],
    ['a coding that it cannot take off', `${OK}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ['a chunk without a size', `${OK}transfer-encoding: chunked\r\n\r\n\r\nhello`],
    ['a chunk with a size that is none', `${OK}transfer-encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n`],
    ['a chunk larger than any', `${OK}transfer-encoding: chunked\r\n\r\nfffffffff\r\nhello`],
    ['a chunk that is longer than it says', `${OK}transfer-encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n`],
    ['headers without an end', `${OK}${'a: b\r\n'.repeat(20_000)}`],
    ['chunks in HTTP/1.0', `HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a body before it that cannot be', `HTTP/1.1 100 Continue\r\ncontent-length: 5\r\n\r\n${OK}content-length: 0\r\n\r\n`],
    ['an end before it', `HTTP/1.1 100 Continue\r\nconnection: close\r\n\r\n${OK}content-length: 0\r\n\r\n`],
    ['more before it than anybody reads', `${'HTTP/1.1 100 Continue\r\n\r\n'.repeat(20_000)}${OK}content-length: 0\r\n\r\n`],
    ['a chunk with blanks behind its size', `${OK}transfer-encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n`],
    ['a chunk that has half a quote', `${OK}transfer-encoding: chunked\r\n\r\n5;a="\r\nhello\r\n0\r\n\r\n`],
    ['chunks that say more than they have', `${OK}transfer-encoding: chunked\r\n\r\n${`1;${'a'.repeat(1_000)}\r\nx\r\n`.repeat(17)}0\r\n\r\n`],
    ['a trailer with another line end', `${OK}transfer-encoding: chunked\r\n\r\n0\r\na: b\n\nHTTP/1.1 200 OK\r\n\r\n`],
    ['a trailer of a length', `${OK}transfer-encoding: chunked\r\n\r\n0\r\ncontent-length: 5\r\n\r\n`],
    ['a line of a chunk without an end', `${OK}transfer-encoding: chunked\r\n\r\n5;${'a'.repeat(10_000)}`],
    ['trailers without an end', `${OK}transfer-encoding: chunked\r\n\r\n0\r\n${'a: b\r\n'.repeat(200)}`],
  ])('is refused that has %s', (_name, text) => {
    for (const bytes of [1_000, text.length]) expect(() => read(cut(text, bytes))).toThrow(ProtocolError);
  });

  it.each([
    ['says so', `${OK}content-length: 1001\r\n\r\n`],
    ['has chunks', `${OK}transfer-encoding: chunked\r\n\r\n3e9\r\n${'x'.repeat(1_001)}`],
    ['ends with its connection', `${OK}\r\n${'x'.repeat(1_001)}`],
  ])('is refused before its end when it is larger than its reader takes and %s', (_name, text) => {
    for (const bytes of [100, text.length]) expect(() => read(cut(text, bytes))).toThrow(OversizeError);
  });

  it('takes of the room that it shares with others, and gives back what it took', () => {
    const room = createBodyRoom(2_500);
    const begin = (): ReturnType<typeof createResponseReader> => {
      const reader = createResponseReader(2_000, room);
      expect(reader.take(Buffer.from(`${OK}content-length: 2000\r\n\r\n${'x'.repeat(1_000)}`))).toBeUndefined();
      return reader;
    };
    const [first, second] = [begin(), begin()];
    expect(() => begin()).toThrow(OversizeError);
    first.leave();
    expect(second.take(Buffer.from('y'.repeat(1_000)))?.body.toString()).toBe('x'.repeat(1_000) + 'y'.repeat(1_000));
    second.leave();
    second.leave();
    expect([begin(), begin()]).toHaveLength(2);
    expect(() => begin()).toThrow('more than 2500 bytes at a time');
  });

  it('takes no more memory for a body in a million pieces than for one in a few', () => {
    const reader = createResponseReader(2_000_000, ample);
    reader.take(Buffer.from(`${OK}transfer-encoding: chunked\r\n\r\n`));
    const piece = Buffer.from('1\r\nx\r\n'.repeat(1_000));
    const before = process.memoryUsage();
    for (let count = 0; count < 1_000; count += 1) reader.take(piece);
    const { arrayBuffers } = process.memoryUsage();
    expect(reader.take(Buffer.from('0\r\n\r\n'))?.body.length).toBe(1_000_000);
    // Each piece in a buffer of its own would take a pool of 8 kB for every thousand of them, and a hundred bytes of heap each.
    expect(arrayBuffers - before.arrayBuffers).toBeLessThan(7_000_000);
  });

  it('looks through a head that comes byte by byte once', () => {
    const head = Buffer.from(`${OK}${'a:\r\n'.repeat(16_000)}`.slice(0, 65_000));
    // Were it looked through with every byte, this would take minutes.
    for (let count = 0; count < 30; count += 1) {
      const reader = createResponseReader(10, ample);
      for (let at = 0; at < head.length; at += 1) reader.take(head.subarray(at, at + 1));
    }
    expect(head.indexOf('\r\n\r\n')).toBe(-1);
  });

  it.each([
    ['a header', `a:${' '.repeat(60_000)}\u0000`],
    ['a list of options', `connection: a${' '.repeat(60_000)}b\r\ncontent-length: 0\u0000`],
  ])('is refused at once where %s is little but blanks', (_what, lines) => {
    // Were the blanks looked at anew from each of them, this would take minutes.
    for (let count = 0; count < 50; count += 1) expect(() => createResponseReader(10, ample).take(Buffer.from(`${OK}${lines}\r\n\r\n`))).toThrow(ProtocolError);
  });

  it('keeps headers of all names apart from what objects have of their own', () => {
    const reader = createResponseReader(10, ample);
    const response = reader.take(Buffer.from(`${OK}__proto__: a\r\nConstructor: b\r\nVary: x\r\nvary: y\r\ncontent-length: 0\r\n\r\n`));
    expect(Object.entries(response?.head.headers ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['vary', 'x, y'],
      ['content-length', '0'],
    ]);
  });
});
