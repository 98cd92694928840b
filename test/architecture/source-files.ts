import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The checkout's root. */
export const ROOT = join(import.meta.dirname, '..', '..');

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The hand-written TypeScript sources below `folders`, without tests and generated files. */
export function readSources(...folders: readonly string[]): readonly SourceFile[] {
  return listFiles(folders)
    .filter((path) => path.endsWith('.ts') && !/\.(test|contract)\.ts$|\/generated\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** Every file that git tracks, or would, below `folders`. */
export function listFiles(folders: readonly string[]): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders], { cwd: ROOT, encoding: 'utf8' });
  return listed.split('\n').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

/** The code with comments and texts blanked, so that a word in them is not taken for an identifier. */
export function withoutWords(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, (match) => match.replaceAll(/[^\n]/g, ' '));
}
