import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from './find-free-port.ts';
import { waitUntil } from './wait-until.ts';

const FOLDER = join(import.meta.dirname, 'neo4j');
const CACHE = join(import.meta.dirname, '../../.cache/neo4j');
const JAVA_CANDIDATES = ['java', '/usr/lib/jvm/java-17-openjdk-amd64/bin/java', '/usr/lib/jvm/java-17-openjdk-arm64/bin/java'];

/** A Neo4j of one test's own. */
export interface Neo4jServer {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  /** Ends the server as a power cut ends a process: nothing is flushed, nobody is told. */
  kill9(): Promise<void>;
  /** Starts it again, after `kill9`, on the same port and data. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** True when this machine can run Neo4j: a JDK 17 or 21, and Maven to fetch the classpath with. */
export function neo4jAvailable(): boolean {
  return findJava() !== undefined && canRun('mvn', ['-v']);
}

/**
 * Starts a real Neo4j on loopback with data of its own and resolves once Bolt answers. The first start on a machine fetches
 * about 120 MB from Maven's repository into `.cache/neo4j`, which can take minutes.
 */
export async function startNeo4j(): Promise<Neo4jServer> {
  const classpath = await fetchClasspath();
  const java = findJava();
  if (java === undefined) throw new Error('no JDK 17 or 21 to run Neo4j with');
  const home = mkdtempSync(join(tmpdir(), 'neo4j-'));
  const port = await findFreePort();
  const login = { uri: `bolt://127.0.0.1:${port}`, user: 'neo4j', password: randomUUID() };
  let child = await launch();

  async function launch(): Promise<ChildProcess> {
    const options = ['--add-opens=java.base/java.nio=ALL-UNNAMED', '-Xmx512m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', join(classpath, '*')];
    const started = spawn(java!, [...options, join(FOLDER, 'Neo4jLauncher.java'), home, String(port)], {
      env: { NEO4J_TEST_PASSWORD: login.password },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // It ends with this process at the latest, and with a start that failed.
    const kill = (): void => void started.kill('SIGKILL');
    process.once('exit', kill);
    started.once('exit', () => process.off('exit', kill));
    let complaint = '';
    started.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4_000)));
    const exited = once(started, 'exit').then(() => Promise.reject(new Error(`Neo4j ended before it was ready:\n${complaint}`)));
    exited.catch(() => undefined);
    try {
      await Promise.race([waitUntil(() => answers(login), { timeoutMs: 480_000, what: 'Neo4j to answer' }), exited]);
    } catch (error) {
      kill();
      throw error;
    }
    return started;
  }

  async function kill9(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  return {
    ...login,
    kill9,
    async restart() {
      child = await launch();
    },
    async stop() {
      await kill9();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function answers(login: { uri: string; user: string; password: string }): Promise<boolean> {
  const { default: neo4j } = await import('neo4j-driver');
  const driver = neo4j.driver(login.uri, neo4j.auth.basic(login.user, login.password), { connectionAcquisitionTimeout: 5_000 });
  try {
    await driver.executeQuery('RETURN 1');
    return true;
  } finally {
    await driver.close();
  }
}

/** The folder of jars that the pom asks for; fetched once for each content of the pom, and whole or not at all. */
async function fetchClasspath(): Promise<string> {
  const pom = join(FOLDER, 'pom.xml');
  const folder = join(CACHE, createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const coming = mkdtempSync(join(CACHE, 'coming-'));
  await promisify(execFile)('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${coming}`], { timeout: 900_000 });
  try {
    renameSync(coming, folder);
  } catch (error) {
    // Another test process was first.
    rmSync(coming, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function findJava(): string | undefined {
  return JAVA_CANDIDATES.find((java) => canRun(java, ['-version'], /version "(17|21)\./));
}

function canRun(command: string, options: readonly string[], says = /./): boolean {
  try {
    // `java -version` speaks on standard error.
    return says.test(execFileSync('/bin/sh', ['-c', '"$0" "$@" 2>&1', command, ...options], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}
