import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { CodedError } from '../errors/coded-error.ts';

/**
 * Reads a request's body as UTF-8 text. Rejects with PAYLOAD_TOO_LARGE as soon as more than `limitBytes` are announced or
 * seen; what follows is not kept. Rejects with BAD_USER_INPUT for bytes that are not UTF-8. `onGrowth` hears how many bytes are kept
 * each time that some have come.
 */
export async function readBody(request: IncomingMessage, limitBytes: number, onGrowth?: (bytes: number) => void): Promise<string> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limitBytes) throw tooLarge(limitBytes, announced);
  const bytes = await readBytes(request, limitBytes, onGrowth);
  if (!isUtf8(bytes)) throw new CodedError('BAD_USER_INPUT', 'body: expected UTF-8 text', { field: 'body', expected: 'UTF-8 text' });
  const text = bytes.toString('utf8');
  // A byte order mark is no part of the text.
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

// Listeners rather than an iterator: most bodies are one chunk, and the iterator's machinery costs more than all the rest of the reading.
function readBytes(request: IncomingMessage, limitBytes: number, onGrowth?: (bytes: number) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void) => {
      request.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
      finish();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      onGrowth?.(size);
      if (size <= limitBytes) return;
      request.pause();
      settle(() => reject(tooLarge(limitBytes, size)));
    };
    const onEnd = () => settle(() => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
    const onError = (error: Error) => settle(() => reject(error));
    const onClose = () => settle(() => reject(new Error('the request ended before its body')));
    if (request.destroyed) onClose();
    else request.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  });
}

function tooLarge(limitBytes: number, seenBytes: number): CodedError {
  return new CodedError('PAYLOAD_TOO_LARGE', `body: expected at most ${limitBytes} bytes, received ${seenBytes} or more`, {
    field: 'body',
    expected: `at most ${limitBytes} bytes`,
    details: { limit: 'body bytes', max: limitBytes, seen: seenBytes, limitBytes, seenBytes },
  });
}
