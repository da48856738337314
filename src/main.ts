// Start and stop.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { startApp } = await import('./app.ts');
const { readConfig } = await import('./config.ts');
const { ConfigError } = await import('./errors.ts');

try {
  const app = await startApp(readConfig());
  if (app.sandbox !== undefined) {
    process.stdout.write(
      `\n  Baton is running as a sandbox: no Slack token is set, so Slack and the chat are stand-ins.\n  Open ${app.url}\n\n`,
    );
  }
  const stop = async () => {
    app.deps.log.info('stopping: finishing what is under way');
    await app.stop();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
