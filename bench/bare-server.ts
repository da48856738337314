// The raw limit: Node's own HTTP server, which checks the same signatures as Baton, stores nothing and answers.
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { chatSecret, slackSignature } from './secrets.ts';

const webhook = new Webhook(chatSecret);

const server = createServer((req, res) => {
  if (req.method === 'GET') return res.writeHead(200).end();
  const parts: Buffer[] = [];
  req.on('data', (part: Buffer) => parts.push(part));
  req.on('end', () => {
    const body = Buffer.concat(parts).toString();
    const headers = req.headers as Record<string, string>;
    if (req.url !== '/slack/events') {
      webhook.verify(body, headers);
      res.writeHead(202, { 'content-type': 'application/json' }).end('{"lead":"lead_0000000000000000000000000"}');
    } else if (slackSignature(headers['x-slack-request-timestamp'] ?? '', body) === headers['x-slack-signature']) {
      res.writeHead(200).end();
    } else res.writeHead(401).end();
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
