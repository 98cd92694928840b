// Runs before `npm start` and `npm test`: installs what the lockfile names when it is not there yet.
// Plain JavaScript on Node's own modules, because nothing else is there on a fresh clone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const marker = join(root, 'node_modules', '.autoweave-installed');
const withDevelopment = process.argv.includes('--with-development') || process.env.NODE_ENV !== 'production';

const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const wanted = `${lockHash} ${withDevelopment ? 'all' : 'production'}`;
const installed = existsSync(marker) ? readFileSync(marker, 'utf8') : '';

// What serves development serves production too.
if (installed !== wanted && installed !== `${lockHash} all`) {
  console.error('autoweave: installing the packages that package-lock.json names (only when they change)');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=optional', withDevelopment ? '--include=dev' : '--omit=dev'];
  const done =
    npm === undefined
      ? spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    console.error('autoweave: the installation failed; the lines above say why');
    process.exit(1);
  }
  writeFileSync(marker, wanted);
}
