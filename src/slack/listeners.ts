// The register of everything Baton listens to in Slack. A button, modal, command or event that is not here does not exist;
// tests hold the cards and the manifest against it.
import type { AllMiddlewareArgs, App } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import {
  chooseAtOnce,
  chooseNotify,
  openAway,
  openHours,
  openQuiet,
  openRep,
  pressCallOff,
  pressComeBack,
  submitAway,
  submitHours,
  submitQuiet,
} from './availability.ts';
import {
  openBarAim,
  openBarFlips,
  pressBarApprove,
  pressBarHold,
  pressBarLock,
  pressBarLook,
  pressBarRollBack,
  pressBarUnlock,
  pressThumbDown,
  pressThumbUp,
  submitBarAim,
} from './bar.ts';
import {
  askAbout,
  chooseHost,
  chooseKind,
  chooseLength,
  chooseWith,
  openBook,
  pressCancelMeeting,
  pressHeld,
  pressNoShow,
  pressSendTimes,
  readAgain,
  submitBook,
  turnPage,
} from './book.ts';
import { pressConnect, pressDisconnect } from './calendar.ts';
import { actionIds, globalShortcutIds, shortcutIds, viewIds } from './cards/actions.ts';
import { sentences } from './cards/sentences.ts';
import { runCommand } from './commands.ts';
import {
  openNextReview,
  openReview,
  pressAcceptChange,
  pressPutOffChange,
  submitCorrections,
  submitReview,
} from './curation.ts';
import { hearDirect } from './direct.ts';
import { onPress, type PressArgs, type SubmitArgs } from './door.ts';
import { pressDeclineTime, pressKeepTime } from './held-time.ts';
import { openHome } from './home.ts';
import {
  pressErase,
  pressMore,
  submitDeal,
  submitPart,
  submitReassign,
  submitSnooze,
  submitTerritory,
} from './more.ts';
import {
  openNurture,
  openReject,
  openWhy,
  pressClaim,
  pressHandBack,
  pressInTouch,
  pressLetThrough,
  pressRetry,
  pressRetryCrm,
  pressStopNurture,
  pressTakeOver,
  pressUndo,
} from './presses.ts';
import { pressReadWeek, pressReport } from './report.ts';
import { handToBaton, openFind, sendToVisitor } from './shortcuts.ts';
import { submitFind, submitNurture, submitReject } from './submissions.ts';
import { hearThread } from './thread.ts';
import { hearRevoked, hearUninstalled } from './uninstall.ts';

