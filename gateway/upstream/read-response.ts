import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { CodedError } from '../../platform/errors/coded-error.ts';

/** A response that was read to its end. */
export interface ReadResponse {
  readonly statusCode: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Sends a request and reads the response into memory, without the streams that undici would make of it. Rejects with
 * SUBGRAPH_UNAVAILABLE, and stops reading, once it is larger than `maxBytes`, and when it is not UTF-8; with the signal's reason
 * when that aborts; with undici's error when the connection fails.
 */
export function readResponse(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  options: { maxBytes: number; name: string; signal: AbortSignal },
): Promise<ReadResponse> {
  const { maxBytes, name, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    let statusCode = 0;
    let headers: IncomingHttpHeaders = {};
    let controller: Dispatcher.DispatchController | undefined;
    function settle(finish: () => void): void {
      signal.removeEventListener('abort', onAbort);
      finish();
    }
    function onAbort(): void {
      settle(() => reject(signal.reason as Error));
      controller?.abort(signal.reason as Error);
    }
    signal.addEventListener('abort', onAbort, { once: true });
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        // It waited for a connection while its caller gave up.
        if (signal.aborted) started.abort(signal.reason as Error);
      },
      onResponseStart(_controller, status, received) {
        statusCode = status;
        headers = received;
      },
      onResponseData(reading, chunk) {
        bytes += chunk.length;
        if (bytes > maxBytes) reading.abort(new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} answered with more than ${maxBytes} bytes`));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        const [only] = chunks;
        const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, bytes);
        const text = body.toString('utf8');
        // What is not UTF-8 is read as this character, which few texts have: the others need no second look.
        const isText = !text.includes('\uFFFD') || isUtf8(body);
        settle(() => {
          if (isText) resolve({ statusCode, text, headers });
          else reject(new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} answered with what is not UTF-8`));
        });
      },
      onResponseError(_controller, error) {
        settle(() => reject(error));
      },
    });
  });
}
