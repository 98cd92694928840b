import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './source-files.ts';

interface LockEntry {
  readonly version: string;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
}

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockEntry | undefined> };
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { optionalDependencies: Record<string, string> };
const { RUNTIME_PACKAGES } = (await import(join(ROOT, 'bin/runtime.mjs'))) as { RUNTIME_PACKAGES: Record<string, string> };

/** Platforms for which the registry has no Node 24 of 24.12 or later; `docs/dependencies.md` says so too. */
const ABSENT = ['darwin-arm64', 'win32-arm64', 'linux-x64 with musl'];

describe('the pinned runtime', () => {
  it.each(Object.entries(RUNTIME_PACKAGES))('for %s is %s, an exact Node 24 of at least 24.12 without an install script', (_platform, name) => {
    const entry = lock.packages[`node_modules/${name}`];
    const [major = 0, minor = 0] = (entry?.version ?? '').split('.').map(Number);
    expect(major).toBe(24);
    expect(minor).toBeGreaterThanOrEqual(12);
    expect(entry).toMatchObject({ optional: true, version: manifest.optionalDependencies[name] });
    expect(entry?.integrity).toMatch(/^sha512-/);
    expect(entry?.hasInstallScript).toBeUndefined();
  });

  it.each(ABSENT)('is documented as absent for %s', (platform) => {
    expect(Object.keys(RUNTIME_PACKAGES)).not.toContain(platform);
    expect(readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8')).toContain(`\`${platform}\``);
  });

  it('is the one that runs this test', () => {
    expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24);
  });
});

describe('the lockfile', () => {
  it('names no registry host', () => {
    expect(JSON.stringify(lock)).not.toContain('"resolved"');
  });

  it('holds one graphql', () => {
    expect(Object.keys(lock.packages).filter((path) => path.endsWith('node_modules/graphql'))).toEqual(['node_modules/graphql']);
  });
});
