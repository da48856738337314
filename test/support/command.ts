// A command as a person types it, in a process of its own.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kept } from './process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type Outcome = { code: number; out: string; err: string };

/** `file`: seen from the root of the project, which is where it runs. */
export function runCommand(
  file: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<Outcome> {
  const asked = promisify(execFile)(process.execPath, [file, ...args], { cwd: root, env: { ...kept, ...env } });
  return asked.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error) => ({ code: Number(error.code), out: String(error.stdout), err: String(error.stderr) }),
  );
}
