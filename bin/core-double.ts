import { parseArgs } from 'node:util';
import { systemClock } from '../platform/clock/clock.ts';
import { createLifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { createCoreDouble } from '../subgraphs/core/double/main.ts';
import { processEnvironment } from './config.ts';
import { stopOnSignals } from './run-process.ts';
import { readPort, UsageError } from './usage-error.ts';

/**
 * `autoweave core-double --port N [--anp-port M] [--mcp-port K]`: a double of AutoWeave Core on Core's own ports unless told otherwise.
 * Like Core it reads the cards of EXTERNAL_ANP_REGISTRIES (a comma list of URLs) once, at its start.
 */
export async function coreDouble(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { port: { type: 'string', default: '3000' }, 'anp-port': { type: 'string', default: '8083' }, 'mcp-port': { type: 'string', default: '3002' } },
  });
  const port = readPort(values.port, '--port');
  const anpPort = readPort(values['anp-port'], '--anp-port');
  const mcpPort = readPort(values['mcp-port'], '--mcp-port');
  const externalRegistries = (processEnvironment()['EXTERNAL_ANP_REGISTRIES'] ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
  const logger = createLogger({ level: 'info', process: 'core-double' });
  const lifecycle = createLifecycle(logger);
  const started = createCoreDouble({ port, anpPort, mcpPort, host: '127.0.0.1', externalRegistries, clock: systemClock }).catch(toUsageError);
  const double = lifecycle.own('core double', await started);
  stopOnSignals(lifecycle, logger);
  console.log(`autoweave: Core double is ready at ${double.url} (WebSocket ${double.wsUrl}, ANP ${double.anpUrl}, MCP ${double.mcpUrl})`);
}

function toUsageError(error: NodeJS.ErrnoException & { readonly port?: number }): never {
  if (error.code === 'EADDRINUSE') throw new UsageError(`core-double: port ${error.port} is in use; --port, --anp-port and --mcp-port name others`);
  throw error;
}
