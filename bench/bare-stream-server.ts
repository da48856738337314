// The raw limit of a stream: what is posted stands on the stream of whoever posted it, and nothing is stored or looked at.
import { createServer, type ServerResponse } from 'node:http';

const streams = new Map<string, ServerResponse>();

const server = createServer((req, res) => {
  const [, visitor = ''] = req.headers.authorization?.split(' ') ?? [];
  if (req.method === 'GET') {
    res.writeHead(200, { 'content-type': req.url === '/' ? 'text/plain' : 'text/event-stream' });
    if (req.url === '/') return res.end();
    streams.set(visitor, res);
    return res.write(': here\n\n');
  }
  const parts: Buffer[] = [];
  req.on('data', (part: Buffer) => parts.push(part));
  req.on('end', () => {
    const { id } = JSON.parse(Buffer.concat(parts).toString()) as { id: string };
    streams.get(visitor)?.write(`event: line\ndata: ${JSON.stringify({ n: 1, id, from: 'visitor', text: '' })}\n\n`);
    res.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ id }));
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
