// The page on which a person lets Baton into their calendar. As with Google they may untick a part of it, or refuse.
import { Hono } from 'hono';
import type { OAuthClient, Tokens } from './tokens.ts';
import type { World } from './world.ts';

type Asked = { redirectUrl: string; state: string; scopes: string[]; offline: boolean };

const meanings: Readonly<Record<string, string>> = {
  'https://www.googleapis.com/auth/calendar.events': 'View and edit events on all your calendars',
  'https://www.googleapis.com/auth/calendar.readonly': 'See all your calendars',
};

export function createConsentPage(world: World, tokens: Tokens, oauth: OAuthClient): Hono {
  const app = new Hono();
  app.get('/', (c) => {
    const asked = readAsked(c.req.query(), oauth);
    if (typeof asked === 'string') return c.html(page(`<h1>Access blocked</h1><p>Error 400: ${asked}</p>`), 400);
    return c.html(page(choice(world, asked)));
  });
  app.post('/', async (c) => {
    const asked = readAsked(c.req.query(), oauth);
    if (typeof asked === 'string') return c.html(page(`<h1>Access blocked</h1><p>Error 400: ${asked}</p>`), 400);
    const { account, answer, scope = [] } = await c.req.parseBody({ all: true });
    const back = new URL(asked.redirectUrl);
    back.searchParams.set('state', asked.state);
    const person = world.accounts.find(({ email, isOpen }) => email === account && isOpen);
    if (answer !== 'allow' || person === undefined) {
      back.searchParams.set('error', 'access_denied');
      return c.redirect(back.href);
    }
    const ticked = [scope].flat();
    // Who they are is not a choice.
    const scopes = asked.scopes.filter((each) => !(each in meanings) || ticked.includes(each));
    const { redirectUrl, offline } = asked;
    back.searchParams.set('code', tokens.newCode({ email: person.email, scopes, redirectUrl, offline }));
    back.searchParams.set('scope', scopes.join(' '));
    return c.redirect(back.href);
  });
  return app;
}

function readAsked(query: Record<string, string>, { clientId }: OAuthClient): Asked | string {
  const { client_id: client, redirect_uri: redirectUrl = '', response_type: kind, scope = '', state = '' } = query;
  if (client !== clientId) return 'invalid_client';
  if (kind !== 'code') return 'unsupported_response_type';
  if (!URL.canParse(redirectUrl) || !/^https?:$/.test(new URL(redirectUrl).protocol)) return 'redirect_uri_mismatch';
  const scopes = scope.split(' ').filter((each) => each !== '');
  if (scopes.length === 0) return 'invalid_request: missing scope';
  return { redirectUrl, state, scopes, offline: query.access_type === 'offline' };
}

function choice({ accounts }: World, { scopes }: Asked): string {
  const boxes = scopes
    .flatMap((scope) => {
      const meaning = meanings[scope];
      if (meaning === undefined) return [];
      return [`<label><input type="checkbox" name="scope" value="${escaped(scope)}" checked> ${meaning}</label>`];
    })
    .join('\n');
  const people = accounts
    .filter(({ isOpen }) => isOpen)
    .map(
      ({ email, name }, i) =>
        `<label><input type="radio" name="account" value="${escaped(email)}"${i === 0 ? ' checked' : ''}> ${escaped(name)} <small>${escaped(email)}</small></label>`,
    )
    .join('\n');
  return `<h1>Baton wants access to your Google Account</h1>
<form method="post">
<fieldset><legend>Choose an account</legend>${people}</fieldset>
<fieldset><legend>Baton may</legend>${boxes}</fieldset>
<button name="answer" value="deny">Cancel</button>
<button name="answer" value="allow" class="main">Allow</button>
</form>`;
}

function page(content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in – sandbox Google</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; color: #1f1f1f; background: #f0f4f9; margin: 0; padding: 48px 16px; }
main { max-width: 480px; margin: auto; background: #fff; border-radius: 24px; padding: 32px; }
h1 { font-size: 24px; font-weight: 400; margin: 0 0 16px; }
fieldset { border: 1px solid #c4c7c5; border-radius: 12px; margin: 0 0 16px; padding: 12px 16px; }
label { display: block; padding: 4px 0; }
small { color: #5f6368; }
button { font: inherit; border: 1px solid #747775; border-radius: 20px; background: #fff; padding: 8px 24px; }
.main { background: #0b57d0; border-color: #0b57d0; color: #fff; }
</style>
<main><p><small>This is the sandbox’s stand-in for Google: nothing here leaves this machine.</small></p>
${content}</main></html>`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
