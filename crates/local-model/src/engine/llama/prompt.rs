//! A conversation becomes the tokens that the model reads.

use contract::message::Role;
use contract::{Code, Error, Result};
use llama_cpp_2::model::{LlamaChatMessage, LlamaChatTemplate, LlamaModel};
use llama_cpp_2::token::LlamaToken;

use super::length::{LONGEST_STRETCH, Ruler, has_long_stretch};
use crate::engine::trim;
use crate::{Request, Turn};

/// Tokens of a reply for which there must be room, however long the question is.
const MIN_REPLY: u32 = 64;
/// Tokens that a template puts around a turn, at the most; only for a first estimate.
const AROUND_TURN: u32 = 16;
/// The end of a turn in ChatML.
const CHATML_END: &str = "<|im_end|>";

/// How the model wants a conversation written.
pub(super) struct Template {
    template: LlamaChatTemplate,
    ruler: Ruler,
    /// Text that ends a reply, where the template is not the model's own and has no token for it.
    pub(super) stop: Option<&'static str>,
}

impl Template {
    /// The model's own template, else ChatML, which most models understand.
    pub(super) fn of(model: &LlamaModel) -> Self {
        let ruler = Ruler::of(&model.vocab());
        let own = model.chat_template(None).ok().filter(|template| {
            let probe = [message("user", "?")]
                .into_iter()
                .collect::<Result<Vec<_>>>();
            probe.is_ok_and(|probe| model.apply_chat_template(template, &probe, true).is_ok())
        });
        if let Some(template) = own {
            return Self {
                template,
                ruler,
                stop: None,
            };
        }
        tracing::info!("the model's chat template is missing or unknown; using ChatML");
        let marks = model.vocab().tokenize(CHATML_END.as_bytes(), false, true);
        Self {
            template: chatml(),
            ruler,
            stop: (marks.len() > 1).then_some(CHATML_END),
        }
    }

    /// The text of a prompt, up to where the reply begins.
    fn render(&self, model: &LlamaModel, system: Option<&str>, turns: &[Turn]) -> Result<String> {
        let system = system.map(|text| message("system", text));
        let turns = turns.iter().map(|turn| {
            let role = match turn.role {
                Role::User => "user",
                Role::Assistant => "assistant",
            };
            message(role, &turn.text)
        });
        let messages = system
            .into_iter()
            .chain(turns)
            .collect::<Result<Vec<_>>>()?;
        model
            .apply_chat_template(&self.template, &messages, true)
            .map_err(|error| {
                Error::new(
                    Code::Internal,
                    "The model's chat template could not be applied",
                )
                .with_detail(error)
            })
    }
}

fn chatml() -> LlamaChatTemplate {
    // The name holds no zero byte, which is all that can go wrong.
    #[allow(clippy::expect_used)]
    LlamaChatTemplate::new("chatml").expect("the name is a C string")
}

fn message(role: &str, text: &str) -> Result<LlamaChatMessage> {
    // llama.cpp's strings end at a zero; one in a text has no meaning.
    LlamaChatMessage::new(role.to_owned(), text.replace('\0', "")).map_err(|error| {
        Error::new(Code::Internal, "A message could not be passed to the model").with_detail(error)
    })
}

/// What the model is to read.
pub(super) struct Prompt {
    pub(super) tokens: Vec<LlamaToken>,
    /// Turns left out at the beginning.
    pub(super) trimmed: u32,
}

/// Writes the conversation and leaves out its oldest turns until it fits into `context` tokens with room
/// for the reply.
///
/// # Errors
/// `ContextTooLong` if the last turn alone does not fit.
pub(super) fn prompt(
    model: &LlamaModel,
    template: &Template,
    request: &Request,
    context: u32,
) -> Result<Prompt> {
    let turns = &request.turns;
    let system = request
        .system
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    let room = context - request.sampling.max_tokens.min(context / 4);
    let hardest = context.saturating_sub(request.sampling.max_tokens.min(MIN_REPLY));
    check_length(&template.ruler, request, hardest, context)?;
    let write = |first: usize| {
        write(
            model,
            template,
            system,
            &turns[first..],
            request.prefix.as_deref().unwrap_or(""),
        )
    };
    let mut first = estimate(model, &template.ruler, request, room);
    loop {
        let tokens = write(first)?;
        let length = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
        if length <= room {
            return Ok(Prompt {
                tokens,
                trimmed: u32::try_from(first).unwrap_or(u32::MAX),
            });
        }
        let last = turns.len() - 1;
        if first < last {
            first = trim::next_question(turns, first + 1);
            continue;
        }
        if length <= hardest {
            return Ok(Prompt {
                tokens,
                trimmed: u32::try_from(first).unwrap_or(u32::MAX),
            });
        }
        return Err(too_long(length.to_string(), hardest, context));
    }
}

