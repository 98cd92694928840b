import type { Random } from '../../conformance/differential/random.ts';

/** What one connection of a server may bring, and whether it ends behind that. */
export interface DrawnStream {
  readonly bytes: Buffer;
  readonly ends: boolean;
}

const LINE_ENDS = ['\n', '\r', '\r\r\n', '\n\r\n', ''];
const STATUS_LINES = [
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200 OK',
  'HTTP/1.1 200 OK',
  'HTTP/1.0 200 OK',
  'HTTP/1.1 200',
  'HTTP/1.1 200 ',
  'HTTP/1.1 500 caf\u00e9\tau lait',
  'HTTP/1.1 204 No Content',
  'HTTP/1.1 304 Not Modified',
  'HTTP/1.1 205 Reset Content',
  'HTTP/1.1 599 x',
  'HTTP/1.1 101 Switching Protocols',
];
const ODD_STATUS_LINES = [
  'HTTP/1.1  200 OK',
  'HTTP/1.1 0200 OK',
  'HTTP/1.1 20 OK',
  'HTTP/1.1 2000 OK',
  'HTTP/1.1 099 OK',
  'HTTP/1.1 700 OK',
  'HTTP/1.2 200 OK',
  'HTTP/01.1 200 OK',
  'HTTP/2.0 200 OK',
  'http/1.1 200 OK',
  ' HTTP/1.1 200 OK',
  'HTTP/1.1 200\tOK',
  'HTTP/1.1 200 O\u0000K',
  'HTTP/1.1\t200 OK',
  'ICY 200 OK',
  'RTSP/1.0 200 OK',
  'GET / HTTP/1.1',
  '',
];
const INTERIM = [
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n',
  'HTTP/1.1 100 Continue\r\ncontent-length: 5\r\n\r\n',
  'HTTP/1.1 102 Processing\r\ntransfer-encoding: chunked\r\n\r\n',
  'HTTP/1.0 100 Continue\r\n\r\n',
  'HTTP/1.1 100 Continue\r\nconnection: close\r\n\r\n',
  'HTTP/1.1 199 x\r\na: b\r\n c\r\n\r\n',
];
const FIELDS = [
  'content-type: application/json',
  'Cache-Control: max-age=5',
  'x-obs: caf\u00e9',
  'x-empty:',
  'x-blanks: \t a \t ',
  'set-cookie: a=b; c',
  'connection: keep-alive',
  'connection: close',
  'Connection: Keep-Alive, Close',
  'connection: x-other',
  'keep-alive: timeout=5, max=1',
  'keep-alive: timeout=0',
  'upgrade: h2c',
  'connection: upgrade',
  'trailer: x-sum',
  'content-encoding: gzip',
  'content-encoding: br',
  '__proto__: a',
];
const ODD_FIELDS = [
  'x-folded: a\r\n b',
  ' x-first: folded',
  'x space: a',
  'x-tab\t: a',
  'no-colon',
  ': no name',
  'x-nul: a\u0000b',
  'x-cr: a\rb',
  'x-lf: a\nb',
  'x-bell: \u0007',
  'x-del: \u007f',
  'x-\u00e9: a',
  'x(a): b',
  'Transfer-Encoding : chunked',
  'content-length\t: 3',
  ' content-length: 3',
  'content_length: 3',
];
const ODD_LENGTHS = [
  '+5',
  '-1',
  '0x5',
  '5 5',
  '5,5',
  '5, 5',
  '5;',
  '1e1',
  '',
  ' ',
  '٣',
  '00005',
  '18446744073709551616',
  '99999999999999999999999',
  '5\t',
  '5.0',
  '5\u0000',
];
const CODINGS = ['chunked', 'chunked', 'Chunked', 'CHUNKED', 'chunked ', '\tchunked', 'identity', 'gzip', 'gzip, chunked', 'chunked, gzip'];
const ODD_CODINGS = [
  'chunked, chunked',
  'chunked;a=b',
  'xchunked',
  'chunke',
  'chunked\u0000',
  '"chunked"',
  'chunked, identity',
  ',chunked',
  'chunked,',
  '',
  'chunk\r\n ed',
];
const ODD_SIZES = [
  '',
  ' 5',
  '5 ',
  '+5',
  '-5',
  '0x5',
  '5h',
  '05',
  '00000000005',
  '000000005',
  'ffffffffffffffff',
  '10000000000000005',
  'fffffffe',
  '5\t',
  '5\u0000',
  '5\n',
  'ｆ',
];
const EXTENSIONS = [';a', ';a=b', ';a="b;\t c"', ' ;a', ';a ', ';a = b', ';', ';;', ';a="', ';a=\u00e9', ';\n0', ';a\r0', '\t;a=b', `;${'a'.repeat(300)}`];
const TRAILERS = ['x-sum: 1', 'content-length: 7', 'transfer-encoding: chunked', 'x-nul: \u0000', ' folded', 'no colon', 'a: b\nc: d', 'a: b\rc', 'x y: z'];
const TAILS = ['\r\n', '\n', ' ', 'x', '0\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\npoison', 'HTTP/1.1 200 OK\r\n\r\nrest', '\u0000'];

