// Opens the conversations of the list one after another, and notes how long each took until the frame
// after its newest message stood there.
const { count } = arguments[0];
const rows = [...document.querySelectorAll(".row-open")].slice(0, count);
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
const newest = () => [...document.querySelectorAll("[data-message]")].pop()?.dataset.message;
(async () => {
  const times = [];
  for (const row of rows) {
    const before = newest();
    const begin = performance.now();
    row.click();
    while (newest() === before || !newest()) await painted();
    times.push(performance.now() - begin);
    // What is drawn around the view afterwards belongs to this one, not to the next.
    for (let frame = 0; frame < 20; frame += 1) await painted();
  }
  window.benchOutcome = times;
})();
return null;
