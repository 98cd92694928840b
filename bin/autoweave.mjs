#!/usr/bin/env node
// The launcher: plain JavaScript that any Node >= 20 runs. It hands over to the pinned Node, which runs the TypeScript
// sources of a checkout by type stripping, or the emitted JavaScript of the installed package.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runUnderRuntime } from './hand-over.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'main.ts');
const main = existsSync(source) ? source : join(here, '..', 'dist', 'bin', 'main.js');

// What serves requests lives briefly or for good: a young generation of 16 MB, and an old one that doubles, at most, before it is collected. What
// lived long in the first seconds, when everything takes long, is no reason to put all of its kind into the old generation from then on.
runUnderRuntime([
  '--disable-warning=ExperimentalWarning',
  '--expose-gc',
  '--max-semi-space-size=16',
  '--heap-growing-percent=100',
  '--no-allocation-site-pretenuring',
  main,
  ...process.argv.slice(2),
]);