/** Up to three responses, one behind the other; most of them as they should be, or wrong in one place. */
export function drawStream(random: Random): DrawnStream {
  const oddity = random.pick([0, 0, 0.03, 0.1, 0.3]);
  const responses = Array.from({ length: 1 + random.below(3) }, () => drawResponse(random, oddity));
  const text = responses.join('') + (random.chance(oddity) ? random.pick(TAILS) : '');
  return { bytes: mutateBytes(Buffer.from(text, 'latin1'), random), ends: random.chance(0.5) };
}

function drawResponse(random: Random, oddity: number): string {
  const odd = () => random.chance(oddity);
  const lineEnd = () => (random.chance(oddity / 4) ? random.pick(LINE_ENDS) : '\r\n');
  const interim = random.chance(0.1) ? random.pick(odd() ? INTERIM : INTERIM.slice(0, 2)) : '';
  const fields = Array.from({ length: random.below(4) }, () => random.pick(odd() ? ODD_FIELDS : FIELDS));
  const content = 'x'.repeat(random.pick([0, 1, 5, 16, 300]));
  const framing = random.pick(['length', 'length', 'chunked', 'chunked', 'neither', ...(odd() ? ['both'] : [])]);
  if (framing === 'length' || framing === 'both') fields.push(`Content-Length: ${odd() ? random.pick([...ODD_LENGTHS, '3', '7']) : content.length}`);
  if (framing === 'chunked' || framing === 'both') fields.push(`Transfer-Encoding: ${odd() ? random.pick(ODD_CODINGS) : random.pick(CODINGS.slice(0, 6))}`);
  if (odd())
    fields.push(random.pick([...CODINGS.map((coding) => `transfer-encoding: ${coding}`), ...ODD_LENGTHS.map((length) => `content-length: ${length}`)]));
  const shuffled = fields.toSorted(() => random.next() - 0.5);
  const status = random.pick(odd() ? ODD_STATUS_LINES : STATUS_LINES);
  const head = [status, ...shuffled].map((line) => line + lineEnd()).join('') + lineEnd();
  return interim + head + (framing === 'chunked' || framing === 'both' ? drawChunks(content, random, oddity) : content);
}

function drawChunks(content: string, random: Random, oddity: number): string {
  const odd = () => random.chance(oddity);
  const lineEnd = () => (random.chance(oddity / 4) ? random.pick(LINE_ENDS) : '\r\n');
  const extension = () => (random.chance(0.2) ? random.pick(odd() ? EXTENSIONS : EXTENSIONS.slice(0, 3)) : '');
  let text = '';
  for (let at = 0; at < content.length;) {
    const length = Math.min(content.length - at, 1 + random.below(20));
    const size = odd() ? random.pick(ODD_SIZES) : random.pick([length.toString(16), length.toString(16).toUpperCase(), `0${length.toString(16)}`]);
    text += size + extension() + lineEnd() + content.slice(at, at + length) + lineEnd();
    at += length;
  }
  const trailers = random.chance(0.2) ? [random.pick(odd() ? TRAILERS : TRAILERS.slice(0, 2)) + lineEnd()] : [];
  return `${text}${odd() ? random.pick(['00', '0 ', '000000000', '', '0;a']) : '0'}${extension()}${lineEnd()}${trailers.join('')}${lineEnd()}`;
}

/** At times one to three bytes are replaced, doubled, or left out. */
function mutateBytes(bytes: Buffer, random: Random): Buffer {
  if (!random.chance(0.3)) return bytes;
  let changed = bytes;
  for (let left = 1 + random.below(3); left > 0 && changed.length > 0; left -= 1) {
    const at = random.below(changed.length);
    const to = random.pick([at, at + 1, at + 1, Math.min(changed.length, at + 1 + random.below(30))]);
    const between = random.chance(0.5)
      ? Buffer.from([random.pick([0, 9, 10, 13, 32, 44, 48, 58, 59, 127, 128, 255, random.below(256)])])
      : changed.subarray(at, to);
    changed = Buffer.concat([changed.subarray(0, at), between, changed.subarray(to)]);
  }
  return changed;
}
