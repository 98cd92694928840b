import type { CustomTypesConfig } from 'pg';

type Parser = (text: string) => unknown;

const BOOL = 16;
const BYTEA = 17;
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 26, 700, 701, 1700]);

/**
 * Values as the embedded engine would give them, so that both engines' rows are alike: every number a number, booleans
 * 1 and 0, bytes as bytes, JSON and all else as text.
 */
export const POSTGRES_TYPES: CustomTypesConfig = { getTypeParser: ((oid: number) => parserOf(oid)) as CustomTypesConfig['getTypeParser'] };

function parserOf(oid: number): Parser {
  if (NUMBERS.has(oid)) return readNumber;
  if (oid === BOOL) return (text) => (text === 't' ? 1 : 0);
  if (oid === BYTEA) return (text) => Buffer.from(text.slice(2), 'hex');
  return (text) => text;
}

/** Throws a RangeError for a whole number that a number cannot hold exactly. */
function readNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(text)) throw new RangeError(`${text} is too large for a number`);
  return value;
}
