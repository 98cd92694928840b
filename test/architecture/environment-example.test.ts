import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Setting } from '../../platform/config/settings.ts';
import { listFiles, ROOT } from './source-files.ts';

/** Every setting of every room: each config.ts exports its own under a name that ends in "settings". */
async function collectSettings(): Promise<ReadonlyMap<string, Setting<unknown>>> {
  const settings = new Map<string, Setting<unknown>>();
  for (const path of listFiles(['bin', 'gateway', 'subgraphs', 'platform']).filter((file) => file.endsWith('/config.ts'))) {
    const exported = (await import(join(ROOT, path))) as Record<string, unknown>;
    for (const group of Object.entries(exported)
      .filter(([name]) => /settings$/i.test(name))
      .map(([, value]) => value)) {
      if (typeof group !== 'object' || group === null) continue;
      for (const setting of Object.values(group) as Setting<unknown>[]) settings.set(setting.name, setting);
    }
  }
  return settings;
}

function readExample(): ReadonlyMap<string, { shownDefault: string; description: string }> {
  const entries = new Map<string, { shownDefault: string; description: string }>();
  let comment: string[] = [];
  for (const line of readFileSync(join(ROOT, '.env.example'), 'utf8').split('\n')) {
    const entry = /^#? ?([A-Z][A-Z0-9_]+)=(.*)$/.exec(line);
    if (entry !== null) {
      entries.set(entry[1] ?? '', { shownDefault: entry[2] ?? '', description: comment.join(' ') });
      comment = [];
    } else if (line.startsWith('# ')) comment.push(line.slice(2));
    else comment = [];
  }
  return entries;
}

describe('.env.example', () => {
  it('L06 lists every setting that a config.ts reads, with its default and its description, and no other', async () => {
    const settings = await collectSettings();
    const expected = [...settings.values()].map(({ name, shownDefault, description }) => ({ name, shownDefault, description }));
    const actual = [...readExample()].map(([name, entry]) => ({ name, ...entry }));
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
    expect(actual.toSorted(byName)).toEqual(expected.toSorted(byName));
  });
});
