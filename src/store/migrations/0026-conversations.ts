// A lead may be talked with in several conversations: where each of its lines came or goes, and whose lead a conversation is now.
import type { Step } from './index.ts';

export const conversations: Step = async (q) => {
  await q.schema.alterTable('messages').addColumn('conversation', 'text').execute();
  await q.schema
    .createTable('conversations')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('conversation', 'text', (c) => c.notNull())
    .addColumn('lead', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('conversations_pk', ['channel', 'conversation'])
    .execute();
  await q.schema.createIndex('conversations_of_lead').on('conversations').column('lead').execute();
};
