//! The command line: what can be said, and what is wrong with what was said.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use contract::cv::{Paper, Template};
use contract::{ConversationId, JobId, ProviderId};

use crate::output::{self, Stop};

/// Pulse without a window: ask models, manage models and jobs.
#[derive(Debug, Parser)]
#[command(name = "pulse", version, arg_required_else_help = false)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Ask a model; the reply streams to standard output and, unless temporary, is kept as a conversation
    Ask(Ask),
    /// List the models, or add one
    Models(Models),
    /// Keep keys and addresses of model vendors, and test them
    Providers(Providers),
    /// List the servers of tools
    Tools(Tools),
    /// List, watch, cancel and retry jobs
    Jobs(Jobs),
    /// Take over conversations from a data export of ChatGPT or Claude, or from Pulse's own
    Import(Import),
    /// Write a conversation, or all of them, into a file
    Export(Export),
    /// What requests to models took, by model
    Usage(Usage),
    /// Write a CV as PDF or DOCX
    Cv(Cv),
}

#[derive(Debug, Args)]
pub(crate) struct Ask {
    /// What to ask; “-”, or nothing when something is piped in: standard input
    pub(crate) prompt: Option<String>,
    /// Whose model answers
    #[arg(long, value_name = "V")]
    pub(crate) provider: Option<String>,
    /// The model; see `pulse models`
    #[arg(long, value_name = "M")]
    pub(crate) model: Option<String>,
    /// The road to the model
    #[arg(long, value_name = "local|key|plan")]
    pub(crate) route: Option<String>,
    /// Reach the provider at this address, this once
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The system prompt
    #[arg(long, value_name = "S")]
    pub(crate) system: Option<String>,
    /// 0 (always the likeliest token) to 2
    #[arg(long, value_name = "T")]
    pub(crate) temperature: Option<f32>,
    /// Above 0, up to 1
    #[arg(long, value_name = "P")]
    pub(crate) top_p: Option<f32>,
    /// Tokens of the reply at the most
    #[arg(long, value_name = "N")]
    pub(crate) max_tokens: Option<u32>,
    /// The same seed, prompt and model give the same reply
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u32>,
    /// Offer tools to the model; each call that is not always allowed is asked on the terminal
    #[arg(long)]
    pub(crate) tools: bool,
    /// Attach a picture, a document, a text or code; can be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) attach: Vec<PathBuf>,
    /// Go on with this conversation
    #[arg(long, value_name = "ID", conflicts_with = "new")]
    pub(crate) conversation: Option<ConversationId>,
    /// Begin a conversation (the default)
    #[arg(long)]
    pub(crate) new: bool,
    /// Keep nothing of it on this computer, but what a vendor's tokens cost
    #[arg(long, conflicts_with_all = ["conversation", "new"])]
    pub(crate) temporary: bool,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Models {
    #[command(subcommand)]
    pub(crate) command: Option<ModelsCommand>,
    /// Whose models; of a vendor's, those that it offers to your key now
    #[arg(long, value_name = "V")]
    pub(crate) provider: Option<String>,
    /// Reach the provider at this address, this once
    #[arg(long, value_name = "URL", requires = "provider")]
    pub(crate) base_url: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModelsCommand {
    /// Put a GGUF file on the shelf, from this computer or by URL
    Add(AddModel),
}

#[derive(Debug, Args)]
pub(crate) struct AddModel {
    /// A file, or an https: URL
    #[arg(value_name = "FILE|URL")]
    pub(crate) from: String,
    /// SHA-256 in hex that the downloaded bytes must have
    #[arg(long, value_name = "HEX")]
    pub(crate) sha256: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = false)]
pub(crate) struct Providers {
    #[command(subcommand)]
    pub(crate) command: ProvidersCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProvidersCommand {
    /// Keep a key, which is read from standard input, or an address
    Set(SetProvider),
    /// All providers, and what is set for each
    List(Json),
    /// Ask a provider for its models, which also tests the key
    Test(ProviderArgument),
    /// Forget a key
    Forget(ProviderArgument),
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = false)]
pub(crate) struct Tools {
    #[command(subcommand)]
    pub(crate) command: ToolsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ToolsCommand {
    /// All servers of tools, and how each would be started
    List(Json),
}

#[derive(Debug, Args)]
pub(crate) struct SetProvider {
    /// The provider; see `pulse providers list`
    #[arg(value_name = "V")]
    pub(crate) provider: String,
    /// Its address; “default”: the usual one
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The location of Vertex AI, such as europe-west4
    #[arg(long, value_name = "L")]
    pub(crate) location: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ProviderArgument {
    /// The provider; see `pulse providers list`
    #[arg(value_name = "V")]
    pub(crate) provider: String,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = false)]
pub(crate) struct Jobs {
    #[command(subcommand)]
    pub(crate) command: JobsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JobsCommand {
    /// All jobs, newest first
    List(Json),
    /// Follow a job to its end, working on it if no other Pulse does
    Watch(JobArgument),
    /// End a job
    Cancel(JobArgument),
    /// Queue a failed or cancelled job again
    Retry(JobArgument),
}

#[derive(Debug, Args)]
pub(crate) struct Usage {
    /// So many days back from now
    #[arg(long, value_name = "N", default_value_t = 30,
          value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub(crate) days: u32,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The zip or JSON file; importing it again adds only what is new
    pub(crate) file: PathBuf,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The conversation
    #[arg(required_unless_present = "all")]
    pub(crate) id: Option<ConversationId>,
    /// All conversations, as JSON that Pulse reads again
    #[arg(long, conflicts_with_all = ["id", "format"])]
    pub(crate) all: bool,
    /// What to write
    #[arg(long, value_enum, value_name = "F", default_value = "markdown")]
    pub(crate) format: Format,
    /// The file; one that is there is replaced
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Cv {
    #[command(subcommand)]
    pub(crate) command: CvCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CvCommand {
    /// Write a CV from its file
    Export(ExportCv),
}

#[derive(Debug, Args)]
pub(crate) struct ExportCv {
    /// JSON Resume, Pulse's own, or the zip of LinkedIn's data export
    pub(crate) file: PathBuf,
    /// What to write
    #[arg(long, value_enum, value_name = "F")]
    pub(crate) format: CvFormat,
    /// The file; one that is there is replaced
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// How it looks; otherwise as the file says
    #[arg(long, value_enum, value_name = "T")]
    pub(crate) template: Option<CvTemplate>,
    /// The size of the paper; otherwise as the file says
    #[arg(long, value_enum, value_name = "P")]
    pub(crate) paper: Option<CvPaper>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// What a CV is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CvFormat {
    /// For printing and sending
    Pdf,
    /// For Word and its like
    Docx,
}

/// A template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CvTemplate {
    /// One column under a centred name, ruled headings
    Classic,
    /// A narrow column with contacts and skills beside the career
    Modern,
    /// As much as can be read on a page
    Compact,
    /// For long lists of publications
    Academic,
    /// A serif with much air
    Elegant,
}

impl From<CvTemplate> for Template {
    fn from(template: CvTemplate) -> Self {
        match template {
            CvTemplate::Classic => Self::Classic,
            CvTemplate::Modern => Self::Modern,
            CvTemplate::Compact => Self::Compact,
            CvTemplate::Academic => Self::Academic,
            CvTemplate::Elegant => Self::Elegant,
        }
    }
}

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CvPaper {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 in
    Letter,
}

impl From<CvPaper> for Paper {
    fn from(paper: CvPaper) -> Self {
        match paper {
            CvPaper::A4 => Self::A4,
            CvPaper::Letter => Self::Letter,
        }
    }
}

/// How a conversation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The branch that is shown, as Markdown
    Markdown,
    /// The branch that is shown, as a page for a browser
    Html,
    /// The branch that is shown, as plain text
    Text,
    /// All branches, as Pulse reads them again
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Json {
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct JobArgument {
    /// The job; see `pulse jobs list`
    pub(crate) id: JobId,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

impl Arguments {
    /// Whether machine-readable lines are wanted.
    pub(crate) fn json(&self) -> bool {
        match &self.command {
            Command::Ask(ask) => ask.json,
            Command::Models(models) => match &models.command {
                Some(ModelsCommand::Add(add)) => add.json,
                None => models.json,
            },
            Command::Providers(providers) => match &providers.command {
                ProvidersCommand::Set(set) => set.json,
                ProvidersCommand::List(json) => json.json,
                ProvidersCommand::Test(one) | ProvidersCommand::Forget(one) => one.json,
            },
            Command::Tools(tools) => match &tools.command {
                ToolsCommand::List(json) => json.json,
            },
            Command::Import(import) => import.json,
            Command::Export(export) => export.json,
            Command::Jobs(jobs) => match &jobs.command {
                JobsCommand::List(json) => json.json,
                JobsCommand::Watch(job) | JobsCommand::Cancel(job) | JobsCommand::Retry(job) => {
                    job.json
                }
            },
            Command::Usage(usage) => usage.json,
            Command::Cv(cv) => {
                let CvCommand::Export(export) = &cv.command;
                export.json
            }
        }
    }
}

impl AddModel {
    /// The URL, if it is one.
    pub(crate) fn url(&self) -> Option<&str> {
        self.from.contains("://").then_some(self.from.as_str())
    }

    /// The file's absolute path.
    pub(crate) fn file(&self) -> std::io::Result<PathBuf> {
        std::path::absolute(&self.from)
    }
}

/// The provider that `--provider` and `--route` name together; `None`: as in the settings.
pub(crate) fn provider(
    provider: Option<&str>,
    route: Option<&str>,
) -> Result<Option<ProviderId>, Stop> {
    let wrong = |message: String| Err(Stop::BadInput(message));
    match (provider, route) {
        (_, Some("plan")) => wrong("--route plan is not available in this version".into()),
        (_, Some(route)) if !matches!(route, "local" | "key") => wrong(format!(
            "--route is “{route}”; it can be local, key or plan"
        )),
        (Some("local"), Some("key")) => wrong("--route key needs another --provider".into()),
        (None, Some("key")) => wrong("--route key needs a --provider".into()),
        (Some(provider), Some("local")) if provider != "local" => {
            wrong(format!("--provider {provider} is not on this computer"))
        }
        (None, Some("local")) => Ok(Some(ProviderId::local())),
        (provider, _) => Ok(provider.map(|provider| ProviderId(provider.to_owned()))),
    }
}

/// The arguments, or what to say instead.
pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Arguments, NotArguments> {
    Arguments::try_parse_from(words).map_err(NotArguments)
}

/// Help, the version, or bad input.
#[derive(Debug)]
pub(crate) struct NotArguments(clap::Error);

impl NotArguments {
    /// Says it and returns the exit code.
    pub(crate) fn tell(&self) -> ExitCode {
        if !self.0.use_stderr() {
            // A reader that went away has seen enough of the help.
            let _ = self.0.print();
            return ExitCode::SUCCESS;
        }
        output::complain(&one_line(&self.0.to_string()));
        ExitCode::from(output::BAD_INPUT)
    }
}

/// Clap's report without the usage and the tips, on one line.
fn one_line(report: &str) -> String {
    let what = report.split("\n\n").next().unwrap_or_default();
    let what = what.strip_prefix("error: ").unwrap_or(what);
    what.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(words: &[&str]) -> String {
        let words = std::iter::once("pulse")
            .chain(words.iter().copied())
            .map(OsString::from);
        one_line(&parse(words).unwrap_err().0.to_string())
    }

    #[test]
    fn complaints_are_one_line_and_name_the_culprit() {
        for (words, culprit) in [
            (&["ask", "--temperature", "warm", "hi"][..], "--temperature"),
            (&["ask", "--conversation", "1", "hi"], "--conversation"),
            (&["ask", "--nonsense", "hi"], "--nonsense"),
            (&["ask", "two", "prompts"], "prompts"),
            (&["jobs", "cancel"], "<ID>"),
            (&["frobnicate"], "frobnicate"),
            (&[], "subcommand"),
            (&["jobs"], "subcommand"),
            (&["import"], "<FILE>"),
            (&["export", "-o", "x"], "<ID>"),
            (&["export", "--all"], "--output"),
            (
                &["export", "--all", "--format", "text", "-o", "x"],
                "--format",
            ),
            (&["providers", "set"], "<V>"),
            (&["usage", "--days", "0"], "--days"),
            (&["models", "--base-url", "http://x"], "--provider"),
        ] {
            let complaint = complaint(words);
            assert!(complaint.contains(culprit), "{words:?}: {complaint}");
            assert!(
                !complaint.contains('\n') && !complaint.contains("Usage"),
                "{complaint}"
            );
        }
    }

    #[test]
    fn the_definition_is_sound() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn provider_and_route_have_to_agree() {
        let id = |id: &str| Some(ProviderId(id.into()));
        for (given, route, names) in [
            (None, None, None),
            (None, Some("local"), id("local")),
            (Some("openai"), None, id("openai")),
            (Some("openai"), Some("key"), id("openai")),
            (Some("local"), Some("local"), id("local")),
        ] {
            assert_eq!(provider(given, route).unwrap(), names);
        }
        for (given, route) in [
            (None, Some("key")),
            (None, Some("plan")),
            (None, Some("road")),
            (Some("local"), Some("key")),
            (Some("openai"), Some("local")),
        ] {
            assert!(matches!(provider(given, route), Err(Stop::BadInput(_))));
        }
    }
}
