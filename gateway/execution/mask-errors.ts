import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { Run } from './run.ts';

/** Enough of one answer's to find out what broke. */
const LOGGED_ERRORS = 10;
const LOGGED_CHARACTERS = 8_192;
const LOGGED_STEPS = 100;
/** What servers add to an error for those who write them. */
const FOR_DEVELOPERS = ['stacktrace', 'exception'];

/**
 * Errors of a subgraph's answer as clients may see them. One that has no code, or says that something broke inside, is told without its words, which
 * are in the log; of any other only what is for developers is left out. Errors are as they came where nothing is masked.
 */
export function maskErrors(errors: readonly SubgraphError[], { service, run }: { readonly service: string; readonly run: Run }): readonly SubgraphError[] {
  const { setting, operation } = run;
  if (!setting.masksErrors) return errors;
  const { correlationId } = operation.identity;
  const defects = errors.filter(isDefect);
  if (defects.length > 0) {
    const logged = defects.slice(0, LOGGED_ERRORS).map(toLogged);
    setting.logger.error({ service, correlationId, errors: logged, count: defects.length }, 'a subgraph answered with defects, which its client is not told');
  }
  return errors.map((error) => {
    if (!isDefect(error)) return withoutDetail(error);
    const message = `The subgraph ${service} failed inside; the correlation id finds it in the logs.`;
    return { message, ...(error.path === undefined ? {} : { path: error.path }), extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId } };
  });
}

/** As much of an error as a log should hold: a subgraph may send megabytes. */
function toLogged({ message, path, extensions }: SubgraphError): object {
  const detail = extensions === undefined ? '' : JSON.stringify(extensions);
  return {
    message: message.slice(0, LOGGED_CHARACTERS),
    ...(path === undefined ? {} : { path: path.slice(0, LOGGED_STEPS) }),
    ...(extensions === undefined ? {} : { extensions: detail.length > LOGGED_CHARACTERS ? detail.slice(0, LOGGED_CHARACTERS) : extensions }),
  };
}

function isDefect({ extensions }: SubgraphError): boolean {
  const code = extensions?.['code'];
  return typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR';
}

function withoutDetail(error: SubgraphError): SubgraphError {
  const { extensions } = error;
  if (extensions === undefined || !FOR_DEVELOPERS.some((name) => Object.hasOwn(extensions, name))) return error;
  return { ...error, extensions: Object.fromEntries(Object.entries(extensions).filter(([name]) => !FOR_DEVELOPERS.includes(name))) };
}
