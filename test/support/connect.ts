// A rep's browser on the way to a connected calendar: from the link in Slack through the consent page of the sandbox's
// Google and back, with the cookies it was given.
import type { Baton } from './baton.ts';

export type Browser = ReturnType<typeof openBrowser>;

export function openBrowser() {
  const cookies = new Map<string, string>();
  const go = async (url: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { ...init.headers, cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
  return {
    go,
    read: async (url: string) => textOf(await go(url)),
    /** From Baton's link to the address to which Google sends the browser back. */
    async consent(link: string, { account, answer = 'allow', scopes = all }: Consent): Promise<string> {
      const out = await go(link);
      const google = out.headers.get('location');
      if (out.status !== 303 || google === null) throw new Error(`No way to Google: ${out.status} ${await out.text()}`);
      const form = new URLSearchParams({ account, answer });
      for (const scope of scopes) form.append('scope', scope);
      const back = await fetch(google, { method: 'POST', body: form, redirect: 'manual' });
      return back.headers.get('location') ?? '';
    },
  };
}

const all = ['https://www.googleapis.com/auth/calendar.events', 'https://www.googleapis.com/auth/calendar.readonly'];

export type Consent = { account: string; answer?: 'allow' | 'deny'; scopes?: readonly string[] };

/** What somebody reads on the page. */
export async function textOf(answer: Response): Promise<string> {
  const page = await answer.text();
  const main = /<main[^>]*>([\s\S]*?)<\/main>/.exec(page)?.[1] ?? page;
  const text = main.replace(/<[^>]+>/g, ' ').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  return text.replace(/\s+/g, ' ').trim();
}

/** The whole way, as a rep goes it: what they read at its end. */
export async function connect(baton: Baton, link: string, consent: Consent, browser = openBrowser()): Promise<string> {
  const back = await browser.consent(link, consent);
  const came = await browser.go(back);
  const done = came.headers.get('location');
  if (done === null) return textOf(came);
  await baton.pass(0);
  return browser.read(new URL(done, back).href);
}
