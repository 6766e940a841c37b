export interface EndsTogether {
  /** What `work` gives, or the end when that comes first. */
  orEnd<T>(work: Promise<T>): Promise<T>;
  end(why: Error): void;
}

/** Many waits with one end. A race against one promise for all of them would keep each of them until that end. */
export function endsTogether(): EndsTogether {
  const waiting = new Set<(why: Error) => void>();
  let over: Error | undefined;

  return {
    async orEnd(work) {
      const ended = Promise.withResolvers<never>();
      if (over !== undefined) ended.reject(over);
      waiting.add(ended.reject);
      try {
        return await Promise.race([ended.promise, work]);
      } finally {
        waiting.delete(ended.reject);
      }
    },
    end(why) {
      over ??= why;
      for (const reject of waiting) reject(over);
    },
  };
}
