//! A measured figure, its target, and the page that they are written to.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use e2e::Result;

use crate::machine;

/// What a figure must be.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// Ours divided by the peer's, or more.
    Least(f64),
    /// Ours divided by the peer's, or less.
    Most(f64),
    /// Ours, beyond the peer's, or less.
    Beyond(f64),
    /// The peer's divided by ours, or more.
    Faster(f64),
    /// Ours, or less, whatever others do.
    Within(f64),
}

/// One line of the page.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured.
    pub what: &'static str,
    /// The unit of `ours` and `peer`.
    pub unit: &'static str,
    /// Pulse.
    pub ours: f64,
    /// What it is compared with, if with anything.
    pub peer: Option<f64>,
    /// What the comparison must come to.
    pub target: Target,
}

impl Figure {
    /// Ours against the peer's, in the terms of the target.
    fn compared(&self) -> f64 {
        let peer = self.peer.unwrap_or(f64::NAN);
        match self.target {
            Target::Least(_) | Target::Most(_) => self.ours / peer,
            Target::Beyond(_) => self.ours - peer,
            Target::Faster(_) => peer / self.ours,
            Target::Within(_) => self.ours,
        }
    }

    /// Whether the target is reached.
    pub fn reached(&self) -> bool {
        match self.target {
            Target::Least(least) | Target::Faster(least) => self.compared() >= least,
            Target::Most(most) | Target::Beyond(most) | Target::Within(most) => {
                self.compared() <= most
            }
        }
    }

    fn row(&self) -> String {
        let unit = self.unit;
        let (compared, target) = match self.target {
            Target::Least(least) => (format!("{:.2} ×", self.compared()), format!("≥ {least} ×")),
            Target::Most(most) => (format!("{:.2} ×", self.compared()), format!("≤ {most} ×")),
            Target::Beyond(most) => (
                format!("{:+.0} {unit}", self.compared()),
                format!("≤ {most} {unit} more"),
            ),
            Target::Faster(times) => (
                format!("{:.1} × faster", self.compared()),
                format!("≥ {times} × faster"),
            ),
            Target::Within(most) => ("–".to_owned(), format!("≤ {most} {unit}")),
        };
        let verdict = if self.reached() {
            "reached"
        } else {
            "**missed**"
        };
        let peer = self
            .peer
            .map_or_else(|| "–".to_owned(), |peer| format!("{} {unit}", short(peer)));
        format!(
            "| {} | {} {unit} | {peer} | {compared} | {target} | {verdict} |",
            self.what,
            short(self.ours),
        )
    }
}

/// The figures as a Markdown table.
pub fn table(figures: &[Figure]) -> String {
    let mut text =
        String::from("| what | Pulse | peer | compared | target | |\n|---|---|---|---|---|---|\n");
    for figure in figures {
        text.push_str(&figure.row());
        text.push('\n');
    }
    text
}

/// Writes docs/BENCHMARKS.md.
pub fn write(figures: &[Figure]) -> Result<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/BENCHMARKS.md");
    let mut page = String::from(HEAD);
    writeln!(page, "\n{}\n\n{}", machine::describe(), table(figures))?;
    page.push_str(FOOT);
    std::fs::write(&file, page)?;
    Ok(file.canonicalize()?)
}

/// The middle of several measurements: one slow start does not move it.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The value that so many of them do not exceed, as a share of all.
pub fn percentile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (share * values.len() as f64).ceil() as usize;
    values
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or(f64::NAN)
}

/// Three digits that count.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

const HEAD: &str = "\
# Benchmarks

`cargo xtask bench` measures Pulse against its peers in one run on one machine and writes this page. Only the ratios mean something elsewhere.
";

