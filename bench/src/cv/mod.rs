//! CVs: PDF and DOCX against what others make them with, and the preview while somebody types.

mod lines;
mod markup;
mod peer;
mod typing;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use contract::Timestamp;
use contract::cv::{Cv, Template};
use documents::cv::{docx, lay_out, read, tell};
use documents::layout::Typesetter;
use documents::layout::fonts::Fonts;
use documents::pdf;
use e2e::Result;

use crate::figure::{Figure, Target, median};
use crate::programs;
use peer::{Peer, python};

/// Rounds, ours and the peer's in turns. One more before them warms what stays warm.
const ROUNDS: usize = 21;

/// A CV of two pages as JSON Resume.
const RESUME: &str = include_str!("../../../crates/documents/samples/en.json");

const PLAYWRIGHT: &str = include_str!("playwright_pdf.py");
const TYPST: &str = include_str!("typst_pdf.py");
const PYTHON_DOCX: &str = include_str!("python_docx.py");

/// All figures.
pub fn measure() -> Result<Vec<Figure>> {
    let desk = Desk::new()?;
    let mut figures = desk.pdf()?;
    figures.push(desk.process()?);
    figures.push(desk.docx()?);
    figures.push(typing::measure()?);
    Ok(figures)
}

/// The CV, and as files what the peers make theirs from.
struct Desk {
    cv: Cv,
    folder: tempfile::TempDir,
    python: PathBuf,
}

impl Desk {
    fn new() -> Result<Self> {
        let mut cv = sample()?;
        cv.look.template = Template::Classic;
        let pages = lay_out(&cv, &mut fresh()).pages.pages.len();
        if pages != 2 {
            return Err(format!("the CV has {pages} pages, not 2").into());
        }
        let desk = Self {
            folder: tempfile::tempdir()?,
            python: python()?,
            cv,
        };
        let lines = lines::of(&tell(&desk.cv));
        let files = [
            ("cv.json", RESUME.to_owned()),
            ("cv.html", markup::html(&lines)),
            ("cv.typ", markup::typst(&lines)),
            ("cv.lines", serde_json::to_string(&lines)?),
            ("playwright.py", PLAYWRIGHT.to_owned()),
            ("typst.py", TYPST.to_owned()),
            ("docx.py", PYTHON_DOCX.to_owned()),
        ];
        for (name, text) in files {
            std::fs::write(desk.file(name), text)?;
        }
        Ok(desk)
    }

