// The ids that cards and listeners share. Old cards keep their ids for years: never rename one.

export const actionIds = {
  claim: 'baton_claim',
  nurture: 'baton_nurture',
  reject: 'baton_reject',
  undo: 'baton_undo',
  takeOver: 'baton_take_over',
  handBack: 'baton_hand_back',
  retry: 'baton_retry',
  why: 'baton_why',
} as const;

export const viewIds = { reject: 'baton_reject_modal', nurture: 'baton_nurture_modal' } as const;

export const shortcutIds = { send: 'baton_send_to_visitor' } as const;
