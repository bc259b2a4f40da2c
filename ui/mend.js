// Starts the window anew when its code has stopped: see src-tauri/mend.rs.
//
// An error that nobody caught and that came through WebAssembly leaves the code half-way in something, so
// none of it is asked for anything here. The desktop has all but what was typed last: it is given that.
(() => {
  const root = document.documentElement;
  if (location.search === "?mended") {
    history.replaceState(null, "", "/");
    root.dataset.mended = "";
  }
  // What a person waits for is not kept up by a desktop that does not answer.
  const PATIENCE = 2000;
  let stopped = false;

  const invoke = (command, request) => {
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
    return Promise.race([window.__TAURI_INTERNALS__.invoke(command, request), late]);
  };

  const keepDraft = async () => {
    const field = document.getElementById("composer");
    // With messages that wait in line, the desktop has them and the draft as one.
    if (!field || "waiting" in field.dataset) return;
    const request = { conversation: field.dataset.conversation ?? null, text: field.value };
    await invoke("call", { call: { command: "save_draft", request } });
  };

  // Where it happened. Only a trap's own words: others may quote what a person wrote.
  const report = (error) => {
    const words = error instanceof WebAssembly.RuntimeError ? error.message : error.name;
    const places = `${error.stack}`.split("\n").filter((line) => /wasm/.test(line));
    return [root.dataset.panic, words, ...places].filter(Boolean).join("\n");
  };

  const mend = async (error) => {
    const wasm = error instanceof WebAssembly.RuntimeError || /wasm/.test(error?.stack);
    if (!wasm || stopped) return;
    stopped = true;
    const what = report(error);
    console.error(what);
    await keepDraft().catch(() => {});
    if (await invoke("mend", { what }).catch(() => true)) location.search = "mended";
  };

  addEventListener("error", (event) => mend(event.error));
  addEventListener("unhandledrejection", (event) => mend(event.reason));
})();
