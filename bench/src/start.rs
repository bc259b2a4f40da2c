//! Start to interactive, and memory before a model is loaded, against an empty
//! window built the same way.

use std::path::Path;
use std::time::Duration;

use e2e::{Home, Pulse, Result, SHORT};

use crate::figure::{Figure, Target, median};
use crate::house::House;
use crate::{memory, process, programs};

/// Rounds, ours and the peer's in turns. One more before them warms the disk.
const ROUNDS: usize = 15;
/// From the first picture until memory is read.
const REST: Duration = Duration::from_secs(2);

/// The page's clock now, and when it marked that it was interactive, both in
/// milliseconds from the page's own beginning.
const MARK: &str = "const mark = performance.getEntriesByName('interactive')[0]; \
    return [performance.now(), mark ? mark.startTime : null]";

/// One start.
#[derive(Clone, Copy, Debug)]
struct Begun {
    interactive_ms: f64,
    memory_mib: f64,
}

/// Both figures.
pub async fn measure() -> Result<Vec<Figure>> {
    println!("start: filling a database");
    let house = House::build().await?;
    let bare = Home::empty()?;
    let (pulse, empty) = (programs::pulse()?, programs::empty_window()?);
    begin(&pulse, &house.home).await?;
    begin(&empty, &bare).await?;
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        ours.push(begin(&pulse, &house.home).await?);
        peers.push(begin(&empty, &bare).await?);
        println!(
            "start, round {round} of {ROUNDS}: {:?}, peer {:?}",
            ours.last(),
            peers.last()
        );
    }
    let middle = |runs: &[Begun], of: fn(&Begun) -> f64| median(runs.iter().map(of).collect());
    let figure = |what, unit, of: fn(&Begun) -> f64, most| Figure {
        what,
        unit,
        ours: middle(&ours, of),
        peer: Some(middle(&peers, of)),
        target: Target::Most(most),
    };
    Ok(vec![
        figure("Start to interactive", "ms", |run| run.interactive_ms, 1.5),
        figure(
            "Memory before a model is loaded",
            "MiB",
            |run| run.memory_mib,
            1.4,
        ),
    ])
}

async fn begin(program: &Path, home: &Home) -> Result<Begun> {
    let window = Pulse::start_program(program, home, &[]).await?;
    let app = window.process().ok_or("the program has ended")?;
    let interactive_ms = window
        .wait(SHORT, "the page to be interactive", async || {
            let before = process::age_ms(app)?;
            let (now, mark): (f64, Option<f64>) = window.ask(MARK, Vec::new()).await?;
            let after = process::age_ms(app)?;
            Ok(mark.map(|mark| f64::midpoint(before, after) - now + mark))
        })
        .await?;
    tokio::time::sleep(REST).await;
    let memory_mib = memory::mib(app);
    window.quit().await?;
    Ok(Begun {
        interactive_ms,
        memory_mib,
    })
}
