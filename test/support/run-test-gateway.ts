// A gateway over the fake engine in a process of its own. Prints its URL; ends with its parent.
import { startTestGateway } from './gateway/test-gateway.ts';

const gateway = await startTestGateway({ config: { httpEntry: process.argv[2] === 'apollo' ? 'apollo' : 'direct' } });
process.stdin.on('end', () => process.exit(0)).resume();
console.log(gateway.url);
