import { badInput } from '../../../platform/errors/coded-error.ts';
import type { SamplePlace, StoredSample } from '../domain/metric-store.ts';

/** The cursor of a sample is its place in the order by time. */
export function toCursor({ at }: StoredSample): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

/** Throws BAD_USER_INPUT for what `toCursor` did not make. */
export function readCursor(cursor: string): SamplePlace {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === 3 && Number.isFinite(place[0]) && typeof place[1] === 'string' && Number.isInteger(place[2])) {
      return place as unknown as SamplePlace;
    }
  } catch {
    // Not JSON: told below.
  }
  throw badInput('after', 'a cursor of an earlier page', cursor);
}
