// What a person wrote is told from what their mail program added, in four languages and as the usual programs write it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAutoReply } from '../../src/core/auto-reply.ts';
import { htmlText } from '../../src/core/html-text.ts';
import { mailReply } from '../../src/core/mail-reply.ts';

const from = { address: 'ada.byron@acme.example', name: 'Ada Byron' };
const read = (text: string, html?: string) => mailReply({ text, from, ...(html !== undefined && { html }) });
const ours = '> Hello Ada,\n> how many people would use it?\n>\n> Northwind';

test.each([
  [
    'Gmail',
    `Yes, about 40 people.\n\nOn Mon, Nov 23, 2026 at 3:04 PM Northwind <meet@northwind.example> wrote:\n\n${ours}\n`,
  ],
  [
    'Gmail, broken',
    `Yes, about 40 people.\n\nOn Mon, Nov 23, 2026 at 3:04 PM Northwind Sales Europe\n<meet@northwind.example> wrote:\n\n${ours}\n`,
  ],
  [
    'without quote marks',
    'Yes, about 40 people.\n\nOn Monday, Northwind wrote:\nHello Ada,\nhow many people would use it?\n',
  ],
  [
    'Apple, German',
    `Yes, about 40 people.\n\n> Am 23.11.2026 um 15:04 schrieb Northwind <meet@northwind.example>:\n>\n${ours}`,
  ],
  [
    'Gmail, German',
    `Yes, about 40 people.\n\nAm Mo., 23. Nov. 2026 um 15:04 Uhr schrieb Northwind <\nmeet@northwind.example>:\n\n${ours}`,
  ],
  ['Thunderbird, German', `Yes, about 40 people.\n\nNorthwind schrieb am 23.11.2026 um 15:04:\n${ours}`],
  [
    'French',
    `Yes, about 40 people.\n\nLe lun. 23 nov. 2026 à 15:04, Northwind <meet@northwind.example> a écrit :\n\n${ours}`,
  ],
  [
    'Spanish',
    `Yes, about 40 people.\n\nEl lun, 23 nov 2026 a las 15:04, Northwind (<meet@northwind.example>) escribió:\n\n${ours}`,
  ],
  [
    'Outlook',
    'Yes, about 40 people.\n\n________________________________\nFrom: Northwind <meet@northwind.example>\nSent: Monday, November 23, 2026 3:04 PM\nTo: Ada\nSubject: Still interested?\n\nHello Ada,',
  ],
  [
    'Outlook, German',
    'Yes, about 40 people.\n\nVon: Northwind <meet@northwind.example>\nGesendet: Montag, 23. November 2026 15:04\nAn: Ada\nBetreff: Noch Interesse?\n\nHallo Ada,',
  ],
  [
    'Outlook, French',
    'Yes, about 40 people.\n\nDe : Northwind <meet@northwind.example>\nEnvoyé : lundi 23 novembre 2026 15:04\nÀ : Ada\nObjet : Bonjour\n\nBonjour,',
  ],
  [
    'Outlook, Spanish',
    'Yes, about 40 people.\n\nDe: Northwind <meet@northwind.example>\nEnviado el: lunes, 23 de noviembre de 2026 15:04\nPara: Ada\nAsunto: Hola\n\nHola,',
  ],
  ['an older Outlook', 'Yes, about 40 people.\n\n-----Original Message-----\nFrom: Northwind\nHello Ada,'],
  ['an older Outlook, German', 'Yes, about 40 people.\n\n-----Ursprüngliche Nachricht-----\nVon: Northwind\nHallo,'],
  ['a signature', 'Yes, about 40 people.\n\n-- \nAda Byron\nHead of Engines\n+49 30 1234567'],
  ['a signature whose space got lost', 'Yes, about 40 people.\n--\nAda Byron'],
  ['a closing', 'Yes, about 40 people.\n\nBest regards,\nAda Byron\nHead of Engines, Acme\n+49 30 1234567'],
  ['a closing, German', 'Yes, about 40 people.\n\nMit freundlichen Grüßen\nAda Byron'],
  ['a closing, French', 'Yes, about 40 people.\n\nBien cordialement,\nAda'],
  ['a closing, Spanish', 'Yes, about 40 people.\n\nUn saludo,\nAda'],
  ['thanks and their name', 'Yes, about 40 people.\n\nThanks,\nAda'],
  ['a phone', 'Yes, about 40 people.\n\nSent from my iPhone\n\nOn 23 Nov 2026, at 15:04, Northwind wrote:\n\n> Hello'],
  ['a phone, German', 'Yes, about 40 people.\n\nVon meinem iPhone gesendet\n'],
  ['a phone, French', 'Yes, about 40 people.\n\nEnvoyé de mon iPhone\n'],
  ['a phone, Spanish', 'Yes, about 40 people.\n\nEnviado desde mi iPhone\n'],
  ['line ends of another world', 'Yes, about 40 people.\r\n\r\nOn Monday, Northwind wrote:\r\n\r\n> Hello\r\n'],
])('%s: only their own words', (_what, text) => {
  expect(read(text)).toBe('Yes, about 40 people.');
});

