import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { ConfigError } from '../platform/config/settings.ts';
import { FileOwnedError } from '../platform/sqlite/file-lock.ts';
import { exitWhenLauncherGoes } from './run-process.ts';
import { UsageError } from './usage-error.ts';

const USAGE = `autoweave: one federated GraphQL API over agents, services, events, pipelines and analytics

  autoweave start                                    the gateway and every subgraph in one process
  autoweave gateway --supergraph FILE-or-URL --port N  the gateway alone, over remote subgraphs; follows the file or URL
  autoweave gateway --introspect NAME=URL,…          composes the subgraphs by asking them
  autoweave gateway --manager FILE                   a supergraph manager of @apollo/gateway; --build-service FILE: its data sources
  autoweave subgraph NAME --port N                   one subgraph in a process of its own
  autoweave core-double --port N                     a double of AutoWeave Core, for development and tests
  autoweave schema compose                           composes schema/supergraph.graphql from the subgraphs' SDL
  autoweave explain FILE [--supergraph FILE-or-URL]  how the operation in FILE would be answered
  autoweave backup --to FOLDER                       the data folder as it is at this moment, while the backend runs
  autoweave restore --from FOLDER                    an empty data folder becomes what a backup holds
  autoweave doctor                                   checks the configuration and every store

Settings come from the environment and from .env in the current folder; .env.example lists them all.`;

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
  if (name === 'help' || name === '--help' || name === '-h') {
    console.log(USAGE);
    return;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) throw new UsageError(`no such command: ${name}; see autoweave --help`);
  const command = await load();
  await command(rest);
}

/** What an operator can mend is one clear line (a line for each bad setting); anything else is a defect, shown whole. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.problems.map((problem) => `autoweave: ${problem}`).join('\n');
  if (error instanceof UsageError || error instanceof FileOwnedError) return `autoweave: ${error.message}`;
  if (error instanceof TypeError && (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true)
    return `autoweave: ${error.message.split('\n', 1)[0]}`;
  return `autoweave: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

exitWhenLauncherGoes();
if (existsSync('.env')) loadEnvFile('.env');
main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
