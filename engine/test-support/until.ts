/**
 * Waits for a condition, asking again and again.
 *
 * @throws after `limitMs` with `what`
 */
export async function until(
  holds: () => Promise<boolean> | boolean,
  limitMs = 20_000,
  what = String(holds),
): Promise<void> {
  const giveUp = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > giveUp) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
