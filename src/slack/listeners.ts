// The register of everything Baton listens to in Slack. A button, modal, command or event that is not here does not exist;
// tests hold the cards and the manifest against it.
import type { AllMiddlewareArgs, App } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { actionIds, viewIds } from './cards/actions.ts';
import { doorAnswers } from './cards/answers.ts';
import { runCommand } from './commands.ts';
import { openHome } from './home.ts';
import { openNurture, openReject, pressClaim, pressUndo } from './presses.ts';
import { submitNurture, submitReject } from './submissions.ts';

export const register = {
  actions: {
    [actionIds.claim]: pressClaim,
    [actionIds.reject]: openReject,
    [actionIds.nurture]: openNurture,
    [actionIds.undo]: pressUndo,
  },
  views: {
    [viewIds.reject]: submitReject,
    [viewIds.nurture]: submitNurture,
  },
  commands: { '/baton': runCommand },
  events: { app_home_opened: openHome },
} as const;
