// Lets a reply arrive through the page's own event channel, as the studio sends
// it, and notes how long the page's main thread was deaf. Without a plan it only
// listens. The outcome is left in `window.benchOutcome`.
//
// arguments: [{plan: {conversation, parent, user, reply, pieces}|null, seconds}]
const { plan, seconds } = arguments[0];
const PERIOD = 33; // ms, the studio's own pace
const TICK = 4; // ms

let gaps = { worst: 0, over: 0 };
let last = performance.now();
let ticking = true;
const tick = () => {
  const now = performance.now();
  const gap = now - last - TICK;
  last = now;
  gaps.worst = Math.max(gaps.worst, gap);
  gaps.over += gap > 50;
  if (ticking) setTimeout(tick, TICK);
};
const end = () => {
  ticking = false;
  window.benchOutcome = gaps;
};

window.benchOutcome = null;
if (!plan) {
  setTimeout(tick, TICK);
  setTimeout(end, seconds * 1000);
  return null;
}

const send = (event, data) => window.benchSend(event, data);

const message = (id, parent, role, text, status, reply) => ({
  id, parent, role, text, status, reply,
  conversation: plan.conversation,
  error: null,
  created_at: Date.now(),
  siblings: { ids: [id] },
});
const info = { model: "SmolLM2-135M-Instruct.Q4_1", provider: "local", route: "local", usage: null, timing: null, finish: null, trimmed: 0 };
let next = 0;
let text = "";
let timer = null;
const sendPiece = () => {
  const piece = plan.pieces[next];
  next += 1;
  if (piece === undefined) {
    clearInterval(timer);
    send("message_changed", message(plan.reply, plan.user, "assistant", text, "complete", info));
    // The last picture is drawn before the end.
    setTimeout(end, 500);
    return;
  }
  // ASCII: a character is a byte.
  send("reply_delta", { conversation: plan.conversation, message: plan.reply, offset: text.length, text: piece });
  text += piece;
};
setTimeout(tick, TICK);
// Each in a task of its own, as an event arrives, and none in this script's: to
// take in a plan of 100 KB is no work of Pulse.
setTimeout(() => {
  send("message_changed", message(plan.user, plan.parent, "user", "Tell me everything.", "complete", null));
  setTimeout(() => {
    send("message_changed", message(plan.reply, plan.user, "assistant", "", "streaming", info));
    timer = setInterval(sendPiece, PERIOD);
  });
}, PERIOD);
return null;
