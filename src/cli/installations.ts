// node src/cli/installations.ts [revoke T…]: the workspaces that installed Baton, what their tokens may do and when they were
// last used; `revoke` gives one token back to Slack and forgets it. A token itself is never shown.
import { parseArgs } from 'node:util';
import { type InstallConfig, readConfig, type SlackConfig } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { createLog } from '../log.ts';
import { openDb, readSnapshot } from '../store/db.ts';
import { appendEvents } from '../store/events.ts';
import { createNewId } from '../store/id.ts';
import { dropInstallation, type Installation, listInstallations } from '../store/installation.ts';
import { createSealer } from '../store/secret.ts';

const usage = 'Usage: node --env-file-if-exists=.env src/cli/installations.ts [revoke T024BE7LH]';
const log = createLog('error');

try {
  const { databaseUrl, slack } = readConfig();
  if (slack?.access.kind !== 'installed') {
    throw new ConfigError([
      'Nobody installs this Baton: its one token is SLACK_BOT_TOKEN, or it is a sandbox. For several workspaces set SLACK_CLIENT_ID.',
    ]);
  }
  const wish = readWish();
  const all = await readSnapshot({ url: databaseUrl, log }, listInstallations);
  const about = { slack, access: slack.access, databaseUrl };
  if (wish.kind === 'list') list(all, slack.access);
  else await revoke(all, wish.workspace, about);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.problems.join('\n'));
  process.exitCode = 1;
}

type Wish = { kind: 'list' } | { kind: 'revoke'; workspace: string };

function readWish(): Wish {
  const { positionals } = parseArgs({ allowPositionals: true, strict: false });
  const [what = 'list', workspace, ...more] = positionals;
  if (what === 'list' && workspace === undefined) return { kind: 'list' };
  if (what === 'revoke' && workspace !== undefined && more.length === 0) return { kind: 'revoke', workspace };
  throw new ConfigError([usage]);
}

function list(all: readonly Installation[], { keys, publicUrl }: InstallConfig): void {
  if (all.length === 0) console.log(`No workspace has installed Baton yet: open ${publicUrl}/slack/install.`);
  const sealer = createSealer(keys);
  for (const { id, name, isOrg, scopes, sealedToken, installedBy, installedAt, usedAt } of all) {
    const opened = sealer.open(sealedToken, id);
    const token = opened.kind === 'open' ? 'can be read' : `cannot be read: ${opened.why}`;
    console.log(
      [
        `${id}  ${name}${isOrg ? ' (organisation)' : ''}`,
        `  installed ${installedAt} by ${installedBy}, last used ${usedAt ?? 'never'}`,
        `  token ${token}`,
        `  scopes ${scopes.join(' ')}`,
      ].join('\n'),
    );
  }
}

type About = { slack: SlackConfig; access: InstallConfig; databaseUrl: string };

async function revoke(all: readonly Installation[], workspace: string, about: About): Promise<void> {
  const installation = all.find(({ id }) => id === workspace);
  if (installation === undefined) {
    const known = all.map(({ id, name }) => `${id} (${name})`).join(', ') || 'none';
    throw new ConfigError([`${workspace} has not installed Baton. Installed are: ${known}.`]);
  }
  console.log(await giveBack(installation, about));
  console.log(await forget(installation, about.databaseUrl));
}

async function giveBack({ id, name, sealedToken }: Installation, { slack, access }: About): Promise<string> {
  const opened = createSealer(access.keys).open(sealedToken, id);
  if (opened.kind === 'closed') {
    return `The token of ${name} cannot be read (${opened.why}), so Slack keeps it: remove Baton in Slack, under "Manage apps".`;
  }
  // A second to load, and needed for nothing else here.
  const { webApi } = await import('@slack/bolt');
  const { apiUrl } = slack;
  const options = { retryConfig: { retries: 0 }, timeout: 10_000, logLevel: webApi.LogLevel.ERROR };
  const web = new webApi.WebClient(opened.text, { ...options, ...(apiUrl !== undefined && { slackApiUrl: apiUrl }) });
  try {
    await web.auth.revoke();
    return `Slack has taken the token of ${name} back.`;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError)
      return `Slack had taken the token back before (${error.data.error}).`;
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`Slack did not answer, so nothing is changed (${why}). Try again.`]);
  }
}

/** SQLite belongs to the Baton that runs: there Slack's own news of it do the same. */
async function forget({ id, name }: Installation, url: string): Promise<string> {
  try {
    const db = await openDb({ url, log });
    const at = new Date().toISOString();
    await db.inTx(async (tx) => {
      await dropInstallation(tx, { id });
      const data = { workspace: id, name, why: 'revoked' };
      await appendEvents(tx, { lead: null, events: [{ kind: 'uninstalled', by: 'cli', data }], at }, createNewId());
    });
    await db.close();
    return 'Baton has forgotten it.';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return 'A Baton is running on this database; it forgets the workspace as soon as Slack tells it.';
  }
}
