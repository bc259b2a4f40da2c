"""The vendors' own SDKs, unchanged, against the stand-ins: OPENAI_BASE ANTHROPIC_BASE GOOGLE_BASE KEY.

Each of them reads streams and whole answers, calls of tools, thoughts, refusals and errors, and says what it made
of them. Ends with status 1 at the first thing that is not as it should be.
"""

import sys

import anthropic
import openai
from google import genai
from google.genai import errors, types

openai_base, anthropic_base, google_base, key = sys.argv[1:]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TEXT = "Here is an answer with a tortoise 🐢 and a “żółw”."
THOUGHT = "Let me think about it."


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: {found!r} instead of {expected!r}")


def fails(what, error, status, call):
    try:
        call()
    except error as failure:
        code = getattr(failure, "status_code", None) or getattr(failure, "code", None)
        same(what, code, status)
    else:
        sys.exit(f"{what}: it did not fail")


def chat_completions():
    client = openai.OpenAI(base_url=openai_base, api_key=key, max_retries=0)
    tool = {"type": "function", "function": {"name": "weather", "parameters": SCHEMA}}

    def ask(prompt, **more):
        messages = [{"role": "user", "content": prompt}]
        return client.chat.completions.create(model="gpt-6-luna", messages=messages, **more)

    same("models", client.models.list().data[0].id, "gpt-6.1-sol")
    same("whole", ask("Hi").choices[0].message.content, "You said: Hi")
    chunks = list(ask("sandbox: plain", stream=True, stream_options={"include_usage": True}))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    same("stream", text, TEXT)
    same("usage", chunks[-1].usage.completion_tokens, len(TEXT.split()))
    call = ask("sandbox: tool", tools=[tool]).choices[0]
    same("tool", (call.finish_reason, call.message.tool_calls[0].function.arguments), ("tool_calls", '{"city":"Oslo"}'))
    same("short", ask("sandbox: short").choices[0].finish_reason, "length")
    same("refusal", ask("sandbox: refuse").choices[0].message.refusal, "I cannot help with that.")
    fails("rate", openai.RateLimitError, 429, lambda: ask("sandbox: rate"))
    fails("busy", openai.InternalServerError, 503, lambda: ask("sandbox: busy"))
    fails("error in mid-stream", openai.APIError, None, lambda: list(ask("sandbox: error", stream=True)))
    wrong = openai.OpenAI(base_url=openai_base, api_key="wrong", max_retries=0)
    fails("key", openai.AuthenticationError, 401, wrong.models.list)


def responses():
    client = openai.OpenAI(base_url=openai_base, api_key=key, max_retries=0)
    tool = {"type": "function", "name": "weather", "parameters": SCHEMA, "strict": False}

    def ask(prompt, **more):
        return client.responses.create(model="gpt-6.1-sol", input=prompt, store=False, **more)

    same("whole", ask("Hi").output_text, "You said: Hi")
    with client.responses.stream(model="gpt-6.1-sol", input="sandbox: think") as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()
    same("stream", final.output_text, TEXT)
    same("thoughts", final.output[0].summary[0].text, THOUGHT)
    same("deltas", kinds.count("response.output_text.delta"), len(TEXT.split()))
    same("usage", final.usage.output_tokens_details.reasoning_tokens, len(THOUGHT.split()))
    with client.responses.stream(model="gpt-6.1-sol", input="sandbox: tool", tools=[tool]) as stream:
        for _ in stream:
            pass
        call = stream.get_final_response().output[0]
    same("tool", (call.type, call.arguments), ("function_call", '{"city":"Oslo"}'))
    answer = [
        {"role": "user", "content": "sandbox: tool"},
        {"type": "function_call", "call_id": call.call_id, "name": call.name, "arguments": call.arguments},
        {"type": "function_call_output", "call_id": call.call_id, "output": "Snow"},
    ]
    same("answer", ask(answer, tools=[tool]).output_text, TEXT)
    same("short", ask("sandbox: short").incomplete_details.reason, "max_output_tokens")
    same("refusal", ask("sandbox: refuse").output[0].content[0].refusal, "I cannot help with that.")
    same("picture", ask("sandbox: picture").output[0].type, "image_generation_call")
    fails("model", openai.NotFoundError, 404, lambda: client.responses.create(model="retired", input="Hi"))
    fails("credit", openai.RateLimitError, 429, lambda: ask("sandbox: credit"))
    fails("long", openai.BadRequestError, 400, lambda: ask("sandbox: long"))


