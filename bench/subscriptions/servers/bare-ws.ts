// What `ws` itself takes: says that it speaks graphql-transport-ws, acknowledges, and knows of no subscription.
// Prints `ready at URL`.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { printReady } from '../../gateway/servers/print-ready.ts';

const ACK = '{"type":"connection_ack"}';

const server = createServer();
const sockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    if ((data as Buffer).includes('connection_init')) socket.send(ACK);
  });
});
printReady(server);
