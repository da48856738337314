// Several workspaces of the sandbox Slack behind one address, as with slack.com: a call reaches the workspace that gave out
// its token and no other, and people install Baton by OAuth.
import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { newToken } from './grants.ts';
import type { SlackSandbox } from './slack-sandbox.ts';

/** What Baton is configured with. */
export type OAuthApp = { clientId: string; clientSecret: string };

type Code = { id: string; scopes: string; redirectUri: string; user: string };

export function createSeveral(all: readonly SlackSandbox[], oauth: OAuthApp): Hono {
  const [first] = all;
  if (first === undefined) throw new Error('A sandbox Slack needs a workspace.');
  const codes = new Map<string, Code>();
  const app = new Hono();

  app.get('/oauth/v2/authorize', (c) => {
    const fault = asked(c, oauth);
    return fault === null ? c.html(choice(c, all)) : c.html(`<h1>Slack</h1><p>${fault}</p>`, 400);
  });
  app.post('/oauth/v2/authorize', async (c) => {
    const fault = asked(c, oauth);
    if (fault !== null) return c.text(fault, 400);
    const { team = '', user = '' } = (await c.req.parseBody()) as Record<string, string>;
    const { scope = '', state = '', redirect_uri: redirectUri = '' } = c.req.query();
    const back = new URL(redirectUri);
    back.searchParams.set('state', state);
    if (team === '') {
      back.searchParams.set('error', 'access_denied');
      return c.redirect(back.href);
    }
    const code = randomBytes(12).toString('hex');
    codes.set(code, { id: team, scopes: scope, redirectUri, user });
    back.searchParams.set('code', code);
    return c.redirect(back.href);
  });
  app.post('/api/oauth.v2.access', async (c) => {
    const args = (await c.req.parseBody()) as Record<string, string>;
    return c.json(exchange(args, { all, codes, oauth }));
  });
  app.on(['GET', 'POST'], '/api/:method', async (c) => {
    const token = c.req.header('authorization')?.replace(/^Bearer /i, '') ?? '';
    const owners = all.filter(({ grants }) => grants.knows(token));
    return withoutPrefix(c, (owners.length > 1 ? await meantOf(owners, c) : owners[0]) ?? first);
  });
  app.route('/', first.app);
  return app;
}

/** A workspace reads its own paths, whatever they are mounted under. */
export function withoutPrefix(c: Context, { app }: SlackSandbox): Response | Promise<Response> {
  const url = new URL(c.req.url);
  url.pathname = url.pathname.slice(url.pathname.indexOf('/slack/') + '/slack'.length);
  return app.fetch(new Request(url, c.req.raw), c.env);
}

/** The token is an organisation's: the call says which workspace it means, or names a channel or a person of it. */
async function meantOf(owners: readonly SlackSandbox[], c: Context): Promise<SlackSandbox | undefined> {
  const form = new URLSearchParams(await c.req.raw.clone().text());
  const { team_id: team, channel, user, user_id: person = user } = Object.fromEntries(form);
  const knows = ({ state }: SlackSandbox) => {
    const { channels, users } = state();
    return channels.some(({ id }) => id === channel) || users.some(({ id, isBot }) => id === person && !isBot);
  };
  return owners.find((each) => each.team.id === team) ?? owners.find(knows) ?? owners[0];
}

function asked(c: Context, { clientId }: OAuthApp): string | null {
  const { client_id: client, redirect_uri: redirect, scope } = c.req.query();
  if (client !== clientId) return 'invalid_client_id';
  if (scope === undefined || scope === '') return 'missing scope';
  return redirect !== undefined && URL.canParse(redirect) ? null : 'bad_redirect_uri';
}

function choice(c: Context, all: readonly SlackSandbox[]): string {
  const here = c.req.url.slice(c.req.url.indexOf('?')).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const orgs = new Map(all.flatMap(({ team }) => (team.enterprise ? [[team.enterprise.id, team.enterprise]] : [])));
  const places = [...all.map(({ team }) => team), ...orgs.values()];
  const buttons = places.map(({ id, name }) => `<button name="team" value="${id}">Allow in ${name}</button>`);
  return `<!doctype html><title>Slack</title><h1>Install Baton?</h1>
<form method="post" action="${here}">${buttons.join('\n')}\n<button name="team" value="">Cancel</button></form>`;
}

type Exchange = { all: readonly SlackSandbox[]; codes: Map<string, Code>; oauth: OAuthApp };

function exchange(args: Record<string, string>, { all, codes, oauth }: Exchange): object {
  const refuse = (error: string) => ({ ok: false, error });
  if (args.client_id !== oauth.clientId) return refuse('invalid_client_id');
  if (args.client_secret !== oauth.clientSecret) return refuse('bad_client_secret');
  const code = codes.get(args.code ?? '');
  if (code === undefined) return refuse('invalid_code');
  codes.delete(args.code ?? '');
  if (args.redirect_uri !== code.redirectUri) return refuse('bad_redirect_uri');
  const places = all.filter(({ team }) => team.id === code.id || team.enterprise?.id === code.id);
  const [place] = places;
  if (place === undefined) return refuse('invalid_team');
  const isOrg = place.team.id !== code.id;
  const grant = { token: newToken(code.id), scopes: new Set(code.scopes.split(',')), isOrg };
  for (const { grants } of places) grants.give(grant);
  const { id, name, enterprise } = place.team;
  return {
    ok: true,
    access_token: grant.token,
    token_type: 'bot',
    scope: code.scopes,
    bot_user_id: place.bot.id,
    app_id: 'A07BATON4K2',
    team: isOrg ? null : { id, name },
    enterprise: enterprise ?? null,
    is_enterprise_install: isOrg,
    authed_user: { id: code.user === '' ? 'U0PRIYA' : code.user },
  };
}