const FOOT: &str = "
How it is measured:
- **Model**: `crates/local-model/examples/speed.rs` against [llama-cpp-python](https://pypi.org/project/llama-cpp-python/), built by pip: the same file, threads, prompt
  and number of tokens, greedy, everything warm; in turns, the medians of twenty-one.
- **Start**: from the process's start to the first frame in which the last conversation can be read and written in, with 1,000 conversations and 100,000 messages in the
  database and the one of 1,000 messages open; the peer is `bench/empty-window`, a Tauri window with a Yew page of one heading, same profile. In turns, the medians of fifteen.
- **Memory**: proportional set size of the process tree, two seconds after that, no model loaded.
- **UI time a token**: processor time of the page's main thread while a reply of 4,000 tokens arrives at 300 tokens a second, in events like the studio's, through
  the page's real channel; the peer is the same reply in an empty conversation. In turns, the medians of three.
- **Stalls**: the longest gap between ticks of a 4 ms timer while a reply of 20,000 tokens arrives so; the peer is the empty window for the same time.
  In turns, the medians of three. (WebKit looks at its memory every 30 s, in both: 17 to 25 ms of each.)
- **Search** and **opening**: in the same window with 1,000 conversations and 100,000 messages, ten queries typed letter by letter, each letter until the frame after its
  hits stand in the list; and the conversations that the list shows, each until the frame after its newest messages stand there. The peer is the empty window, whose page changes
  one letter until the frame after that: what the machine takes to show anything at all.
- **CV**: the sample of `crates/documents` in English, two pages in the template Classic. *PDF*: from the CV in memory to the file's bytes, with a typesetter that
  has set nothing yet; against [Playwright](https://pypi.org/project/playwright/) and a Chromium that is warm, from the same CV as HTML with the same fonts, and against
  [typst](https://pypi.org/project/typst/) in a Python that has loaded it and compiled nothing yet, with the same fonts and no others to look for. *The whole process*: from its start to its
  end, `pulse cv export` against Python with typst. *DOCX*: from the CV in memory to the file's bytes, against [python-docx](https://pypi.org/project/python-docx/), warm. In turns, the medians of twenty-one.
- **Preview**: into the first job of the same CV, made three pages long, a sentence is typed letter by letter; each letter until all pages are laid out and the SVG of those that have changed is there.
- The window is the real one, in software rendering on a virtual screen.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(ours: f64, peer: f64, target: Target) -> Figure {
        Figure {
            what: "it",
            unit: "ms",
            ours,
            peer: Some(peer),
            target,
        }
    }

    #[test]
    fn a_target_can_be_missed() {
        assert!(figure(10.0, 10.0, Target::Least(1.0)).reached());
        assert!(!figure(9.9, 10.0, Target::Least(1.0)).reached());
        assert!(figure(15.0, 10.0, Target::Most(1.5)).reached());
        assert!(!figure(15.1, 10.0, Target::Most(1.5)).reached());
        assert!(figure(80.0, 30.0, Target::Beyond(50.0)).reached());
        assert!(!figure(81.0, 30.0, Target::Beyond(50.0)).reached());
        assert!(figure(2.0, 60.0, Target::Faster(30.0)).reached());
        assert!(!figure(2.0, 59.0, Target::Faster(30.0)).reached());
    }

    #[test]
    fn a_figure_may_stand_alone() {
        let alone = |ours| Figure {
            peer: None,
            ..figure(ours, 0.0, Target::Within(16.0))
        };
        assert!(alone(16.0).reached() && !alone(16.1).reached());
        assert_eq!(
            alone(3.0).row(),
            "| it | 3.00 ms | – | – | ≤ 16 ms | reached |"
        );
    }

    #[test]
    fn a_figure_that_is_none_reaches_nothing() {
        assert!(!figure(median(Vec::new()), 1.0, Target::Most(2.0)).reached());
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(percentile(values, 0.95), 95.0);
        assert_eq!(percentile(vec![7.0], 0.95), 7.0);
        assert!(percentile(Vec::new(), 0.95).is_nan());
    }

    #[test]
    fn the_median_does_not_follow_one_slow_run() {
        assert_eq!(median(vec![5.0, 900.0, 4.0]), 5.0);
    }
}
