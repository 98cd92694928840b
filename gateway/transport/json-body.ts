import type { IncomingMessage } from 'node:http';
import { readBody } from '../../platform/http/read-body.ts';
import { beyondLimit } from '../admission/limits/beyond-limit.ts';
import { refused } from '../errors.ts';
import type { HeldBytes } from './held-bytes.ts';
import { isJsonContentType } from './media-types.ts';

/** A request is one operation: what comes together is limited as what comes apart. */
const MAX_BATCH = 1;
/** Bodies that say they are no larger are not counted while they come. */
const SMALL_BYTES = 16_384;

/** How large bodies may be. */
export interface BodyBounds {
  readonly limitBytes: number;
  /** Counts those that have not come whole. */
  readonly held: HeldBytes;
}

/**
 * Reads a JSON body that is no batch. Throws UNSUPPORTED_MEDIA_TYPE for what is not JSON in UTF-8, BAD_REQUEST for what does not
 * parse, PAYLOAD_TOO_LARGE, LIMIT_EXCEEDED for a batch.
 */
export async function readJsonBody(request: IncomingMessage, bounds: BodyBounds): Promise<unknown> {
  const type = request.headers['content-type'];
  if (!isJsonContentType(type)) {
    throw refused('UNSUPPORTED_MEDIA_TYPE', `header content-type: expected application/json in UTF-8, received ${JSON.stringify(type?.slice(0, 100) ?? '')}`);
  }
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw refused('UNSUPPORTED_MEDIA_TYPE', 'header content-encoding: expected none');
  const text = await readText(request, bounds);
  const body = parse(text);
  if (Array.isArray(body) && body.length > MAX_BATCH) throw beyondLimit('batch size', MAX_BATCH, body.length);
  return body;
}

async function readText(request: IncomingMessage, { limitBytes, held }: BodyBounds): Promise<string> {
  if (Number(request.headers['content-length'] ?? Number.NaN) <= SMALL_BYTES) return readBody(request, limitBytes);
  const cut = (): void => void request.destroy();
  try {
    return await readBody(request, limitBytes, (bytes) => held.note(request, bytes, cut));
  } finally {
    held.note(request, 0, cut);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('BAD_REQUEST', 'body: expected JSON');
  }
}
