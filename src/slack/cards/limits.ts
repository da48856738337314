// Slack's limits as one table, and ours within them. A block over its limit means no card at all, so everything that
// goes into a block is cut by this table first.

export const slackLimits = {
  messageBlocks: 50,
  viewBlocks: 100,
  text: 3_000,
  header: 150,
  contextElements: 10,
  optionText: 75,
  buttonText: 75,
  placeholder: 150,
  options: 100,
  modalTitle: 24,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** `chat.update` refuses more than 4,000 characters of text. */
  fallback: 3_000,
  /** Slack names no limit for rich text; this is the one of every other text. */
  richText: 2_800,
  note: 1_000,
  hours: 200,
  /** Colleagues who meet a visitor together with the first. */
  together: 8,
} as const;

/** How much of each thing a rep reads at a glance. */
export const glance = {
  name: 80,
  label: 60,
  value: 120,
  quote: 180,
  offer: 80,
  sentence: 400,
  fieldsOnCard: 12,
  people: 5,
  questionsOnCard: 3,
  reasonsOnCard: 3,
  fieldsInNote: 20,
  questionsInNote: 8,
  promisesInNote: 3,
  unknown: 12,
  leadsInList: 15,
  leadsInBrief: 25,
  stuck: 5,
  /** Each has a button of its own. */
  held: 5,
  absences: 5,
  colleagues: 20,
  /** Each has a button of its own in the home. */
  stuckInHome: 6,
  fieldsInPlaybook: 25,
  teamsInPlaybook: 15,
  reasonsInWhy: 20,
  needsInWhy: 6,
  refusedInWhy: 6,
  routeInWhy: 25,
  flips: 7,
  flipsInModal: 40,
  quotesInMiss: 3,
  fieldsInHome: 8,
  changesInHome: 6,
  barsInHome: 6,
  keepers: 5,
  reasonsInSlot: 6,
  reasonsInRisk: 6,
} as const;
