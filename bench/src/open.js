// Opens the conversations of the list one after another, and notes how long each took until the frame
// after its newest message stood there. Not the one that is open, nor the one without messages.
const { count, but } = arguments[0];
const rows = [...document.querySelectorAll(".row-open[data-conversation]")]
  .filter((row) => !but.includes(row.dataset.conversation))
  .slice(0, count);
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
const newest = () => [...document.querySelectorAll("[data-message]")].pop()?.dataset.message;
const shown = (before) =>
  new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (!newest() || newest() === before) return;
      observer.disconnect();
      done();
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
(async () => {
  const times = [];
  for (const row of rows) {
    const messages = shown(newest());
    const begin = performance.now();
    row.click();
    await messages;
    await painted();
    times.push(performance.now() - begin);
    // What is drawn around the view afterwards belongs to this one, not to the next.
    for (let frame = 0; frame < 20; frame += 1) await painted();
  }
  window.benchOutcome = times;
})();
return null;
