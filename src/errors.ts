// The three kinds of trouble. What happens in business is not here: it is a returned `kind`.

/** The outside failed. The worker decides by `retry`; nothing else catches it. */
export class OutsideError extends Error {
  readonly system: string;
  readonly retry: 'later' | 'never';
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;

  constructor(
    message: string,
    about: { system: string; retry: 'later' | 'never'; retryAfterMs?: number; status?: number; cause?: unknown },
  ) {
    super(message, { cause: about.cause });
    this.name = 'OutsideError';
    this.system = about.system;
    this.retry = about.retry;
    this.retryAfterMs = about.retryAfterMs;
    this.status = about.status;
  }
}

/** What came in at the front door is wrong; the sentence says what to do. */
export class BadRequestError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 429 | 503;

  constructor(status: BadRequestError['status'], sentence: string) {
    super(sentence);
    this.name = 'BadRequestError';
    this.status = status;
  }
}

/** Every problem found at start, together. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Baton cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
