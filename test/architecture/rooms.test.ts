import { describe, expect, it } from '@jest/globals';
import { readSources, withoutWords } from './source-files.ts';

const ROOMS = ['bin', 'gateway', 'subgraphs', 'platform', 'client'];

function offenders(pattern: RegExp, allowed: (path: string) => boolean): string[] {
  return readSources(...ROOMS)
    .filter(({ path, text }) => !allowed(path) && pattern.test(withoutWords(text)))
    .map(({ path }) => path);
}

describe('the rooms', () => {
  it('read the environment in config.ts files alone, so that every setting is validated at one place', () => {
    expect(offenders(/\bprocess\.env\b/, (path) => path.endsWith('/config.ts'))).toEqual([]);
  });

  it('listen, take signals and exit in main.ts files and bin/ alone, so that parts can be started in any process', () => {
    const pattern = /\bprocess\.(on|once|exit)\b|\b\w*[sS]erver\.listen\(/;
    expect(offenders(pattern, (path) => path.startsWith('bin/') || path.endsWith('/main.ts'))).toEqual([]);
  });

  it('hold no file longer than 300 lines: such a file asks for its second room', () => {
    const long = readSources(...ROOMS)
      .filter(({ text }) => text.split('\n').length > 301)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('have no drawer for odds and ends', () => {
    const drawers = readSources(...ROOMS)
      .map(({ path }) => path)
      .filter((path) => /(^|\/)(utils?|helpers?|managers?|base|common|misc)(\.ts|\/)/.test(path));
    expect(drawers).toEqual([]);
  });

  it('draw no chance of their own where a test would need to own it', () => {
    expect(offenders(/\bMath\.random\(/, (path) => path.startsWith('bin/'))).toEqual([]);
  });
});