    /// Scripts must not have the names of what they import.
    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("bench-{name}"))
    }

    /// A peer's script, on a file, to a file.
    fn script(&self, script: &str, from: &str, to: &str) -> Result<Command> {
        let mut command = Command::new(&self.python);
        command.env("PYTHONPATH", programs::cv_peers()?).args([
            self.file(script),
            self.file(from),
            self.file(to),
        ]);
        Ok(command)
    }

    /// PDF in one process that is there already, against a browser that is there already and against a
    /// typst that has compiled nothing yet.
    fn pdf(&self) -> Result<Vec<Figure>> {
        let mut command = self.script("playwright.py", "cv.html", "chromium.pdf")?;
        command.arg(programs::chromium()?).arg(fonts());
        let mut chromium = Peer::start(command)?;
        let (mut ours, mut browser, mut typst) = (Vec::new(), Vec::new(), Vec::new());
        self.write_pdf()?;
        chromium.turn()?;
        for round in 1..=ROUNDS {
            ours.push(self.write_pdf()?);
            browser.push(chromium.turn()?);
            let mut once = self.script("typst.py", "cv.typ", "typst.pdf")?;
            once.arg(fonts());
            typst.push(Peer::start(once)?.turn()?);
            println!(
                "cv, PDF, round {round} of {ROUNDS}: {:?} ms, Chromium {:?}, typst {:?}",
                ours.last(),
                browser.last(),
                typst.last()
            );
        }
        self.whole("chromium.pdf")?;
        self.whole("typst.pdf")?;
        Ok(vec![
            faster(
                "CV of 2 pages to PDF, against Playwright's warm Chromium",
                &ours,
                &browser,
                30.0,
            ),
            faster(
                "CV of 2 pages to PDF, against typst compiling once",
                &ours,
                &typst,
                5.0,
            ),
        ])
    }

    /// `pulse cv export`, from its start to its end, against a Python that runs typst.
    fn process(&self) -> Result<Figure> {
        let pulse = || -> Result<Command> {
            let mut command = Command::new(programs::pulse_cli()?);
            command
                .args(["cv", "export"])
                .arg(self.file("cv.json"))
                .args(["--format", "pdf", "-o"])
                .arg(self.file("pulse.pdf"));
            Ok(command)
        };
        let typst = || -> Result<Command> {
            let mut command = self.script("typst.py", "cv.typ", "typst.pdf")?;
            command.arg(fonts()).arg("at once");
            Ok(command)
        };
        run(pulse()?)?;
        run(typst()?)?;
        let (mut ours, mut peers) = (Vec::new(), Vec::new());
        for round in 1..=ROUNDS {
            ours.push(run(pulse()?)?);
            peers.push(run(typst()?)?);
            println!(
                "cv, process, round {round} of {ROUNDS}: {:?} ms, typst {:?}",
                ours.last(),
                peers.last()
            );
        }
        self.whole("pulse.pdf")?;
        Ok(faster(
            "`pulse cv export`, against Python and typst: the whole process",
            &ours,
            &peers,
            4.0,
        ))
    }

    fn docx(&self) -> Result<Figure> {
        let mut peer = Peer::start(self.script("docx.py", "cv.lines", "python.docx")?)?;
        let (mut ours, mut peers) = (Vec::new(), Vec::new());
        self.write_docx()?;
        peer.turn()?;
        for round in 1..=ROUNDS {
            ours.push(self.write_docx()?);
            peers.push(peer.turn()?);
            println!(
                "cv, DOCX, round {round} of {ROUNDS}: {:?} ms, python-docx {:?}",
                ours.last(),
                peers.last()
            );
        }
        self.whole("python.docx")?;
        Ok(faster(
            "CV of 2 pages to DOCX, against python-docx",
            &ours,
            &peers,
            20.0,
        ))
    }

    /// Nothing is remembered from the last time but what the program itself holds.
    fn write_pdf(&self) -> Result<f64> {
        let begin = Instant::now();
        let pages = lay_out(&self.cv, &mut fresh()).pages;
        let file = pdf::write(&pages, Timestamp(0))?;
        let took = ms(begin);
        std::fs::write(self.file("in-process.pdf"), file)?;
        self.whole("in-process.pdf")?;
        Ok(took)
    }

    fn write_docx(&self) -> Result<f64> {
        let begin = Instant::now();
        let file = docx::write(&self.cv, Timestamp(0))?;
        let took = ms(begin);
        std::fs::write(self.file("in-process.docx"), file)?;
        self.whole("in-process.docx")?;
        Ok(took)
    }

    /// Whether a file is there and more than a shell.
    fn whole(&self, name: &str) -> Result {
        let size = std::fs::metadata(self.file(name))?.len();
        if size < 8_000 {
            return Err(format!("{name} has {size} bytes: that is no CV").into());
        }
        Ok(())
    }
}

/// The sample, in the order in which it is read.
fn sample() -> Result<Cv> {
    Ok(read(RESUME.as_bytes(), &mut 0_u32)?)
}

fn fresh() -> Typesetter {
    Typesetter::new(Fonts::bundled())
}

/// The fonts that Pulse embeds, for the peers as well.
fn fonts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/documents/fonts")
}

/// Runs a program to its end. Gives the milliseconds that it took.
fn run(mut program: Command) -> Result<f64> {
    program.stdout(Stdio::null()).stdin(Stdio::null());
    let begin = Instant::now();
    let status = program.status()?;
    let took = ms(begin);
    if !status.success() {
        return Err(format!("{program:?} failed: {status}").into());
    }
    Ok(took)
}

fn ms(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1_000.0
}

fn faster(what: &'static str, ours: &[f64], peers: &[f64], times: f64) -> Figure {
    Figure {
        what,
        unit: "ms",
        ours: median(ours.to_vec()),
        peer: Some(median(peers.to_vec())),
        target: Target::Faster(times),
    }
}
