// Hands this process over to the pinned Node and takes its exit code.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { findRuntime } from './runtime.mjs';

/** Runs `args` (a script and its arguments, Node options first) under the pinned Node, with the compile cache on; ends this process with its exit code. */
export function runUnderRuntime(args) {
  const runtime = findRuntime();
  if (runtime === undefined) {
    console.error('autoweave: needs Node >= 24.12: run `npm install` again without --omit=optional, or install Node 24');
    process.exit(1);
  }
  const env = {
    NODE_COMPILE_CACHE: join(tmpdir(), `autoweave-compile-cache-${process.getuid?.() ?? 'user'}`),
    // By default glibc gives each thread an arena of its own, and each keeps what it once had: ten megabytes of an idle process.
    MALLOC_ARENA_MAX: '2',
    ...process.env,
  };
  // Where Node can replace itself, no second process is left that could outlive or miss the other.
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.removeAllListeners('warning');
    process.execve(runtime, [runtime, ...args], env);
  }
  // The channel tells the child when this process is gone, however it went.
  const child = spawn(runtime, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(child, signal));
  child.on('error', (error) => {
    console.error(`autoweave: cannot run ${runtime}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 128 + (signal === 'SIGKILL' ? 9 : 15)));
}

// A terminal's Ctrl-C reaches the whole process group by itself; a second copy would be read as impatience.
function forward(child, signal) {
  if (signal === 'SIGINT' && process.stdin.isTTY) return;
  child.kill(signal);
}
