import { badInput } from '../../../platform/errors/coded-error.ts';

/** A semantic version, https://semver.org/spec/v2.0.0.html. Build metadata has no part in order. */
export interface Version {
  readonly text: string;
  /** major, minor, patch. */
  readonly numbers: readonly [number, number, number];
  /** Identifiers before the release; empty for a release. */
  readonly prerelease: readonly string[];
}

const VERSION = /^(0|[1-9]\d{0,9})\.(0|[1-9]\d{0,9})\.(0|[1-9]\d{0,9})(?:-([0-9A-Za-z.-]{1,100}))?(?:\+([0-9A-Za-z.-]{1,100}))?$/;
const NUMERIC = /^\d+$/;

/** Reads a version; throws BAD_USER_INPUT naming `field`. */
export function readVersion(text: string, field: string): Version {
  const match = VERSION.exec(text);
  const prerelease = match?.[4]?.split('.') ?? [];
  const isFit = prerelease.every((part) => part !== '' && !(NUMERIC.test(part) && part.length > 1 && part.startsWith('0')));
  if (match === null || !isFit || (match[5]?.split('.') ?? []).includes('')) throw badInput(field, 'a semantic version such as 1.4.0', text);
  return { text, numbers: [Number(match[1]), Number(match[2]), Number(match[3])], prerelease };
}

/** Negative when `a` precedes `b`; 0 when neither does. */
export function compareVersions(a: Version, b: Version): number {
  for (const index of [0, 1, 2] as const) {
    const difference = a.numbers[index] - b.numbers[index];
    if (difference !== 0) return difference;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

// A release follows its prereleases; identifiers compare one by one, numbers below words, the shorter list first.
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (let index = 0; ; index += 1) {
    const [x, y] = [a[index], b[index]];
    if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined);
    const difference = compareIdentifiers(x, y);
    if (difference !== 0) return difference;
  }
}

function compareIdentifiers(x: string, y: string): number {
  if (x === y) return 0;
  const [isXNumeric, isYNumeric] = [NUMERIC.test(x), NUMERIC.test(y)];
  if (isXNumeric && isYNumeric) return x.length - y.length || (x < y ? -1 : 1);
  if (isXNumeric !== isYNumeric) return isXNumeric ? -1 : 1;
  return x < y ? -1 : 1;
}
