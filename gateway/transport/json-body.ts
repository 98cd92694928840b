import type { IncomingMessage } from 'node:http';
import { readBody } from '../../platform/http/read-body.ts';
import { refused } from '../errors.ts';
import { isJsonContentType } from './media-types.ts';

/** Reads a JSON body. Throws UNSUPPORTED_MEDIA_TYPE for what is not JSON in UTF-8, BAD_REQUEST for what does not parse, PAYLOAD_TOO_LARGE. */
export async function readJsonBody(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const type = request.headers['content-type'];
  if (!isJsonContentType(type)) {
    throw refused('UNSUPPORTED_MEDIA_TYPE', `header content-type: expected application/json in UTF-8, received ${JSON.stringify(type?.slice(0, 100) ?? '')}`);
  }
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw refused('UNSUPPORTED_MEDIA_TYPE', 'header content-encoding: expected none');
  const text = await readBody(request, limitBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw refused('BAD_REQUEST', 'body: expected JSON');
  }
}
