import type { ServerResponse } from 'node:http';
import { assertAnswerSize } from '../admission/limits/answer-size.ts';
import { toAnsweredErrors } from '../errors.ts';
import { untilTaken } from './await-reader.ts';
import type { FurtherParts, HttpAnswer } from './http-entry.ts';
import { FORM_PARAMETERS, PARTS_TYPE } from './part-forms.ts';

const BOUNDARY = '-';
const HEAD = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';

/** An answer of which more comes. */
type PartedAnswer = Pick<Required<HttpAnswer>, 'takeTexts' | 'rest'>;

/**
 * Sends an answer part by part, each as soon as it is there. Resolves when the client has been sent all, or is gone. Throws
 * LIMIT_EXCEEDED, with nothing sent, for a first part that is too large; a later one ends the answer with the reason.
 */
export async function sendDeferredParts(response: ServerResponse, { takeTexts, rest }: PartedAnswer, maxBytes: number): Promise<void> {
  try {
    const first = takeTexts().join('');
    assertAnswerSize(Buffer.byteLength(first), maxBytes);
    if (response.destroyed) return;
    response.appendHeader('vary', 'accept');
    // What waits between the processes for more to send would wait for the slowest part.
    response.writeHead(200, { 'content-type': `${PARTS_TYPE}; boundary="${BOUNDARY}"; ${FORM_PARAMETERS[rest.form]}`, 'x-accel-buffering': 'no' });
    // Each part is sent with the boundary behind it, for a client knows only then that it has it whole.
    response.write(`\r\n--${BOUNDARY}${HEAD}${first}\r\n--${BOUNDARY}`);
    for await (const text of rest.texts) {
      if (response.destroyed) return;
      const refusal = refuseSize(text, maxBytes, rest);
      if (!response.write(`${HEAD}${refusal ?? text}\r\n--${BOUNDARY}`)) await untilTaken(response);
      if (refusal !== undefined) break;
    }
    response.end('--\r\n');
  } finally {
    await rest.texts.return?.();
  }
}

function refuseSize(text: string, maxBytes: number, { refuse }: FurtherParts): string | undefined {
  try {
    assertAnswerSize(Buffer.byteLength(text), maxBytes);
    return undefined;
  } catch (error) {
    return refuse(toAnsweredErrors(error).errors);
  }
}
