import type { DataObject } from '../own-property.ts';
import type { HoleKind } from './passed-text.ts';

/** Where reading stands in a JSON text that has no backslash, no control character, and no blank between its tokens. */
export interface TextCursor {
  readonly text: string;
  at: number;
  /** Where the piece of text begins that is being passed. */
  from: number;
  /** Holes of the texts that are being passed, an inner one's behind those of the outer, each with the text before it; only the first `count` are there. */
  readonly pieces: string[];
  readonly holes: DataObject[];
  readonly kinds: HoleKind[];
  count: number;
}

/** Thrown where a text is not as its reader expects: it has to be read in another way. */
export class UnexpectedTextError extends Error {}

/** The one that is thrown: nobody looks at where it came from. */
const UNEXPECTED = new UnexpectedTextError('the text is not as expected');

/** What tokens begin with, and what stands between them. */
export const CHARACTERS = { quote: 0x22, comma: 0x2c, openList: 0x5b, closeList: 0x5d, openObject: 0x7b, n: 0x6e, t: 0x74, f: 0x66 } as const;

const NUMBER = /[-+.0-9eE]*/y;

/** Ends the reading of a text. */
export function refuseText(): never {
  throw UNEXPECTED;
}

/** Passes text that must stand at the cursor. */
export function passLiteral(cursor: TextCursor, literal: string): void {
  if (!cursor.text.startsWith(literal, cursor.at)) refuseText();
  cursor.at += literal.length;
}

/** Passes a string, its quotes included. */
export function passString(cursor: TextCursor): void {
  const { text, at } = cursor;
  if (text.charCodeAt(at) !== CHARACTERS.quote) refuseText();
  const end = text.indexOf('"', at + 1);
  if (end === -1) refuseText();
  cursor.at = end + 1;
}

/** Whether a list's first item is to come; the cursor stands behind the bracket that opens it, and is taken behind that which ends it. */
export function hasItem(cursor: TextCursor): boolean {
  if (cursor.text.charCodeAt(cursor.at) !== CHARACTERS.closeList) return true;
  cursor.at += 1;
  return false;
}

/** Whether another item of a list is to come; the cursor is taken to it, or behind the list. */
export function hasNextItem(cursor: TextCursor): boolean {
  const next = cursor.text.charCodeAt(cursor.at);
  if (next !== CHARACTERS.comma && next !== CHARACTERS.closeList) refuseText();
  cursor.at += 1;
  return next === CHARACTERS.comma;
}

/** A string, number, truth value or null. A number is refused unless it is written as JSON writes it, so that its text can stand for it. */
export function takeScalar(cursor: TextCursor): string | number | boolean | null {
  const { text, at } = cursor;
  switch (text.charCodeAt(at)) {
    case CHARACTERS.quote:
      passString(cursor);
      return text.slice(at + 1, cursor.at - 1);
    case CHARACTERS.n:
      passLiteral(cursor, 'null');
      return null;
    case CHARACTERS.t:
      passLiteral(cursor, 'true');
      return true;
    case CHARACTERS.f:
      passLiteral(cursor, 'false');
      return false;
    default:
      return takeNumber(cursor);
  }
}

function takeNumber(cursor: TextCursor): number {
  NUMBER.lastIndex = cursor.at;
  const [written = ''] = NUMBER.exec(cursor.text) ?? [];
  const number = Number(written);
  if (written === '' || !Number.isFinite(number) || String(number) !== written) refuseText();
  cursor.at += written.length;
  return number;
}
