//! Runs a parser so that its panic or its slowness harms nobody.
//!
//! The parser runs on a thread of its own with a large stack. A panic is caught there. When the time
//! is up the thread is told to stop, which it does at its next look at [`Watch`]; one that never looks
//! again is abandoned. What this cannot do, ending a loop inside a library and surviving a stack
//! overflow, is done by [`crate::apart`], whose child process runs this same code.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{RecvTimeoutError, sync_channel},
    },
    thread,
    time::Duration,
};

use crate::{Limits, Refused};

/// Bytes of stack for a parser: reserved, not used up. The PDF reader calls itself for what is nested, up to
/// 512 arrays within 50 drawings; no other reader here calls itself.
const STACK: usize = 64 << 20;
/// How often a stop is looked for while waiting.
pub(crate) const LOOK: Duration = Duration::from_millis(20);

/// Ends a reading from outside, for example when the person takes the attachment away again.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Ends the reading that was given this; it answers [`Refused::Stopped`].
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a parser looks at between two steps.
#[derive(Clone, Default)]
pub(crate) struct Watch(Arc<AtomicBool>);

impl Watch {
    /// Ends the parser when nobody waits for it any more.
    pub(crate) fn check(&self) -> Result<(), Refused> {
        if self.over() {
            return Err(Refused::Stopped);
        }
        Ok(())
    }

    pub(crate) fn over(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs `work` within `limits.time`.
pub(crate) fn guarded<T: Send + 'static>(
    limits: &Limits,
    stop: &Stop,
    work: impl FnOnce(&Watch) -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    let watch = Watch::default();
    let seen = watch.clone();
    let (done, result) = sync_channel(1);
    thread::Builder::new()
        .name("attachment".into())
        .stack_size(STACK)
        .spawn(move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(&seen))).unwrap_or_else(|panic| {
                Err(Refused::damaged("attached", "its parser", said(&*panic)))
            });
            // Nobody listens any more when the time is up.
            let _ = done.send(outcome);
        })
        .map_err(|error| Refused::ReaderFailed {
            why: error.to_string(),
        })?;
    let mut left = limits.time;
    loop {
        let slice = left.min(LOOK);
        match result.recv_timeout(slice) {
            Ok(outcome) => return outcome,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Refused::ReaderFailed {
                    why: "its thread ended without an answer".into(),
                });
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        left -= slice;
        if stop.stopped() || left.is_zero() {
            watch.0.store(true, Ordering::Relaxed);
            return Err(if stop.stopped() {
                Refused::Stopped
            } else {
                Refused::TookTooLong {
                    seconds: limits.time.as_secs(),
                }
            });
        }
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it gave up");
    words.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_damaged_file() {
        let outcome: Result<(), _> =
            guarded(&Limits::default(), &Stop::default(), |_| panic!("no"));
        assert!(matches!(outcome, Err(Refused::Damaged { why, .. }) if why == "no"));
    }

    #[test]
    fn an_endless_parser_is_left_behind_and_told() {
        let limits = Limits {
            time: Duration::from_millis(50),
            ..Limits::default()
        };
        let (told, hears) = sync_channel(1);
        let outcome: Result<(), _> = guarded(&limits, &Stop::default(), move |watch| {
            while watch.check().is_ok() {
                thread::yield_now();
            }
            told.send(()).unwrap();
            Ok(())
        });
        assert_eq!(outcome, Err(Refused::TookTooLong { seconds: 0 }));
        hears.recv().unwrap();
    }

    #[test]
    fn a_stop_ends_it() {
        let stop = Stop::default();
        stop.stop();
        let (_keep, never) = sync_channel::<()>(0);
        let outcome: Result<(), _> = guarded(&Limits::default(), &stop, move |_| {
            let _ = never.recv();
            Ok(())
        });
        assert_eq!(outcome, Err(Refused::Stopped));
    }
}
