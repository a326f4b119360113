// Drawing happens once for each animation frame, however many events came in between.

/** A function that has `draw` called in the next animation frame, once for all calls until then. */
export function byFrame(draw) {
  let due = false;
  return () => {
    if (!due) {
      due = true;
      requestAnimationFrame((now) => {
        due = false;
        draw(now);
      });
    }
  };
}

/** A function that has `draw` called at most once in so many milliseconds, in an animation frame. */
export function atMostEvery(millis, draw) {
  const inFrame = byFrame(draw);
  let timer = 0;
  let last = -Infinity;
  return () => {
    if (timer) {
      return;
    }
    const wait = Math.max(0, last + millis - performance.now());
    timer = setTimeout(() => {
      timer = 0;
      last = performance.now();
      inFrame();
    }, wait);
  };
}
