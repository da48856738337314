// Faults that a test or a curious person puts in the way of a stand-in, taken one by one by the calls they are meant for.
export type FaultQueue<New, Fault> = {
  add(fault: New): void;
  clear(): void;
  /** The first one waiting that is meant for this, if any; it is used up. */
  take(isFor: (fault: Fault) => boolean): Fault | undefined;
};

export function createFaultQueue<New, Fault extends { times: number }>(
  read: (fault: New) => Fault,
): FaultQueue<New, Fault> {
  let waiting: Fault[] = [];
  return {
    add: (fault) => {
      waiting.push(read(fault));
    },
    clear: () => {
      waiting = [];
    },
    take(isFor) {
      const fault = waiting.find(isFor);
      if (fault === undefined) return undefined;
      fault.times -= 1;
      waiting = waiting.filter(({ times }) => times > 0);
      return fault;
    },
  };
}
