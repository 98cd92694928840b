import type { Sources } from '../domain/source-cursor.ts';
import { assertInside, openFileSource } from './open-file-source.ts';
import { openHttpSource } from './open-http-source.ts';

/** The sources that end: files below `filesDir`, and answers to HTTP requests. */
export function createSources({ filesDir }: { filesDir: string }): Sources {
  return {
    open: (source, options) => (source.kind === 'file' ? openFileSource(source, { filesDir, ...options }) : openHttpSource(source, options)),
    async assertAllowed(source, field) {
      if (source.kind === 'file') await assertInside(filesDir, source.path, `${field}.file.path`);
    },
  };
}
