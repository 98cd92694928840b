import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'peers');
const INSTALL_TIMEOUT_MS = 300_000;

/**
 * Makes the peers' packages available in their own folder and tells whether they are. With `mayInstall` false (the short
 * mode, which must run without a network) they count only if they are there.
 */
export function preparePeers({ mayInstall }: { mayInstall: boolean }): boolean {
  if (existsSync(join(FOLDER, 'node_modules', '.package-lock.json'))) return true;
  if (!mayInstall) return false;
  console.log('gateway: installing the peers into bench/gateway/peers …');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_TIMEOUT_MS,
  });
  return status === 0;
}
