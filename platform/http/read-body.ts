import type { IncomingMessage } from 'node:http';
import { CodedError } from '../errors/coded-error.ts';

/**
 * Reads a request's body as UTF-8 text. Rejects with PAYLOAD_TOO_LARGE as soon as more than `limitBytes` are announced or
 * seen; what follows is not kept. Rejects with BAD_USER_INPUT for bytes that are not UTF-8.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limitBytes) throw tooLarge(limitBytes, announced);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw tooLarge(limitBytes, size);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new CodedError('BAD_USER_INPUT', 'body: expected UTF-8 text', { field: 'body', expected: 'UTF-8 text' });
  }
}

function tooLarge(limitBytes: number, seenBytes: number): CodedError {
  return new CodedError('PAYLOAD_TOO_LARGE', `body: expected at most ${limitBytes} bytes, received ${seenBytes} or more`, {
    field: 'body',
    expected: `at most ${limitBytes} bytes`,
    details: { limitBytes, seenBytes },
  });
}
