/**
 * One subscription over graphql-transport-ws on a socket of its own.
 * `on.next(payload)`, `on.error(errors)`, `on.complete()`, `on.closed(code, reason)`: exactly one of the last three ends it.
 * Answers a function that stops it.
 */
export function subscribe(endpoint, { connectionParams, payload, on }) {
  const url = new URL(endpoint, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url, 'graphql-transport-ws');
  let over = false;
  const send = (message) => socket.send(JSON.stringify(message));

  function end(tell) {
    if (over) return;
    over = true;
    tell();
    socket.close(1000, 'done');
  }

  socket.addEventListener('open', () => send({ type: 'connection_init', payload: connectionParams }));
  socket.addEventListener('close', (event) => end(() => on.closed(event.code, event.reason)));
  socket.addEventListener('message', (event) => {
    const message = JSON.parse(event.data);
    if (over) return;
    if (message.type === 'connection_ack') send({ id: '1', type: 'subscribe', payload });
    else if (message.type === 'ping') send({ type: 'pong' });
    else if (message.type === 'next') on.next(message.payload);
    else if (message.type === 'error') end(() => on.error(message.payload));
    else if (message.type === 'complete') end(() => on.complete());
  });

  return function stop() {
    if (over) return;
    over = true;
    if (socket.readyState === WebSocket.OPEN) send({ id: '1', type: 'complete' });
    socket.close(1000, 'stopped');
  };
}
