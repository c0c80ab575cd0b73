// A Lambda function on this machine: as many environments as are needed at once and allowed, started when an event
// finds none idle, and used again.
import { type Environment, type EnvironmentOptions, startEnvironment } from "./process.ts";

export interface LocalFunction {
  /** Runs one event in a free environment; answers with what the handler returned, throws what it threw. */
  invoke(event: unknown): Promise<unknown>;
  /** Kills every environment; whatever was under way is rejected. */
  stop(): Promise<void>;
}

export interface LocalFunctionOptions extends EnvironmentOptions {
  /** How many environments there may be; events above that wait for one. */
  readonly concurrency: number;
}

interface Waiting {
  readonly event: unknown;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

export const localFunction = (options: LocalFunctionOptions): LocalFunction => {
  const waiting: Waiting[] = [];
  const running = new Set<Promise<void>>();
  const environments = new Set<Environment>();
  const idle: Environment[] = [];
  let isStopped = false;

  /** The one that was used last, so that no more are kept than are needed. */
  const take = async (): Promise<Environment> => {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      if (!last.isEnded()) return last;
      environments.delete(last);
    }
    const started = await startEnvironment(options);
    environments.add(started);
    if (isStopped) await started.stop();
    return started;
  };

  const run = async (event: unknown): Promise<unknown> => {
    const environment = await take();
    try {
      return await environment.invoke(event);
    } finally {
      if (environment.isEnded()) environments.delete(environment);
      else idle.push(environment);
    }
  };

  const pump = (): void => {
    while (running.size < options.concurrency) {
      const next = waiting.shift();
      if (next === undefined) return;
      const one: Promise<void> = run(next.event)
        .then(next.resolve, next.reject)
        .finally(() => {
          running.delete(one);
          pump();
        });
      running.add(one);
    }
  };

  return {
    invoke: (event) =>
      new Promise((resolve, reject) => {
        if (isStopped) return reject(new Error("The function was stopped"));
        waiting.push({ event, resolve, reject });
        pump();
      }),
    async stop() {
      isStopped = true;
      for (const { reject } of waiting.splice(0)) reject(new Error("The function was stopped"));
      await Promise.all([...environments].map((environment) => environment.stop()));
      await Promise.all(running);
    },
  };
};
