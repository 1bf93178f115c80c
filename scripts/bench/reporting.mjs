/** Loaded into a server under measurement: tells its processor time and memory when it is asked. */
process.on("message", (asked) => {
  if (asked === "collect") globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, memoryMb: process.memoryUsage().rss / 2 ** 20 });
});
// The server ends when it is told to, not when nobody measures it any more.
process.channel?.unref();
