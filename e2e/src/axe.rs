//! axe-core: what a person with a disability would stumble over.

use std::fmt;

use serde::Deserialize;

use crate::{Page, Result};

const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { resultTypes: ['violations'], iframes: false }).then( \
        (report) => done(report.violations.map((found) => ({ \
            id: found.id, impact: found.impact || 'minor', help: found.help, \
            places: found.nodes.map((node) => node.target.join(' ') + ': ' + node.failureSummary) \
        }))), \
        (error) => done([{ id: 'axe', impact: 'critical', help: String(error), places: [] }]));";

/// One rule that the page breaks.
#[derive(Clone, Debug, Deserialize)]
pub struct Finding {
    /// The rule, as axe-core calls it.
    pub id: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// The rule in words.
    pub help: String,
    /// Where, and what is wrong there.
    pub places: Vec<String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}): {}\n  {}",
            self.id,
            self.impact,
            self.help,
            self.places.join("\n  ")
        )
    }
}

/// The serious and critical findings on the page as it is now.
///
/// # Errors
/// When `PULSE_AXE` does not name axe.min.js, or the page cannot be asked.
pub async fn serious(page: &Page) -> Result<Vec<Finding>> {
    // A page that has axe already answers at once; it is half a megabyte.
    if !page
        .ask::<bool>("return typeof axe === 'object'", Vec::new())
        .await?
    {
        let file = std::env::var_os("PULSE_AXE")
            .ok_or("set PULSE_AXE to axe.min.js; `cargo xtask e2e` does")?;
        let axe = std::fs::read_to_string(&file)?;
        // The script is a function's body: what it declares must be handed out.
        let load = format!("{axe}; window.axe = window.axe || axe; return true");
        page.ask::<bool>(&load, Vec::new()).await?;
    }
    let findings: Vec<Finding> = page.ask_later(RUN, Vec::new()).await?;
    Ok(findings
        .into_iter()
        .filter(|finding| matches!(finding.impact.as_str(), "serious" | "critical"))
        .collect())
}
