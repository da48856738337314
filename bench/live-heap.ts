// What a process really holds: its heap after a collection, asked from Node's own inspector. Resident memory says when the collector was
// last in the mood.
import { setTimeout as wait } from 'node:timers/promises';

export const inspected = (port: number): Record<string, string> => ({ NODE_OPTIONS: `--inspect=127.0.0.1:${port}` });

export async function liveMegabytes(port: number): Promise<number> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  if (target === undefined) throw new Error('There is nothing to inspect.');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const ask = (id: number, method: string) =>
    new Promise<Record<string, number>>((resolve) => {
      const heard = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id: number; result: Record<string, number> };
        if (answer.id === id) resolve(answer.result);
      };
      socket.addEventListener('message', heard);
      socket.send(JSON.stringify({ id, method }));
    });
  try {
    // What weak references held is gone only with the second one.
    await ask(1, 'HeapProfiler.collectGarbage');
    await wait(500);
    await ask(2, 'HeapProfiler.collectGarbage');
    const { usedSize = 0 } = await ask(3, 'Runtime.getHeapUsage');
    return usedSize / 2 ** 20;
  } finally {
    socket.close();
  }
}
