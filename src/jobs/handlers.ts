// The register of what Baton does for every kind of job it can owe.
import type { JobDeps } from '../deps.ts';
import type { Handlers } from '../store/queue/queue.ts';
import { endTakeover } from './end-takeover.ts';
import { learnGroups } from './learn-groups.ts';
import { learnRep } from './learn-rep.ts';
import { postCard } from './post-card.ts';
import { postNote } from './post-note.ts';
import { retireCard } from './retire-card.ts';
import { sendReply } from './send-reply.ts';
import { settleSilence } from './settle-silence.ts';
import { takeTurn } from './take-turn.ts';
import { tell } from './tell.ts';
import { tellGiven } from './tell-given.ts';
import { updateCard } from './update-card.ts';
import { wake } from './wake.ts';
import { whisper } from './whisper.ts';

export function createHandlers(deps: JobDeps): Handlers {
  return {
    'take-turn': (job) => takeTurn(deps, job),
    'settle-silence': (job) => settleSilence(deps, job),
    'send-reply': (job) => sendReply(deps, job),
    'post-card': (job, run) => postCard(deps, job, run),
    'update-card': (job) => updateCard(deps, job),
    'post-note': (job, run) => postNote(deps, job, run),
    whisper: (job) => whisper(deps, job),
    'end-takeover': (job) => endTakeover(deps, job),
    wake: (job) => wake(deps, job),
    'retire-card': (job) => retireCard(deps, job),
    'tell-given': (job, run) => tellGiven(deps, job, run),
    'learn-rep': (job) => learnRep(deps, job),
    'learn-groups': () => learnGroups(deps),
    tell: (job, run) => tell(deps, job, run),
  };
}
