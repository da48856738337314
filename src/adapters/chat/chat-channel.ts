// What Baton asks of a chat product: to carry a line to the visitor.

export type ReplyLine = {
  conversation: string;
  message: { id: string; text: string; at: string };
  from: { kind: 'baton' | 'rep'; name: string };
};

/** Delivering the same line twice must be harmless: the message id says that it is the same. */
export type ChatChannel = { reply(line: ReplyLine): Promise<void> };
