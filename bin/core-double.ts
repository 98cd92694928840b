import { parseArgs } from 'node:util';
import { systemClock } from '../platform/clock/clock.ts';
import { createLifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { createCoreDouble } from '../subgraphs/core/double/core-double.ts';
import { stopOnSignals } from './run-process.ts';
import { readPort } from './usage-error.ts';

/** `autoweave core-double --port N [--anp-port M]`: a double of AutoWeave Core; ANP listens one port higher unless told otherwise. */
export async function coreDouble(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { port: { type: 'string', default: '3000' }, 'anp-port': { type: 'string' } } });
  const port = readPort(values.port, '--port');
  const anpPort = values['anp-port'] === undefined ? (port === 0 ? 0 : port + 1) : readPort(values['anp-port'], '--anp-port');
  const logger = createLogger({ level: 'info', process: 'core-double' });
  const lifecycle = createLifecycle(logger);
  const double = lifecycle.own('core double', await createCoreDouble({ port, anpPort, host: '127.0.0.1', externalRegistries: [], clock: systemClock }));
  stopOnSignals(lifecycle, logger);
  console.log(`autoweave: Core double is ready at ${double.url} (WebSocket ${double.wsUrl}, ANP ${double.anpUrl})`);
}
