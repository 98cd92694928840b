import { badInput } from '../../../platform/errors/coded-error.ts';
import { compareVersions, readVersion, type Version } from './version.ts';

/** A range of semantic versions as package managers write it. */
export interface VersionRange {
  /** Prereleases match only where the range names one of the same major, minor and patch. */
  includes(version: Version): boolean;
}

type Operator = '>=' | '>' | '<=' | '<' | '=';
interface Comparator {
  readonly operator: Operator;
  readonly version: Version;
}
/** A version of which the end may be left open: `1`, `1.2`, `1.x`, `*`. */
interface OpenVersion {
  readonly numbers: readonly number[];
  readonly prerelease: string;
}

const MAX_LENGTH = 256;
const TERM = /^(\^|~|>=|<=|>|<|=)?\s*v?(\*|[xX]|\d{1,10})(?:\.(\*|[xX]|\d{1,10}))?(?:\.(\*|[xX]|\d{1,10})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?)?$/;
const EXPECTED = 'a version range such as ^1.2, ~2.0.1, >=1 <3, 1.x, 1.0.0 - 1.4.0 or 1.2.3 || ^2';

/** Reads a range; throws BAD_USER_INPUT naming `field`. */
export function readVersionRange(text: string, field: string): VersionRange {
  if (text.length > MAX_LENGTH) throw badInput(field, EXPECTED, text);
  const alternatives = text.split('||').map((part) => readAlternative(part.trim(), text, field));
  return { includes: (version) => alternatives.some((comparators) => satisfiesAll(comparators, version)) };
}

function satisfiesAll(comparators: readonly Comparator[], version: Version): boolean {
  if (!comparators.every((comparator) => satisfies(comparator, version))) return false;
  if (version.prerelease.length === 0) return true;
  return comparators.some(({ version: named }) => named.prerelease.length > 0 && named.numbers.every((part, index) => part === version.numbers[index]));
}

function satisfies({ operator, version: bound }: Comparator, version: Version): boolean {
  const order = compareVersions(version, bound);
  switch (operator) {
    case '=':
      return order === 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
  }
}

function readAlternative(part: string, whole: string, field: string): readonly Comparator[] {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(part);
  const terms = hyphen === null ? part.replaceAll(/(\^|~|>=|<=|>|<|=)\s+/g, '$1').split(/\s+/) : [`>=${hyphen[1]}`, `<=${hyphen[2]}`];
  return terms.flatMap((term) => {
    const match = TERM.exec(term === '' ? '*' : term);
    if (match === null) throw badInput(field, EXPECTED, whole);
    return toComparators(match[1] ?? '=', toPartial(match, whole, field));
  });
}

function toPartial(match: RegExpExecArray, whole: string, field: string): OpenVersion {
  const parts = [match[2], match[3], match[4]];
  const open = parts.findIndex((part) => part === undefined || /^[xX*]$/.test(part));
  const numbers = (open === -1 ? parts : parts.slice(0, open)).map(Number);
  if (match[5] !== undefined && numbers.length === 3) readVersion(`${numbers.join('.')}-${match[5]}`, field);
  else if (match[5] !== undefined) throw badInput(field, EXPECTED, whole);
  return { numbers, prerelease: match[5] ?? '' };
}

function toComparators(operator: string, partial: OpenVersion): readonly Comparator[] {
  const { numbers } = partial;
  const low = toVersion(numbers, partial.prerelease);
  switch (operator) {
    case '^':
      return between(low, caretEnd(numbers));
    case '~':
      return between(low, numbers.length === 0 ? undefined : bump(numbers, Math.min(1, numbers.length - 1)));
    case '=':
      return numbers.length === 3 ? [{ operator: '=', version: low }] : between(low, numbers.length === 0 ? undefined : bump(numbers, numbers.length - 1));
    case '>':
      return numbers.length === 3
        ? [{ operator: '>', version: low }]
        : numbers.length === 0
          ? [NONE]
          : [{ operator: '>=', version: bump(numbers, numbers.length - 1) }];
    case '<=':
      return numbers.length === 3 ? [{ operator: '<=', version: low }] : numbers.length === 0 ? [] : [below(bump(numbers, numbers.length - 1))];
    case '<':
      return numbers.length === 0 ? [NONE] : [below(low)];
    default:
      return [{ operator: '>=', version: low }];
  }
}

// The leftmost number that is not zero may not change; of `^0.0` and `^0` the last one given may not.
function caretEnd(numbers: readonly number[]): Version | undefined {
  if (numbers.length === 0) return undefined;
  const leftmost = numbers.findIndex((part) => part !== 0);
  return bump(numbers, leftmost === -1 ? numbers.length - 1 : leftmost);
}

function between(low: Version, end: Version | undefined): readonly Comparator[] {
  return [{ operator: '>=', version: low }, ...(end === undefined ? [] : [below(end)])];
}

/** Below the bound and its prereleases: `<2.0.0-0`. */
function below(version: Version): Comparator {
  return { operator: '<', version: version.prerelease.length > 0 ? version : { ...version, prerelease: ['0'] } };
}

function bump(numbers: readonly number[], index: number): Version {
  return toVersion([...numbers.slice(0, index), (numbers[index] ?? 0) + 1], '');
}

function toVersion(numbers: readonly number[], prerelease: string): Version {
  const [major = 0, minor = 0, patch = 0] = numbers;
  return { text: `${major}.${minor}.${patch}`, numbers: [major, minor, patch], prerelease: prerelease === '' ? [] : prerelease.split('.') };
}

const NONE: Comparator = { operator: '<', version: { text: '0.0.0-0', numbers: [0, 0, 0], prerelease: ['0'] } };
