// The register of what Baton does for every kind of job it can owe.
import type { Job } from '../core/job.ts';
import type { JobDeps, WorkDeps } from '../deps.ts';
import type { Handlers } from '../store/queue/queue.ts';
import { alertRep } from './alert-rep.ts';
import { answer } from './answer.ts';
import { askHeld } from './ask-held.ts';
import { askReviews } from './ask-reviews.ts';
import { catchUpChat } from './catch-up-chat.ts';
import { checkCrm } from './check-crm.ts';
import { climbLadder } from './climb-ladder.ts';
import { confirmBooking } from './confirm-booking.ts';
import { deleteMessage } from './delete-message.ts';
import { detailDigest } from './detail-digest.ts';
import { drawDigest } from './draw-digest.ts';
import { drawHome } from './draw-home.ts';
import { dropEvent } from './drop-event.ts';
import { endTakeover } from './end-takeover.ts';
import { expireHold } from './expire-hold.ts';
import { fillSlots } from './fill-slots.ts';
import { findMessages } from './find-messages.ts';
import { keepLearning } from './keep-learning.ts';
import { learnChannel } from './learn-channel.ts';
import { learnGroups } from './learn-groups.ts';
import { learnRep } from './learn-rep.ts';
import { listReviews } from './list-reviews.ts';
import { lookUpCrm } from './look-up-crm.ts';
import { moveBar } from './move-bar.ts';
import { nudgeVisitor } from './nudge-visitor.ts';
import { postBrief } from './post-brief.ts';
import { postCard } from './post-card.ts';
import { postNote } from './post-note.ts';
import { proposeChanges } from './propose-changes.ts';
import { proposeTimes } from './propose-times.ts';
import { reScore } from './re-score.ts';
import { readBusyOf } from './read-busy.ts';
import { readCalendar } from './read-calendar.ts';
import { readChat } from './read-chat.ts';
import { readOutcomes } from './read-outcomes.ts';
import { redeemGrant } from './redeem-grant.ts';
import { releaseClaim } from './release-claim.ts';
import { remindVisitor } from './remind-visitor.ts';
import { retireCard } from './retire-card.ts';
import { revokeGrant } from './revoke-grant.ts';
import { sendDigest } from './send-digest.ts';
import { sendMail } from './send-mail.ts';
import { sendNudges } from './send-nudges.ts';
import { sendReply } from './send-reply.ts';
import { sendStep } from './send-step.ts';
import { settleSilence } from './settle-silence.ts';
import { showBooked } from './show-booked.ts';
import { syncCrm } from './sync-crm.ts';
import { takeTurn } from './take-turn.ts';
import { tell } from './tell.ts';
import { tellBar } from './tell-bar.ts';
import { tellChanges } from './tell-changes.ts';
import { tellGiven } from './tell-given.ts';
import { tellMisses } from './tell-misses.ts';
import { tellWeek } from './tell-week.ts';
import { tellWeeks } from './tell-weeks.ts';
import { tendCalendars } from './tend-calendars.ts';
import { unwatchCalendar } from './unwatch-calendar.ts';
import { updateCard } from './update-card.ts';
import { wake } from './wake.ts';
import { watchCalendar } from './watch-calendar.ts';
import { whisper } from './whisper.ts';
import { workspaceOf } from './workspace-of.ts';

export function createHandlers(work: WorkDeps): Handlers {
  /** With Slack as the workspace that this job is for: no job sees another one's. */
  const at = (job: Job): JobDeps => ({ ...work, slack: work.workspaces.clientFor(() => workspaceOf(work, job)) });
  return {
    'take-turn': (job) => takeTurn(at(job), job),
    'settle-silence': (job) => settleSilence(at(job), job),
    'send-reply': (job) => sendReply(at(job), job),
    'read-chat': (job) => readChat(at(job), job),
    'catch-up-chat': (job) => catchUpChat(at(job), job),
    'post-card': (job, run) => postCard(at(job), job, run),
    'update-card': (job) => updateCard(at(job), job),
    'post-note': (job, run) => postNote(at(job), job, run),
    whisper: (job) => whisper(at(job), job),
    'end-takeover': (job) => endTakeover(at(job), job),
    wake: (job) => wake(at(job), job),
    'retire-card': (job) => retireCard(at(job), job),
    'find-messages': (job) => findMessages(at(job), job),
    'delete-message': (job) => deleteMessage(at(job), job),
    'tell-given': (job, run) => tellGiven(at(job), job, run),
    'climb-ladder': (job) => climbLadder(at(job), job),
    'release-claim': (job) => releaseClaim(at(job), job),
    're-score': (job) => reScore(at(job), job),
    'send-mail': (job) => sendMail(at(job), job),
    'send-step': (job) => sendStep(at(job), job),
    'remind-visitor': (job) => remindVisitor(at(job), job),
    'post-brief': (job) => postBrief(at(job), job),
    'send-nudges': (job) => sendNudges(at(job), job),
    'learn-rep': (job) => learnRep(at(job), job),
    'learn-groups': () => learnGroups(work),
    'learn-channel': (job) => learnChannel(at(job), job),
    'fill-slots': (job) => fillSlots(at(job), job),
    'show-booked': (job) => showBooked(at(job), job),
    'confirm-booking': (job, run) => confirmBooking(at(job), job, run),
    'expire-hold': (job) => expireHold(at(job), job),
    'drop-event': (job) => dropEvent(at(job), job),
    'ask-held': (job) => askHeld(at(job), job),
    'read-busy': (job) => readBusyOf(at(job), job),
    'propose-times': (job) => proposeTimes(at(job), job),
    'nudge-visitor': (job) => nudgeVisitor(at(job), job),
    'alert-rep': (job) => alertRep(at(job), job),
    'redeem-grant': (job) => redeemGrant(at(job), job),
    'revoke-grant': (job) => revokeGrant(at(job), job),
    'draw-home': (job) => drawHome(at(job), job),
    'read-calendar': (job) => readCalendar(at(job), job),
    'watch-calendar': (job) => watchCalendar(at(job), job),
    'unwatch-calendar': (job) => unwatchCalendar(at(job), job),
    'tend-calendars': (job) => tendCalendars(at(job)),
    answer: (job, run) => answer(at(job), job, run),
    tell: (job, run) => tell(at(job), job, run),
    'move-bar': (job) => moveBar(at(job), job),
    'tell-bar': (job, run) => tellBar(at(job), job, run),
    'keep-learning': (job) => keepLearning(at(job), job),
    'ask-reviews': (job) => askReviews(at(job), job),
    'list-reviews': (job, run) => listReviews(at(job), job, run),
    'propose-changes': (job) => proposeChanges(at(job), job),
    'tell-changes': (job, run) => tellChanges(at(job), job, run),
    'sync-crm': (job) => syncCrm(at(job), job),
    'read-outcomes': (job) => readOutcomes(at(job)),
    'check-crm': (job) => checkCrm(at(job)),
    'look-up-crm': (job) => lookUpCrm(at(job), job),
    'send-digest': (job) => sendDigest(at(job), job),
    'detail-digest': (job, run) => detailDigest(at(job), job, run),
    'tell-misses': (job, run) => tellMisses(at(job), job, run),
    'draw-digest': (job, run) => drawDigest(at(job), job, run),
    'tell-weeks': (job) => tellWeeks(at(job), job),
    'tell-week': (job, run) => tellWeek(at(job), job, run),
  };
}
