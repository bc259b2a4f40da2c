// Runs before the interface's code is there, and asks the desktop for what the first picture shows.
//
// First the channel of events, then the question, so that nothing is lost between. Taken over by
// ui/src/ipc/early.rs.
(() => {
  const tauri = window.__TAURI_INTERNALS__;
  if (!tauri) return;
  const early = { told: [], deliver: null, reply: null };
  const channel = tauri.transformCallback((raw) => {
    if (early.deliver) early.deliver(raw);
    else early.told.push(raw);
  });
  early.subscribed = tauri.invoke("subscribe", { channel: `__CHANNEL__:${channel}` });
  early.started = tauri.invoke("call", { call: { command: "start", request: {} } });
  // Whoever takes them over sees why they failed; until then nobody is to blame.
  early.subscribed.catch(() => {});
  early.started.then((reply) => (early.reply = reply), () => {});
  window.pulseEarly = early;
})();
