//! How long a failed job waits before the next try.

use std::time::Duration;

use contract::JobId;

/// Exponential backoff: the wait doubles with every try up to a cap, and a part
/// of it varies so that jobs that failed together do not come back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// The longest wait after the first failure.
    pub base: Duration,
    /// The longest wait ever.
    pub cap: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            base: Duration::from_secs(2),
            cap: Duration::from_secs(5 * 60),
        }
    }
}

impl Backoff {
    /// The wait after the `attempt`-th failed try, counted from 1: between half
    /// of the doubled base and all of it. The varying part comes from the job and
    /// the try, not from a random number: different jobs spread all the same, and
    /// a test knows the result.
    pub fn delay(&self, job: JobId, attempt: u32) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        let longest = self.base.saturating_mul(1 << doublings).min(self.cap);
        let half = longest / 2;
        half + half.mul_f64(fraction(job, attempt))
    }
}

/// 0 to below 1, well mixed (the finaliser of SplitMix64).
fn fraction(job: JobId, attempt: u32) -> f64 {
    let (high, low) = job.0.as_u64_pair();
    let mut x = high ^ low.rotate_left(32) ^ u64::from(attempt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^= x >> 31;
    // 53 bits: all that an f64 holds exactly.
    (x >> 11) as f64 / (1_u64 << 53) as f64
}