test.each([
  [
    'answers between the lines',
    `On Monday, Northwind wrote:\n\n> How many people?\n\n40\n\n> By when?\n\nIn March\n`,
    '40\n\nIn March',
  ],
  ['an answer below', `${ours}\n\nYes, about 40 people.`, 'Yes, about 40 people.'],
  [
    'a postscript',
    'Yes, 40.\n\nBest regards,\nAda\n\nPS: our budget is 20,000 euros',
    'Yes, 40.\n\nPS: our budget is 20,000 euros',
  ],
  ['a thank-you that goes on', 'Hi,\nThanks!\nMonday is fine', 'Hi,\nThanks!\nMonday is fine'],
  ['nothing but thanks', 'Thank you!', 'Thank you!'],
  ['a word that is a closing too', 'Best', 'Best'],
  [
    '"from" in a sentence',
    'From: we would move from Excel.\nIs that a problem?',
    'From: we would move from Excel.\nIs that a problem?',
  ],
  [
    'a sentence that begins like an attribution',
    'On Monday we start.\nLe reste suit.',
    'On Monday we start.\nLe reste suit.',
  ],
  [
    'lines that a program broke',
    'We are about forty people in three offices, and all of them would use it\nevery day.',
    'We are about forty people in three offices, and all of them would use it every day.',
  ],
  ['a list', 'We need:\n- reports\n- exports', 'We need:\n- reports\n- exports'],
  ['a number', '2\n\nBest,\nAda', '2'],
  ['nothing of their own', `On Monday, Northwind wrote:\n\n${ours}`, ''],
  ['nothing at all', '  \n', ''],
])('%s', (_what, text, own) => {
  expect(read(text)).toBe(own);
});

test.each([
  [
    'Gmail',
    '<div dir="ltr">Yes, about 40&nbsp;people.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Nov 23, 2026 Northwind &lt;<a href="mailto:m@n.example">m@n.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">Hello Ada</blockquote></div>',
  ],
  [
    'Outlook',
    '<html><head><style>p { color: red }</style></head><body><p>Yes, about 40 people.</p><div style="border-top:solid"><p><b>From:</b> Northwind<br><b>Sent:</b> Monday<br><b>To:</b> Ada<br></p></div><p>Hello Ada</p></body></html>',
  ],
  ['a marked signature', '<p>Yes, about 40 people.</p><div class="gmail_signature">Ada Byron<br>Acme</div>'],
  [
    'comments and scripts',
    '<!-- x > y --><script>alert("<p>no</p>")</script><p>Yes, about 40 people.</p><!-- never closed',
  ],
  ['nested quotes', '<p>Yes, about 40 people.</p><blockquote>one<blockquote>two</blockquote>three</blockquote>'],
])('HTML of %s: only their own words', (_what, html) => {
  expect(read('', html)).toBe('Yes, about 40 people.');
});

test('text goes before HTML; entities are read, and what is none stays', () => {
  expect(read('From the text', '<p>From the HTML</p>')).toBe('From the text');
  expect(htmlText('<p>Gr&uuml;&szlig;e &#8211; 1 < 2 &amp; 3 &unknown; &#x1F600; &#xD800;</p>').trim()).toBe(
    'Grüße – 1 < 2 & 3 &unknown; 😀',
  );
});

test('whatever comes is read, in no time', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (any) => read(any).length <= 10_000));
  const html = fc.array(
    fc.constantFrom('<', '>', '<!--', '<p', '<blockquote>', '</script', '<style>', '&#', 'x ', '"'),
  );
  fc.assert(fc.property(html, (parts) => typeof read('', parts.join('')) === 'string'));
  for (const piece of ['<!--', '<a ', '<style>', '</', '&#1', '> ', 'On x ', 'From: x\n', 'a wrote: ']) {
    const started = performance.now();
    read('', piece.repeat(200_000));
    read(piece.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});

const mail = (given: { subject?: string; address?: string; headers?: Record<string, string> }) =>
  isAutoReply({
    from: { address: given.address ?? 'ada@acme.example' },
    subject: given.subject ?? 'Re: Still interested?',
    headers: new Map(Object.entries(given.headers ?? {})),
  });

test.each([
  [{ headers: { 'auto-submitted': 'auto-replied' } }],
  [{ headers: { 'x-autoreply': 'yes' } }],
  [{ headers: { precedence: 'bulk' } }],
  [{ headers: { 'list-id': '<news.example>' } }],
  [{ headers: { 'return-path': '<>' } }],
  [{ address: 'MAILER-DAEMON@acme.example' }],
  [{ subject: 'Out of Office: Still interested?' }],
  [{ subject: 'Automatic reply: Still interested?' }],
  [{ subject: 'Automatische Antwort: Noch Interesse?' }],
  [{ subject: 'Abwesenheitsnotiz' }],
  [{ subject: 'Réponse automatique : Bonjour' }],
  [{ subject: 'Absence du bureau' }],
  [{ subject: 'Respuesta automática: Hola' }],
  [{ subject: 'Fuera de la oficina' }],
  [{ subject: 'Undeliverable: Hello' }],
])('a program wrote it: %j', (given) => {
  expect(mail(given)).toBe(true);
});

test.each([
  [{}],
  [{ headers: { 'auto-submitted': 'no', precedence: 'normal' } }],
  [{ subject: 'Re: Out of office hours' }],
  [{ subject: 'Automation of our reports' }],
  [{ headers: { 'x-auto-response-suppress': 'All' } }],
])('a person wrote it: %j', (given) => {
  expect(mail(given)).toBe(false);
});