fn too_long(length: String, hardest: u32, context: u32) -> Error {
    Error::new(
        Code::ContextTooLong,
        format!(
            "This message is too long for the model: it takes {length} tokens, and {hardest} fit"
        ),
    )
    .with_detail(format!(
        "{length} tokens of {context}, system prompt included"
    ))
}

/// Refuses what must be in the prompt and cannot fit, before all of it is cut into tokens: that takes
/// long, and more stack than there is where nothing breaks the text.
fn check_length(ruler: &Ruler, request: &Request, hardest: u32, context: u32) -> Result<()> {
    let last = request.turns.last().map(|turn| turn.text.as_str());
    let texts = [request.system.as_deref(), last, request.prefix.as_deref()];
    let texts = || texts.into_iter().flatten();
    let least = ruler.at_least(texts().map(str::len).sum());
    if least > hardest {
        return Err(too_long(format!("at least {least}"), hardest, context));
    }
    if texts().any(has_long_stretch) {
        let message = format!(
            "This message is too long for the model: more than {LONGEST_STRETCH} characters stand together without a space"
        );
        return Err(Error::new(Code::ContextTooLong, message));
    }
    Ok(())
}

/// The first turn to keep, by the lengths of the turns alone.
fn estimate(model: &LlamaModel, ruler: &Ruler, request: &Request, room: u32) -> usize {
    let around = |text: &str| text.len() as u64 + u64::from(AROUND_TURN);
    let fixed = [request.system.as_deref(), request.prefix.as_deref()];
    let fixed = || fixed.into_iter().flatten();
    let bytes: u64 = request.turns.iter().map(|turn| around(&turn.text)).sum();
    // No token is shorter than a byte, so most conversations need no counting.
    let bytes = bytes + fixed().map(around).sum::<u64>();
    if bytes <= u64::from(room) && bytes <= LONGEST_STRETCH as u64 {
        return 0;
    }
    let vocab = model.vocab();
    let mut buffer = Vec::new();
    let mut count = |text: &str| {
        // A turn that is too long by itself is left out, whatever its tokens are.
        if ruler.at_least(text.len()) > room || has_long_stretch(text) {
            return u32::MAX;
        }
        buffer.clear();
        vocab.tokenize_into(text.as_bytes(), &mut buffer, false, false);
        u32::try_from(buffer.len())
            .unwrap_or(u32::MAX)
            .saturating_add(AROUND_TURN)
    };
    let fixed: u32 = fixed()
        .map(&mut count)
        .fold(AROUND_TURN, u32::saturating_add);
    let tokens: Vec<u32> = request.turns.iter().map(|turn| count(&turn.text)).collect();
    trim::first_kept(&request.turns, &tokens, room.saturating_sub(fixed))
}

/// The tokens of a prompt and of the reply's beginning.
fn write(
    model: &LlamaModel,
    template: &Template,
    system: Option<&str>,
    turns: &[Turn],
    prefix: &str,
) -> Result<Vec<LlamaToken>> {
    let vocab = model.vocab();
    let texts = || {
        system
            .into_iter()
            .chain(turns.iter().map(|turn| turn.text.as_str()))
    };
    let commanding = texts().chain([prefix]).any(|text| {
        let tokens = vocab.tokenize(text.as_bytes(), false, true);
        tokens
            .iter()
            .any(|token| vocab.is_control(*token) || vocab.is_eog(*token))
    });
    if !commanding {
        let text = template.render(model, system, turns)? + &prefix.replace('\0', "");
        return Ok(vocab.tokenize(text.as_bytes(), true, true));
    }

    // Somebody wrote a token that ends turns (`<|im_end|>`): their text must not be read as a command.
    // So the template is filled with marks, and each text takes the place of its mark as plain text.
    let mark = |index: usize| format!("\u{e000}{index}\u{e001}");
    let marked_system = system.map(|_| mark(0));
    let offset = usize::from(system.is_some());
    let marked: Vec<Turn> = turns
        .iter()
        .enumerate()
        .map(|(index, turn)| Turn {
            role: turn.role,
            text: mark(index + offset),
        })
        .collect();
    let rendered = template.render(model, marked_system.as_deref(), &marked)?;
    let mut tokens = Vec::new();
    let mut rest = rendered.as_str();
    for (index, text) in texts().enumerate() {
        let Some((before, after)) = rest.split_once(mark(index).as_str()) else {
            continue;
        };
        vocab.tokenize_into(before.as_bytes(), &mut tokens, index == 0, true);
        vocab.tokenize_into(text.as_bytes(), &mut tokens, false, false);
        rest = after;
    }
    vocab.tokenize_into(rest.as_bytes(), &mut tokens, false, true);
    vocab.tokenize_into(prefix.as_bytes(), &mut tokens, false, false);
    Ok(tokens)
}
