// A rep's own numbers of a week, as a direct message, once, if they still want it.
import type { JobOf } from '../core/job.ts';
import { figuresOf } from '../core/report.ts';
import type { JobDeps } from '../deps.ts';
import { weekMessage } from '../slack/cards/week-message.ts';
import { readReport } from '../store/report.ts';
import { weekReaders } from '../store/week-readers.ts';
import { postOnce } from './post-once.ts';

export async function tellWeek(deps: JobDeps, { to, week }: JobOf<'tell-week'>, run: { tries: number }): Promise<void> {
  const { db, playbook, slack } = deps;
  if (!(await weekReaders(db)).includes(to)) return;
  const { zone } = playbook;
  const now = deps.now().toISOString();
  const theirs = async (of: number) => {
    const report = await readReport(db, { week: of, zone, team: null, now });
    return { report, figures: report.by.rep.find(({ key }) => key === to)?.figures ?? figuresOf([]) };
  };
  const { report, figures } = await theirs(week);
  const { figures: before } = await theirs(week - 1);
  const message = { channel: to, ...weekMessage({ name: report.name, figures, before }) };
  await postOnce(slack, message, { look: run.tries > 1, since: report.until });
}
