import type { ServerResponse } from 'node:http';
import { assertAnswerSize } from '../admission/limits/answer-size.ts';
import { toAnsweredErrors } from '../errors.ts';
import { untilTaken } from './await-reader.ts';
import type { HttpAnswer } from './http-entry.ts';

const MEDIA_TYPE = 'multipart/mixed';
const SPEC = 'deferSpec=20220824';
const BOUNDARY = '-';
const HEAD = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';

/** An answer of which more comes. */
type PartedAnswer = Pick<Required<HttpAnswer>, 'text' | 'rest'>;

/**
 * True for a client that takes an answer in parts, in the form of 24 August 2022:
 * https://www.apollographql.com/docs/graphos/routing/operations/defer. A client that names no form is not known to read this one.
 */
export function acceptsDeferredParts(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((piece) => piece.trim().toLowerCase().replaceAll('"', ''));
    return type === MEDIA_TYPE && parameters.includes(SPEC.toLowerCase()) && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/**
 * Sends an answer part by part, each as soon as it is there. Resolves when the client has been sent all, or is gone. Throws
 * LIMIT_EXCEEDED, with nothing sent, for a first part that is too large; a later one ends the answer with the reason.
 */
export async function sendDeferredParts(response: ServerResponse, { text: first, rest }: PartedAnswer, maxBytes: number): Promise<void> {
  try {
    assertAnswerSize(Buffer.byteLength(first), maxBytes);
    if (response.destroyed) return;
    response.appendHeader('vary', 'accept');
    // What waits between the processes for more to send would wait for the slowest part.
    response.writeHead(200, { 'content-type': `${MEDIA_TYPE}; boundary="${BOUNDARY}"; ${SPEC}`, 'x-accel-buffering': 'no' });
    // Each part is sent with the boundary behind it, for a client knows only then that it has it whole.
    response.write(`\r\n--${BOUNDARY}${HEAD}${first}\r\n--${BOUNDARY}`);
    for await (const text of rest) {
      if (response.destroyed) return;
      const refusal = refuseSize(text, maxBytes);
      if (!response.write(`${HEAD}${refusal ?? text}\r\n--${BOUNDARY}`)) await untilTaken(response);
      if (refusal !== undefined) break;
    }
    response.end('--\r\n');
  } finally {
    await rest.return?.();
  }
}

function refuseSize(text: string, maxBytes: number): string | undefined {
  try {
    assertAnswerSize(Buffer.byteLength(text), maxBytes);
    return undefined;
  } catch (error) {
    return JSON.stringify({ errors: toAnsweredErrors(error).errors, hasNext: false });
  }
}
