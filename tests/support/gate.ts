/** `gate()`: a promise and what settles it, for what has to happen in an order. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
