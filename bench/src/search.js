// Types each query into the search field letter by letter, as fast as the answers come, and notes how
// long each letter took until the frame after its hits stood in the list.
const { queries } = arguments[0];
const field = document.querySelector(".search-input");
const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
const type = (text) => {
  set.call(field, text);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
const painted = () =>
  new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
const shown = (text) =>
  new Promise((done) => {
    const list = () => document.querySelector(".pane-scroll[data-query]");
    const observer = new MutationObserver(() => {
      if (list()?.dataset.query !== text) return;
      observer.disconnect();
      done();
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
(async () => {
  const times = [];
  for (const query of queries) {
    for (let end = 1; end <= query.length; end += 1) {
      const text = query.slice(0, end);
      if (text.endsWith(" ")) continue;
      const hits = shown(text);
      const begin = performance.now();
      type(text);
      await hits;
      await painted();
      times.push(performance.now() - begin);
      for (let frame = 0; frame < 3; frame += 1) await painted();
    }
    type("");
    for (let frame = 0; frame < 3; frame += 1) await painted();
  }
  window.benchOutcome = times;
})();
return null;
