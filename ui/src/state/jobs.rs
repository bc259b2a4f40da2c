//! Jobs, as the window knows them.

use std::rc::Rc;

use contract::job::{Job, JobState};

use super::AppState;

/// Whether nothing more will happen to `job` by itself.
pub fn is_over(job: &Job) -> bool {
    matches!(
        job.state,
        JobState::Done | JobState::Failed | JobState::Cancelled
    )
}

impl AppState {
    /// Adds a job or replaces it.
    pub(super) fn keep_job(&mut self, job: Job) {
        let jobs = Rc::make_mut(&mut self.jobs);
        match jobs.iter_mut().find(|known| known.id == job.id) {
            Some(known) => *known = job,
            None => jobs.insert(0, job),
        }
    }
}
