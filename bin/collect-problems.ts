import { ConfigError } from '../platform/config/settings.ts';

/** Reads every part of a configuration and throws one ConfigError with all their problems, or answers all values. */
export function collectProblems<T extends Readonly<Record<string, () => unknown>>>(reads: T): { readonly [K in keyof T]: ReturnType<T[K]> } {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(reads)) {
    try {
      values[name] = read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
    }
  }
  // Two parts may read one variable; its problem is told once.
  if (problems.length > 0) throw new ConfigError([...new Set(problems)]);
  return values as { readonly [K in keyof T]: ReturnType<T[K]> };
}
