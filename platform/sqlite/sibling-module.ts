import { extname } from 'node:path';

/** The URL of the module `name` beside the caller's, with the caller's own extension: `.ts` in a checkout, `.js` in the package. */
export function siblingModule(callerUrl: string, name: string): URL {
  return new URL(`./${name}${extname(new URL(callerUrl).pathname)}`, callerUrl);
}