def messages():
    client = anthropic.Anthropic(base_url=anthropic_base, api_key=key, max_retries=0)
    tool = {"name": "weather", "input_schema": SCHEMA}

    def asking(prompt, **more):
        return {
            "model": "claude-sonnet-5-5",
            "max_tokens": 500,
            "messages": [{"role": "user", "content": prompt}],
            **more,
        }

    def ask(prompt, **more):
        return client.messages.create(**asking(prompt, **more))

    def streamed(prompt, **more):
        with client.messages.stream(**asking(prompt, **more)) as stream:
            return stream.get_final_message()

    same("models", client.models.list().data[0].id, "claude-sonnet-5-5")
    same("whole", ask("Hi").content[0].text, "You said: Hi")
    final = streamed("sandbox: think", thinking={"type": "adaptive"})
    same("thoughts", (final.content[0].thinking, final.content[0].signature), (THOUGHT, "c2ln"))
    same("stream", final.content[1].text, TEXT)
    same("usage", final.usage.output_tokens, len(TEXT.split()) + len(THOUGHT.split()))
    call = streamed("sandbox: tool", tools=[tool])
    same("tool", (call.stop_reason, call.content[0].input), ("tool_use", {"city": "Oslo"}))
    same("short", streamed("Hi there you", max_tokens=2).stop_reason, "max_tokens")
    same("refusal", streamed("sandbox: refuse").stop_reason, "refusal")
    same("nothing", ask("sandbox: nothing").content, [])
    fails("busy", anthropic.OverloadedError, 529, lambda: ask("sandbox: busy"))
    fails("rate", anthropic.RateLimitError, 429, lambda: ask("sandbox: rate"))
    fails("long", anthropic.BadRequestError, 400, lambda: ask("sandbox: long"))
    fails("error in mid-stream", anthropic.APIStatusError, 200, lambda: streamed("sandbox: error"))
    wrong = anthropic.Anthropic(base_url=anthropic_base, api_key="wrong", max_retries=0)
    fails("key", anthropic.AuthenticationError, 401, wrong.models.list)


def generate_content():
    # The SDK adds the version to the path by itself.
    options = types.HttpOptions(base_url=google_base.removesuffix("/v1"))
    client = genai.Client(api_key=key, http_options=options)
    tool = types.Tool(function_declarations=[{"name": "weather", "parameters_json_schema": SCHEMA}])

    def ask(prompt, model="gemini-3.8-flash", **config):
        return client.models.generate_content(model=model, contents=prompt, config=config or None)

    def stream(prompt, **config):
        return client.models.generate_content_stream(model="gemini-3.8-flash", contents=prompt, config=config or None)

    same("models", next(iter(client.models.list())).name, "models/gemini-3.8-flash")
    same("whole", ask("Hi").text, "You said: Hi")
    chunks = list(stream("sandbox: think"))
    parts = [part for chunk in chunks for part in (chunk.parts or [])]
    same("stream", "".join(part.text for part in parts if not part.thought), TEXT)
    same("thoughts", "".join(part.text for part in parts if part.thought), THOUGHT)
    same("usage", chunks[-1].usage_metadata.thoughts_token_count, len(THOUGHT.split()))
    same("tool", ask("sandbox: tool", tools=[tool]).function_calls[0].args, {"city": "Oslo"})
    same("short", ask("sandbox: short").candidates[0].finish_reason, types.FinishReason.MAX_TOKENS)
    same("refusal", ask("sandbox: refuse").candidates[0].finish_reason, types.FinishReason.SAFETY)
    same("picture", ask("sandbox: picture").parts[0].inline_data.mime_type, "image/png")
    fails("rate", errors.ClientError, 429, lambda: ask("sandbox: rate"))
    fails("busy", errors.ServerError, 503, lambda: ask("sandbox: busy"))
    fails("model", errors.ClientError, 404, lambda: ask("Hi", model="retired"))
    wrong = genai.Client(api_key="wrong", http_options=options)
    fails("key", errors.ClientError, 400, wrong.models.list)


for check in (chat_completions, responses, messages, generate_content):
    print(check.__name__, flush=True)
    check()
