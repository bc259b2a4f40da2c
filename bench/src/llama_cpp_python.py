"""How fast llama-cpp-python reads and writes: MODEL THREADS PROMPT_FILE N.

One line of JSON, as crates/local-model/examples/speed.rs prints it: greedy,
everything warm, the prompt in the model's chat format.
"""

import json
import sys
import time

from llama_cpp import Llama

model, threads, prompt, count = sys.argv[1:]
llm = Llama(
    model_path=model,
    n_ctx=2048,
    n_threads=int(threads),
    n_threads_batch=int(threads),
    seed=1,
    verbose=False,
)


def measure(text, count):
    chat = f"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n"
    tokens = llm.tokenize(chat.encode(), add_bos=False, special=True)
    begin = time.perf_counter()
    reply = llm.generate(tokens, temp=0.0)
    next(reply)
    read = time.perf_counter()
    written = 0
    for _ in reply:
        written += 1
        if written >= count - 1:
            break
    end = time.perf_counter()
    return {
        "prompt_tok_s": len(tokens) / (read - begin),
        "gen_tok_s": written / (end - read),
        "prompt_tokens": len(tokens),
        "gen_tokens": written,
    }


# Loads the model's pages and leaves the second run nothing to remember.
measure("Hello.", 8)
with open(prompt, encoding="utf-8") as file:
    print(json.dumps(measure(file.read(), int(count))))
