import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A port on 127.0.0.1 that nobody holds at this moment; throws if the wanted one is held. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'EADDRINUSE' ? `port ${wanted} on 127.0.0.1 is in use by another program` : error.message);
  });
  const { port } = server.address() as AddressInfo;
  if (wanted === 0) await reserve(server, port);
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * A connection that the server's side ends first leaves the port in TIME_WAIT for a minute: until then Linux gives it to
 * nobody who asks for any port, as tests that run side by side do, and to us, who ask for this one, at once.
 */
async function reserve(server: Server, port: number): Promise<void> {
  server.once('connection', (socket: Socket) => socket.end());
  const socket = connect(port, '127.0.0.1').resume();
  await once(socket, 'close');
}
