import { describe, expect, it } from '@jest/globals';
import { compareVersions, readVersion } from './version.ts';
import { readVersionRange } from './version-range.ts';

const version = (text: string) => readVersion(text, 'version');

describe('versions', () => {
  it('stand in the order of the specification', () => {
    const ordered = [
      '0.9.9',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.2.0',
      '1.10.0',
      '2.0.0',
      '10.0.0',
    ];
    expect(
      ordered
        .map(version)
        .toReversed()
        .sort(compareVersions)
        .map(({ text }) => text),
    ).toEqual(ordered);
  });

  it('differ not by build metadata', () => {
    expect(compareVersions(version('1.0.0+a'), version('1.0.0+b'))).toBe(0);
  });

  it.each(['1', '1.0', '01.0.0', '1.0.0-', '1.0.0-01', '1.0.0-a..b', 'v1.0.0', '1.0.0+', ''])('refuse %j', (text) => {
    expect(() => version(text)).toThrow('version: expected a semantic version');
  });
});

describe('version ranges', () => {
  it.each([
    ['^1', '1.0.0 1.99.3', '0.9.0 2.0.0 10.0.0 1.5.0-beta 2.0.0-alpha'],
    ['^1.2', '1.2.0 1.9.0', '1.1.9 2.0.0'],
    ['^1.2.3', '1.2.3 1.3.0', '1.2.2 2.0.0'],
    ['^0.2.3', '0.2.3 0.2.9', '0.3.0 0.2.2'],
    ['^0.0.3', '0.0.3', '0.0.4'],
    ['^0', '0.0.1 0.9.0', '1.0.0'],
    ['^1.2.3-beta.2', '1.2.3-beta.2 1.2.3-beta.11 1.2.3 1.9.0', '1.2.3-beta.1 1.2.4-beta.2 2.0.0'],
    ['~1.2.3', '1.2.3 1.2.9', '1.3.0'],
    ['~1.2', '1.2.0 1.2.9', '1.3.0'],
    ['~1', '1.0.0 1.9.0', '2.0.0'],
    ['1.2.3', '1.2.3', '1.2.4'],
    ['=1.2.3', '1.2.3', '1.2.4'],
    ['1.x', '1.0.0 1.9.9', '2.0.0 10.0.0'],
    ['1.2.*', '1.2.0 1.2.9', '1.3.0'],
    ['*', '0.0.0 99.0.0', '1.0.0-beta'],
    ['', '0.0.0 99.0.0', '1.0.0-beta'],
    ['>=1 <3', '1.0.0 2.9.9', '0.9.9 3.0.0 3.0.0-alpha'],
    ['>= 1.2.0 < 1.4', '1.2.0 1.3.9', '1.4.0'],
    ['>1', '2.0.0', '1.0.0 1.9.0'],
    ['>1.2.3', '1.2.4', '1.2.3'],
    ['<=1', '0.1.0 1.9.9', '2.0.0'],
    ['<=1.2.3', '1.2.3', '1.2.4'],
    ['1.0.0 - 1.4.0', '1.0.0 1.4.0', '1.4.1 0.9.0'],
    ['1.0 - 1.4', '1.0.0 1.4.9', '1.5.0'],
    ['1.2.3 || ^2', '1.2.3 2.5.0', '1.2.4 3.0.0'],
    ['<*', '', '0.0.0 1.0.0'],
  ])('%s includes %s and excludes %s', (text, included, excluded) => {
    const range = readVersionRange(text, 'versionRange');
    const matches = (list: string) => list.split(' ').filter((one) => one !== '' && range.includes(version(one)));
    expect(matches(included).join(' ')).toBe(included);
    expect(matches(excluded)).toEqual([]);
  });

  it.each(['newest', '^', '1.2.3.4', '>=', '1 - ', '^1.2-beta', '^1.2.3-01', 'x'.repeat(257)])('refuse %j', (text) => {
    expect(() => readVersionRange(text, 'versionRange')).toThrow('versionRange: expected a');
  });
});
