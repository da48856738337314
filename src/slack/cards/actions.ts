// The ids that cards and listeners share. Old cards keep their ids for years: never rename one.

export const actionIds = {
  claim: 'baton_claim',
  nurture: 'baton_nurture',
  reject: 'baton_reject',
  undo: 'baton_undo',
  takeOver: 'baton_take_over',
  handBack: 'baton_hand_back',
  retry: 'baton_retry',
  inTouch: 'baton_in_touch',
  why: 'baton_why',
  more: 'baton_more',
  erase: 'baton_erase',
  setAway: 'baton_set_away',
  comeBack: 'baton_come_back',
  callOff: 'baton_call_off',
  setHours: 'baton_set_hours',
  setQuiet: 'baton_set_quiet',
  notify: 'baton_notify',
  atOnce: 'baton_at_once',
  chooseRep: 'baton_choose_rep',
} as const;

export const viewIds = {
  reject: 'baton_reject_modal',
  nurture: 'baton_nurture_modal',
  reassign: 'baton_reassign_modal',
  snooze: 'baton_snooze_modal',
  territory: 'baton_territory_modal',
  find: 'baton_find_modal',
  away: 'baton_away_modal',
  hours: 'baton_hours_modal',
  quiet: 'baton_quiet_modal',
  rep: 'baton_rep_modal',
} as const;

export const shortcutIds = { send: 'baton_send_to_visitor', handBack: 'baton_hand_to_baton' } as const;

export const globalShortcutIds = { find: 'baton_find_lead' } as const;
