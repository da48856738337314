// The chart of a week as a picture in the thread of its digest, where Slack's own chart was refused. A picture that was
// uploaded and never posted is seen by nobody, so only the post has to be looked for.
import type { JobOf } from '../core/job.ts';
import { reportChart } from '../core/report-chart.ts';
import { reportView } from '../core/report-view.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { pictureMessage, stagesSaid } from '../slack/cards/digest-message.ts';
import { readTold } from '../store/report.ts';
import { postOnce } from './post-once.ts';

export async function drawDigest(
  deps: JobDeps,
  { week, card, team }: JobOf<'draw-digest'>,
  run: { tries: number },
): Promise<void> {
  const { db, playbook, slack, now } = deps;
  const told = await readTold(db, { week, team: team ?? null, playbook, now: now().toISOString() });
  const { stages, funnelTitle } = reportView(told);
  const { name, until } = told.report;
  const alt = stagesSaid(stages);
  const png = await drawPng(reportChart(stages, `${funnelTitle}, ${name}`));
  const file = await slack.upload({ name: `week-${name}.png`, bytes: png, title: funnelTitle, alt });
  const message = { channel: card.channel, thread: card.ts, ...pictureMessage({ week: name, file, alt }) };
  await postOnce(slack, message, { look: run.tries > 1, since: until }).catch((error: unknown) => {
    // Slack refuses a picture that it is still looking through.
    if (!(error instanceof OutsideError) || !error.message.includes('invalid_blocks')) throw error;
    throw new OutsideError(error.message, { system: 'slack', retry: 'later', cause: error });
  });
}

/** A megabyte of native code that most weeks never need. */
async function drawPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { loadSystemFonts: true, defaultFontFamily: 'sans-serif' };
  return new Resvg(svg, { fitTo: { mode: 'width', value: 1_920 }, font }).render().asPng();
}