export const register = {
  actions: {
    [actionIds.claim]: pressClaim,
    [actionIds.reject]: openReject,
    [actionIds.nurture]: openNurture,
    [actionIds.undo]: pressUndo,
    [actionIds.takeOver]: pressTakeOver,
    [actionIds.handBack]: pressHandBack,
    [actionIds.retry]: pressRetry,
    [actionIds.retryCrm]: pressRetryCrm,
    [actionIds.letThrough]: pressLetThrough,
    [actionIds.stopNurture]: pressStopNurture,
    [actionIds.inTouch]: pressInTouch,
    [actionIds.why]: openWhy,
    [actionIds.more]: pressMore,
    [actionIds.erase]: pressErase,
    [actionIds.setAway]: openAway,
    [actionIds.comeBack]: pressComeBack,
    [actionIds.callOff]: pressCallOff,
    [actionIds.setHours]: openHours,
    [actionIds.setQuiet]: openQuiet,
    [actionIds.notify]: chooseNotify,
    [actionIds.atOnce]: chooseAtOnce,
    [actionIds.chooseRep]: openRep,
    [actionIds.book]: openBook,
    [actionIds.move]: openBook,
    [actionIds.cancelMeeting]: pressCancelMeeting,
    [actionIds.held]: pressHeld,
    [actionIds.noShow]: pressNoShow,
    [actionIds.keepTime]: pressKeepTime,
    [actionIds.declineTime]: pressDeclineTime,
    [actionIds.slotKind]: chooseKind,
    [actionIds.slotLength]: chooseLength,
    [actionIds.slotHost]: chooseHost,
    [actionIds.slotWith]: chooseWith,
    [actionIds.earlierSlots]: turnPage,
    [actionIds.laterSlots]: turnPage,
    [actionIds.slotsAgain]: readAgain,
    [actionIds.askSlot]: askAbout,
    [actionIds.sendTimes]: pressSendTimes,
    [actionIds.connectCalendar]: pressConnect,
    [actionIds.disconnectCalendar]: pressDisconnect,
    [actionIds.barApprove]: pressBarApprove,
    [actionIds.barHold]: pressBarHold,
    [actionIds.barRollBack]: pressBarRollBack,
    [actionIds.barLock]: pressBarLock,
    [actionIds.barUnlock]: pressBarUnlock,
    [actionIds.barAim]: openBarAim,
    [actionIds.barFlips]: openBarFlips,
    [actionIds.barLook]: pressBarLook,
    [actionIds.thumbUp]: pressThumbUp,
    [actionIds.thumbDown]: pressThumbDown,
    [actionIds.review]: openReview,
    [actionIds.nextReview]: openNextReview,
    [actionIds.acceptChange]: pressAcceptChange,
    [actionIds.putOffChange]: pressPutOffChange,
    [actionIds.openReport]: pressReport,
    [actionIds.exportReport]: pressReport,
    [actionIds.readWeek]: pressReadWeek,
  },
  views: {
    [viewIds.reject]: submitReject,
    [viewIds.nurture]: submitNurture,
    [viewIds.reassign]: submitReassign,
    [viewIds.snooze]: submitSnooze,
    [viewIds.deal]: submitDeal,
    [viewIds.part]: submitPart,
    [viewIds.territory]: submitTerritory,
    [viewIds.find]: submitFind,
    [viewIds.away]: submitAway,
    [viewIds.hours]: submitHours,
    [viewIds.quiet]: submitQuiet,
    [viewIds.barAim]: submitBarAim,
    [viewIds.book]: submitBook,
    [viewIds.review]: submitReview,
    [viewIds.correct]: submitCorrections,
  },
  commands: { '/baton': runCommand },
  shortcuts: { [shortcutIds.send]: sendToVisitor, [shortcutIds.handBack]: handToBaton },
  globalShortcuts: { [globalShortcutIds.find]: openFind },
  events: {
    app_home_opened: openHome,
    app_uninstalled: hearUninstalled,
    tokens_revoked: hearRevoked,
    'message.channels': hearThread,
    'message.groups': hearThread,
    'message.im': hearDirect,
  },
} as const;

/** A button of a Baton that is no more. */
const pressUnknown = onPress(async () => sentences.oldButton);

export function listen(app: App, deps: Deps): void {
  /** With the workspace it comes from, where several may install Baton. */
  const at = ({ context: { workspace } }: Pick<AllMiddlewareArgs, 'context'>): Deps =>
    typeof workspace === 'string' ? { ...deps, workspace } : deps;
  for (const [id, press] of Object.entries(register.actions))
    app.action(id, (args) => press(at(args), args as PressArgs));
  for (const [id, submit] of Object.entries(register.views))
    app.view(id, (args) => submit(at(args), args as SubmitArgs));
  app.command('/baton', (args) => runCommand(at(args), args));
  app.event('app_uninstalled', (args) => hearUninstalled(deps, args));
  app.event('tokens_revoked', (args) => hearRevoked(deps, args));
  app.event('app_home_opened', (args) => openHome(at(args), args));
  // Bolt knows all messages by one name; the manifest says from where.
  app.event('message', (args) => (args.event.channel_type === 'im' ? hearDirect : hearThread)(at(args), args));
  for (const [id, use] of Object.entries(register.shortcuts)) {
    app.shortcut({ callback_id: id, type: 'message_action' }, (args) => use(at(args), args));
  }
  for (const [id, use] of Object.entries(register.globalShortcuts)) {
    app.shortcut({ callback_id: id, type: 'shortcut' }, (args) => use(at(args), args));
  }
  const known = new Set<string>(Object.keys(register.actions));
  app.action(/^/, async (args) => {
    const press = args as PressArgs;
    if (!known.has(press.action.action_id)) await pressUnknown(at(args), press);
  });
}
