#!/usr/bin/env node
// The launcher: plain JavaScript that any Node >= 20 runs. It hands over to the pinned Node, which runs the TypeScript
// sources of a checkout by type stripping, or the emitted JavaScript of the installed package.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runUnderRuntime } from './hand-over.mjs';
import { V8_FLAGS } from './v8-flags.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'main.ts');
const main = existsSync(source) ? source : join(here, '..', 'dist', 'bin', 'main.js');

runUnderRuntime(['--disable-warning=ExperimentalWarning', '--expose-gc', ...V8_FLAGS, main, ...process.argv.slice(2)]);
