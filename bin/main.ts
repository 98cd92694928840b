import { existsSync, readFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { ConfigError } from '../platform/config/settings.ts';
import { findPackageFile } from '../platform/package/package-files.ts';
import { FileOwnedError } from '../platform/sqlite/file-lock.ts';
import { exitWhenLauncherGoes } from './run-process.ts';
import { COMMAND_USAGE, USAGE } from './usage.ts';
import { UsageError } from './usage-error.ts';

type Command = (argv: readonly string[]) => Promise<void>;

/** Each command is loaded only when it is used: a start must not pay for composition. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  gateway: async () => (await import('./gateway.ts')).gateway,
  subgraph: async () => (await import('./subgraph.ts')).subgraph,
  'core-double': async () => (await import('./core-double.ts')).coreDouble,
  schema: async () => (await import('./schema.ts')).schema,
  explain: async () => (await import('./explain.ts')).explain,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  doctor: async () => (await import('./doctor.ts')).doctor,
};

async function main(argv: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = argv;
  if (name === 'help' || [name, ...rest].some((word) => word === '--help' || word === '-h')) {
    console.log(Object.hasOwn(COMMAND_USAGE, name) ? COMMAND_USAGE[name] : USAGE);
    return;
  }
  if (name === '--version') {
    console.log(readVersion());
    return;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) throw new UsageError(`no such command: ${name}; see autoweave --help`);
  const command = await load();
  await command(rest);
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(findPackageFile('package.json'), 'utf8')) as { version: string };
  return version;
}

/** What an operator can mend is one clear line (a line for each bad setting); anything else is a defect, shown whole. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.problems.map((problem) => `autoweave: ${problem}`).join('\n');
  if (error instanceof UsageError) return `autoweave: ${error.message}`;
  if (error instanceof FileOwnedError) return `autoweave: ${error.message}: stop that, or name another folder in AUTOWEAVE_DATA_DIR`;
  if (error instanceof TypeError && (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true)
    return `autoweave: ${error.message.split('\n', 1)[0]}; see autoweave --help`;
  return `autoweave: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

exitWhenLauncherGoes();
if (existsSync('.env')) loadEnvFile('.env');
main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
