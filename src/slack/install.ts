// Installing Baton into a workspace by OAuth: the two addresses a person's browser visits. Who comes without the signed,
// short-lived state in link and cookie is sent back to the start; a workspace that the playbook does not name is refused.
import { createHmac } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { HTTPReceiver, type Installation as Installed, type Logger, webApi } from '@slack/bolt';
import type { InstallConfig } from '../config.ts';
import { workspacesNamed } from '../core/workspace.ts';
import type { Deps } from '../deps.ts';
import { installWorkspace } from '../flows/install-workspace.ts';
import { type Installation, listInstallations } from '../store/installation.ts';
import { createSealer } from '../store/secret.ts';
import { clientOptions } from './client.ts';
import { installPage } from './install-page.ts';
import { installPaths, installUrlOf } from './workspaces.ts';

/** What the manifest asks for; a test holds the two against each other. */
export const botScopes = [
  'assistant:write',
  'chat:write',
  'chat:write.public',
  'files:write',
  'commands',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'users:read',
  'users:read.email',
  'usergroups:read',
  'im:write',
  'im:history',
] as const;

type About = { config: InstallConfig; apiUrl: string | undefined; logger: Logger };

export function createInstaller({ config, apiUrl, logger: log }: About, deps: Deps): RequestListener {
  // What the SDK says for debugging has states, codes and the client secret in it.
  const logger = { ...log, debug: () => undefined };
  const { clientId, clientSecret, keys, publicUrl } = config;
  const options = { ...clientOptions(apiUrl), logger };
  const receiver = new HTTPReceiver({
    // Only the pages: events come in by a receiver of their own, which checks signatures.
    endpoints: [],
    signatureVerification: false,
    signingSecret: '',
    logger,
    clientId,
    clientSecret,
    stateSecret: createHmac('sha256', keys[0] ?? '')
      .update('state of an installation')
      .digest('hex'),
    scopes: [...botScopes],
    redirectUri: `${publicUrl}${installPaths.redirect}`,
    installationStore: {
      storeInstallation: (installed) => keep(installed, config, deps),
      fetchInstallation: async () => {
        throw new Error('Installations are looked up in workspaces.ts.');
      },
    },
    installerOptions: {
      installPath: installPaths.install,
      redirectUriPath: installPaths.redirect,
      directInstall: true,
      authorizationUrl: new URL('../oauth/v2/authorize', slashed(apiUrl ?? 'https://slack.com/api/')).href,
      clientOptions: options,
      callbackOptions: {
        afterInstallation: async (installed, _, __, res) => {
          const refused = await refusal(installed, deps);
          if (refused === null) return true;
          await giveBack(installed, { options, deps });
          answer(res, { status: 403, body: refused });
          return false;
        },
        successAsync: async ({ team, enterprise }, _, __, res) => {
          answer(res, { status: 200, body: installPage.done(team?.name ?? enterprise?.name ?? 'your workspace') });
        },
        failureAsync: async (error, _, req, res) => answer(res, failure({ error, req }, config, deps)),
      },
    },
  });
  return receiver.requestListener;
}

const slashed = (url: string) => (url.endsWith('/') ? url : `${url}/`);

/** The organisation's id where it was installed for all of its workspaces. */
function idOf({ isEnterpriseInstall, enterprise, team }: Installed): string | undefined {
  return isEnterpriseInstall ? enterprise?.id : team?.id;
}

/** Anybody may find the address; whose leads these are is the playbook's to say. */
async function refusal(installed: Installed, { db, playbook }: Deps): Promise<string | null> {
  const id = idOf(installed);
  if (id === undefined || installed.bot === undefined) return installPage.noBot;
  const named = workspacesNamed(playbook);
  const others = (await listInstallations(db)).filter((each) => each.id !== id);
  const isExpected =
    named.length === 0
      ? others.length === 0
      : named.includes(id) || (installed.enterprise !== undefined && named.includes(installed.enterprise.id));
  return isExpected ? null : installPage.notNamed(id);
}

async function giveBack(
  { bot }: Installed,
  { options, deps }: { options: webApi.WebClientOptions; deps: Deps },
): Promise<void> {
  if (bot === undefined) return;
  try {
    await new webApi.WebClient(bot.token, options).auth.revoke();
  } catch (error) {
    deps.log.warn({ err: error }, 'a token that Baton does not want could not be given back');
  }
}

async function keep(installed: Installed, { keys }: InstallConfig, deps: Deps): Promise<void> {
  const { team, enterprise, bot, user, isEnterpriseInstall } = installed;
  const id = idOf(installed);
  if (id === undefined || bot === undefined) throw new Error('An installation without a workspace or a bot.');
  const installation: Installation = {
    id,
    name: (isEnterpriseInstall ? enterprise?.name : team?.name) ?? id,
    enterprise: enterprise?.id ?? null,
    isOrg: isEnterpriseInstall === true,
    botUser: bot.userId,
    scopes: bot.scopes,
    sealedToken: createSealer(keys).seal(bot.token, id),
    installedBy: user.id,
    installedAt: deps.now().toISOString(),
    usedAt: null,
  };
  await installWorkspace(deps, installation);
}

type Failed = { error: Error & { code?: string }; req: IncomingMessage };
type Page = { status: number; body: string };

/** The page says what to do; what it is about is in the log. */
function failure({ error, req }: Failed, config: InstallConfig, deps: Deps): Page {
  const again = installUrlOf(config);
  const denied = new URL(req.url ?? '/', config.publicUrl).searchParams.get('error');
  if (denied === 'access_denied') return { status: 200, body: installPage.cancelled(again) };
  if (denied !== null) return { status: 400, body: installPage.slackRefused(denied, again) };
  if (error.code !== undefined && staleCodes.has(error.code)) return { status: 400, body: installPage.stale(again) };
  if (error instanceof webApi.WebAPIPlatformError) {
    const why = error.data.error;
    deps.log.warn({ why }, 'Slack refused an installation');
    return { status: 400, body: installPage.slackRefused(why, again) };
  }
  const reference = deps.newId('error');
  deps.log.error({ err: error, reference }, 'an installation failed');
  return { status: 502, body: installPage.failed(reference, again) };
}

/** Nobody has set out from here, or too long ago, or in another browser. */
const staleCodes = new Set(['slack_oauth_invalid_state', 'slack_oauth_missing_state', 'slack_oauth_missing_code']);

function answer(res: ServerResponse, { status, body }: Page): void {
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(body);
}
