/** Beats in a worker: browsers slow down the clocks of pages that nobody looks at, not of these. */
let timer: ReturnType<typeof setInterval> | undefined;

self.onmessage = ({ data }: MessageEvent<number>) => {
  clearInterval(timer);
  timer = setInterval(() => postMessage(null), data);
};
