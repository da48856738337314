// Which token opens which workspace: the one that is given, or each its own as it was installed. A token is looked up by
// the id of its workspace and used for nothing else.
import { type AuthorizeResult, type AuthorizeSourceData, webApi } from '@slack/bolt';
import type { InstallConfig, SlackConfig } from '../config.ts';
import { unreachable, workspacesNamed } from '../core/workspace.ts';
import type { Deps, Workspaces } from '../deps.ts';
import { ConfigError, OutsideError } from '../errors.ts';
import { tellOps } from '../flows/tell-ops.ts';
import {
  getInstallation,
  type Installation,
  listInstallations,
  resealInstallation,
  touchInstallation,
} from '../store/installation.ts';
import { createSealer, type Sealer } from '../store/secret.ts';
import { clientOptions, createSlackClient, type Reached } from './client.ts';
import { patientFetch } from './patient-fetch.ts';

export type Access = Workspaces & {
  /** At start: what cannot be read is said, and what an old key sealed is sealed anew. */
  start(): Promise<void>;
  /** For Bolt, before every listener: it must never wait for Slack. */
  authorize(source: AuthorizeSourceData<boolean>): Promise<AuthorizeResult>;
  /** What is wrong with Slack itself, in words; `null` when nothing is. */
  check(): Promise<string | null>;
};

export function createAccess({ apiUrl, access }: SlackConfig, deps: Deps): Access {
  const options = { ...clientOptions(apiUrl), fetch: patientFetch(deps.now) };
  return access.kind === 'given' ? oneGiven(access.botToken, options, deps) : asInstalled(access, options, deps);
}

function oneGiven(botToken: string, options: webApi.WebClientOptions, { log, playbook }: Deps): Access {
  const named = workspacesNamed(playbook);
  if (named.length > 1) {
    throw new ConfigError([
      `The playbook names the workspaces ${named.join(' and ')}, but SLACK_BOT_TOKEN opens only one: let them install Baton instead (SLACK_CLIENT_ID in .env.example).`,
    ]);
  }
  const web = new webApi.WebClient(botToken, options);
  const reached = { web, ids: new Map<string, string>() };
  const client = createSlackClient(async () => reached, log);
  return {
    clientFor: () => client,
    all: async () => [client],
    start: async () => undefined,
    authorize: async () => ({ botToken }),
    check: () => trouble(web.auth.test()),
  };
}

export const installPaths = { install: '/slack/install', redirect: '/slack/oauth_redirect' } as const;
export const installUrlOf = ({ publicUrl }: InstallConfig) => `${publicUrl}${installPaths.install}`;

/** When a token was last used is known to the hour: every use would be a write. */
const touchEveryMs = 3_600_000;

function asInstalled(config: InstallConfig, options: webApi.WebClientOptions, deps: Deps): Access {
  const { db, log } = deps;
  const installUrl = installUrlOf(config);
  const sealer = createSealer(config.keys);
  const ways = new Map<string, Reached & { token: string }>();

  const tokenOf = async ({ id, sealedToken, usedAt }: Installation): Promise<string> => {
    const opened = sealer.open(sealedToken, id);
    if (opened.kind === 'closed') throw never(unreachable.closed(id, opened.why, installUrl));
    const now = deps.now();
    const isDue = usedAt === null || now.getTime() - Date.parse(usedAt) > touchEveryMs;
    // Nobody waits for it, a press least of all.
    if (isDue) {
      db.inTx((tx) => touchInstallation(tx, id, now.toISOString())).catch((error: unknown) => {
        log.warn({ err: error, workspace: id }, 'when a token was used could not be kept');
      });
    }
    return opened.text;
  };
  const reach = async (asked: string | null): Promise<Reached> => {
    const installation = await installationFor(deps, asked, installUrl);
    const workspace = asked ?? installation.id;
    const token = await tokenOf(installation);
    const known = ways.get(workspace);
    if (known?.token === token) return known;
    // With the token of an organisation, Slack asks which of its workspaces is meant.
    const teamId = installation.isOrg && workspace !== installation.id ? { teamId: workspace } : {};
    const web = new webApi.WebClient(token, { ...options, ...teamId });
    const { isOrg } = installation;
    const way = { token, web, ids: new Map<string, string>(), installed: { workspace, installUrl }, isOrg };
    ways.set(workspace, way);
    return way;
  };
  const clientOf = (workspace: () => Promise<string | null>) => {
    let asked: Promise<string | null> | undefined;
    return createSlackClient(async () => {
      asked ??= workspace();
      return reach(await asked);
    }, log);
  };
  return {
    clientFor: clientOf,
    all: async () => (await listInstallations(db)).map(({ id }) => clientOf(async () => id)),
    start: () => sealAnew(deps, { sealer, installUrl }),
    authorize: async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
      for (const id of idsOf({ teamId, enterpriseId, isEnterpriseInstall })) {
        const installation = await getInstallation(db, id);
        if (installation !== undefined) return { botToken: await tokenOf(installation), workspace: installation.id };
      }
      throw never(unreachable.absent(teamId ?? enterpriseId ?? 'without a name', installUrl));
    },
    check: () => trouble(new webApi.WebClient(undefined, options).api.test()),
  };
}

/** A wrong key stops no start: then nobody could press anything any more, and the other workspaces would go down as well. */
async function sealAnew(deps: Deps, { sealer, installUrl }: { sealer: Sealer; installUrl: string }): Promise<void> {
  const { db, now, log } = deps;
  const all = await listInstallations(db);
  if (all.length === 0) log.warn({ open: installUrl }, 'no workspace has installed Baton yet');
  for (const { id, name, sealedToken: from } of all) {
    const opened = sealer.open(from, id);
    if (opened.kind === 'closed') {
      const at = now().toISOString();
      await tellOps(deps, { kind: 'workspace', what: 'closed', workspace: id, name, why: opened.why, at });
    } else if (opened.isOld) {
      await db.inTx((tx) => resealInstallation(tx, { id, from, to: sealer.seal(opened.text, id) }));
    }
  }
}

type Source = { teamId?: string | undefined; enterpriseId?: string | undefined; isEnterpriseInstall?: boolean };

/**
 * The installations that something from Slack may belong to, likeliest first: an organisation may have installed Baton for
 * all of its workspaces, some of them on their own, and events of the organisation carry its id as their team's.
 */
export function idsOf({ teamId, enterpriseId, isEnterpriseInstall }: Source): string[] {
  const ids = isEnterpriseInstall ? [enterpriseId, teamId] : [teamId, enterpriseId];
  return [...new Set(ids.flatMap((id) => (id === undefined || id === null ? [] : [id])))];
}

async function installationFor({ db }: Deps, asked: string | null, installUrl: string): Promise<Installation> {
  const own = asked === null ? undefined : await getInstallation(db, asked);
  if (own !== undefined) return own;
  const all = await listInstallations(db);
  const [only, ...more] = asked === null ? all : all.filter(({ isOrg }) => isOrg);
  if (only !== undefined && more.length === 0) return only;
  if (asked !== null) throw never(unreachable.absent(asked, installUrl));
  throw never(only === undefined ? unreachable.none(installUrl) : unreachable.many());
}

/** Trying again mends nothing; installing does, and then what was given up on is done. */
const never = (sentence: string) => new OutsideError(sentence, { system: 'slack', retry: 'never' });

async function trouble(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
