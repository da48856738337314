// A visitor at their own page: what a browser does with it, without a browser.
import type { LeadId } from '../../src/core/lead.ts';
import type { Baton } from './baton.ts';

/** `text`: what a person reads in the page, without the list of zones. */
export type Seen = { status: number; html: string; text: string; headers: Headers };

export type MeetPage = ReturnType<typeof meetPage>;

export function meetPage({ app }: Pick<Baton, 'app'>, lead: LeadId) {
  const base = app.deps.linkFor(lead);
  if (base === null) throw new Error('This Baton has no links for visitors.');
  const see = async (path = '', init: RequestInit = {}): Promise<Seen> => {
    const answer = await fetch(`${base}${path}`, { redirect: 'manual', ...init });
    const html = await answer.text();
    return { status: answer.status, html, text: textOf(html), headers: answer.headers };
  };
  const post = async (what: 'book' | 'move' | 'cancel', form: Record<string, string> = {}): Promise<Seen> => {
    const answer = await see(`/${what}`, { method: 'POST', body: new URLSearchParams(form) });
    const to = answer.headers.get('location');
    return to === null ? answer : see(new URL(to, `${base}/${what}`).search);
  };
  return {
    base,
    token: base.slice(base.lastIndexOf('/') + 1),
    see,
    post,
    /** The times in the form, as a browser would send them. */
    async times(path = ''): Promise<string[]> {
      return [...(await see(path)).html.matchAll(/name="startsAt" value="([^"]+)"/g)].map(([, at]) => at ?? '');
    },
  };
}

function textOf(html: string): string {
  return html
    .replace(/<(style|script|select|noscript|head)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
