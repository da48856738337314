// Prometheus figures: how the doors and the queue fare, and the process itself. Labels have few values, never ids.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Turn } from '../core/interviewer.ts';
import type { Ended, Queue } from '../store/queue/queue.ts';

export type Metrics = {
  registry: Registry;
  request(route: string, status: number, ms: number): void;
  run(kind: string, ms: number, ended: Ended): void;
  turn(turn: Turn): void;
};

const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** `streams`: how many have our own chat open now. */
export function createMetrics(queue: Pick<Queue, 'counts'>, streams: { count(): number }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'baton_request_seconds',
    help: 'Answers at the front door',
    labelNames: ['route', 'status'],
    buckets,
    registers,
  });
  const runs = new Histogram({
    name: 'baton_job_seconds',
    help: 'Runs of jobs',
    labelNames: ['kind', 'outcome'],
    buckets,
    registers,
  });
  const buried = new Counter({
    name: 'baton_jobs_buried_total',
    help: 'Jobs given up after their last try',
    labelNames: ['kind'],
    registers,
  });
  const turns = new Counter({
    name: 'baton_turns_total',
    help: 'Turns by who took them, and why the guided interviewer had to',
    labelNames: ['interviewer', 'fell_back'],
    registers,
  });
  const tokens = new Counter({
    name: 'baton_model_tokens_total',
    help: 'Tokens the model counted; cached ones are part of input',
    labelNames: ['kind'],
    registers,
  });
  new Gauge({
    name: 'baton_jobs',
    help: 'Jobs now, by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const { oldestDueMs: _, ...counts } = await queue.counts();
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'baton_job_oldest_due_seconds',
    help: 'How long the oldest due job has been waiting',
    registers,
    async collect() {
      this.set((await queue.counts()).oldestDueMs / 1000);
    },
  });
  new Gauge({
    name: 'baton_widget_streams',
    help: 'Conversations of our own chat that are followed now',
    registers,
    collect() {
      this.set(streams.count());
    },
  });
  return {
    registry,
    request: (route, status, ms) => requests.observe({ route, status }, ms / 1000),
    run: (kind, ms, ended) => {
      runs.observe({ kind, outcome: ended.kind }, ms / 1000);
      if (ended.kind === 'buried') buried.inc({ kind });
    },
    turn: ({ interviewer, fellBack = 'no', usage }) => {
      turns.inc({ interviewer: interviewer === 'guided' ? 'guided' : 'model', fell_back: fellBack });
      for (const [kind, count] of Object.entries(usage ?? {})) tokens.inc({ kind }, count);
    },
  };
}
