// Changes one line of the page, again and again, and notes how long each took until the frame after it.
const { count } = arguments[0];
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
(async () => {
  const line = document.body.appendChild(document.createElement("p"));
  const times = [];
  for (let at = 0; at < count; at += 1) {
    const begin = performance.now();
    line.textContent = `letter ${at}`;
    await painted();
    times.push(performance.now() - begin);
    for (let frame = 0; frame < 3; frame += 1) await painted();
  }
  window.benchOutcome = times;
})();
return null;
