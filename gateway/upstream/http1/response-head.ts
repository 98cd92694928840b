/** What a response says before its body (RFC 9112, sections 4 to 6). */
export interface ResponseHead {
  readonly statusCode: number;
  /** By lower-case name; fields of the same name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyFraming;
  /** True when another request may follow on the connection. */
  readonly isPersistent: boolean;
}

/** Where the body ends: after so many bytes, with its last chunk, or with the connection. */
export type BodyFraming = { readonly kind: 'length'; readonly bytes: number } | { readonly kind: 'chunked' } | { readonly kind: 'untilClose' };

/** Thrown where a server does not speak HTTP/1.1; what else comes over that connection cannot be trusted. */
export class ProtocolError extends Error {}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const FIELD_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e\x80-\xff]*)$/;
const LENGTH = /^\d{1,15}$/;
const NO_BODY: BodyFraming = { kind: 'length', bytes: 0 };

/**
 * Reads the status line and the header lines, without the empty line that ends them. Strict, since what two servers read
 * differently is how one answer passes for another: throws a ProtocolError on folded lines, on two lengths, and on a length beside chunks.
 */
export function readResponseHead(text: string): ResponseHead {
  const lines = text.split('\r\n');
  const status = STATUS_LINE.exec(lines[0] ?? '');
  if (status === null) throw new ProtocolError('no status line of HTTP/1.1');
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let index = 1; index < lines.length; index += 1) {
    const { name, value } = readFieldLine(lines[index] ?? '');
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  const statusCode = Number(status[2]);
  const isNewest = status[1] === '1';
  const said = readFraming(isNewest, headers);
  const hasNoBody = statusCode < 200 || statusCode === 204 || statusCode === 304;
  // None of these has a body, whatever it says. If it says that it has, what its server takes for the body may follow, at any time.
  const isSound = !hasNoBody || said.kind === 'untilClose' || (said.kind === 'length' && said.bytes === 0);
  const body = hasNoBody ? NO_BODY : said;
  const isPersistent = isSound && body.kind !== 'untilClose' && isKeptOpen(isNewest, headers['connection']);
  if (statusCode < 200 && !(isNewest && isPersistent)) throw new ProtocolError('an informational response after which no other can come');
  return { statusCode, headers, body, isPersistent };
}

/** Reads one header or trailer, without its line end; the name comes in lower case. Throws a ProtocolError. */
export function readFieldLine(line: string): { readonly name: string; readonly value: string } {
  const field = FIELD_LINE.exec(line);
  if (field === null) throw new ProtocolError('a malformed header line');
  return { name: (field[1] ?? '').toLowerCase(), value: withoutBlanks(field[2] ?? '') };
}

/** What the headers say of the body, for a response that may have one. */
function readFraming(isNewest: boolean, headers: Readonly<Record<string, string>>): BodyFraming {
  const encoding = headers['transfer-encoding'];
  const length = headers['content-length'];
  if (encoding !== undefined) {
    if (length !== undefined) throw new ProtocolError('content-length beside transfer-encoding');
    if (!isNewest) throw new ProtocolError('a transfer-encoding in HTTP/1.0, which has none');
    if (encoding.toLowerCase() !== 'chunked') throw new ProtocolError('a transfer-encoding other than chunked');
    return { kind: 'chunked' };
  }
  if (length === undefined) return { kind: 'untilClose' };
  if (!LENGTH.test(length)) throw new ProtocolError('a content-length that is no number');
  return { kind: 'length', bytes: Number(length) };
}

function isKeptOpen(isNewest: boolean, connection: string | undefined): boolean {
  if (connection === undefined) return isNewest;
  const options = connection.toLowerCase().split(',').map(withoutBlanks);
  return options.includes('close') ? false : isNewest || options.includes('keep-alive');
}

/** Without the blanks at its ends. No pattern does it: a server may send as many of them as a head may have bytes. */
function withoutBlanks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text[from])) from += 1;
  while (from < to && isBlank(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
