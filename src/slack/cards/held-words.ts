// What people read of what is held as spam.
export const heldWords = {
  held: (count: number) =>
    count === 1 ? 'A message is held: it looks like spam' : `${count} messages are held: they look like spam`,
  next: 'They filled in an input that people do not see, sent links and no question, or the very text that others sent. Reps have not heard of these. Let through what is no spam.',
  letThrough: (name: string) => `Let through: ${name}`,
  done: 'It is let through, and goes the way of every other.',
  over: 'It was let through already.',
};
