// Types each query into the search field letter by letter, as fast as the answers come, and notes how
// long each letter took until the frame after its hits stood there.
const { queries } = arguments[0];
const field = document.querySelector(".search-input");
const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
const type = (text) => {
  set.call(field, text);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
const shown = () => document.querySelector(".pane-scroll[data-query]")?.dataset.query;
(async () => {
  const times = [];
  for (const query of queries) {
    for (let end = 1; end <= query.length; end += 1) {
      const text = query.slice(0, end);
      if (text.endsWith(" ")) continue;
      const begin = performance.now();
      type(text);
      while (shown() !== text) await painted();
      times.push(performance.now() - begin);
    }
    type("");
    await painted();
  }
  window.benchOutcome = times;
})();
return null;
