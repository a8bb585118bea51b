/** Do something once the page is looked at, which it may be already. Returns how to give it up. */
export function onceVisible(act: () => void): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') {
      stop();
      act();
    }
  };
  const stop = () => document.removeEventListener('visibilitychange', look);
  document.addEventListener('visibilitychange', look);
  look();
  return stop;
}
