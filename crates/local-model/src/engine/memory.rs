//! What the computer has: cores and free memory, and the context that fits into it.

use contract::{Code, Error, Result};
use sysinfo::{MemoryRefreshKind, System};

use crate::gguf::Head;

/// Tokens of a context at the most, unless set otherwise. Larger ones cost memory that few
/// conversations use.
pub(super) const MAX_CONTEXT: u32 = 8192;
/// A smaller context is not worth offering, unless the model has no larger one.
const MIN_CONTEXT: u32 = 2048;
/// Memory that llama.cpp takes besides weights and cache: buffers for one step.
const WORKSPACE: u64 = 64 << 20;

/// Further bytes for each token of the context: how the 128 tokens of a step weigh it, in each of
/// 32 heads. Few models that a processor can run have more.
const WEIGHING: u64 = 128 * 32 * 4;

/// Threads that compute well: physical cores, since two threads that share one only wait for each other.
pub(super) fn cores() -> usize {
    let available = std::thread::available_parallelism().map_or(1, usize::from);
    // On small machines the second thread of a core helps a little, and systems in a virtual machine
    // often count cores wrongly.
    if available <= 4 {
        return available;
    }
    System::physical_core_count().map_or(available, |cores| cores.clamp(1, available))
}

/// Bytes of memory that programs can still take, within the limits of a container. A system that does
/// not say is believed to have enough.
pub(super) fn available() -> u64 {
    let Ok(mut system) = System::new() else {
        return u64::MAX;
    };
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    let free = system.available_memory();
    // A container's “free” leaves out the file cache, which would give way; so only what programs hold
    // is taken off its limit.
    system.cgroup_limits().map_or(free, |limits| {
        free.min(limits.total_memory.saturating_sub(limits.rss))
    })
}

/// The context of at most `largest` tokens that fits into `available` bytes of memory beside the model.
///
/// # Errors
/// `ModelTooLarge` with both figures.
pub(super) fn plan(head: &Head, largest: u32, available: u64) -> Result<u32> {
    let mut context = head.context_length.unwrap_or(largest).min(largest).max(1);
    let smallest = context.min(MIN_CONTEXT);
    loop {
        let needed = needed(head, context);
        if needed <= available {
            return Ok(context);
        }
        if context <= smallest {
            return Err(Error::new(
                Code::ModelTooLarge,
                format!(
                    "This model needs about {} of memory, and {} are free",
                    megabytes(needed),
                    megabytes(available)
                ),
            )
            .with_detail(format!(
                "{needed} bytes needed, {available} bytes available"
            )));
        }
        context = (context / 2).max(smallest);
    }
}

/// Weights, cache and buffers; on the high side.
fn needed(head: &Head, context: u32) -> u64 {
    let cache = head
        .cache_bytes_per_token
        .unwrap_or(0)
        .saturating_add(WEIGHING)
        .saturating_mul(u64::from(context));
    head.bytes
        .saturating_add(head.bytes / 20)
        .saturating_add(cache)
        .saturating_add(WORKSPACE)
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(bytes: u64, cache: u64, context: u32) -> Head {
        Head {
            architecture: "llama".into(),
            name: None,
            license: None,
            context_length: Some(context),
            keys_in_8_bits: false,
            cache_bytes_per_token: Some(cache),
            has_chat_template: true,
            tensors: 1,
            bytes,
        }
    }

    #[test]
    fn the_context_shrinks_before_the_model_is_refused() {
        let model = head(1 << 30, 128 << 10, 131_072);
        assert_eq!(plan(&model, MAX_CONTEXT, 64 << 30).unwrap(), MAX_CONTEXT);
        // Weights 1.05 GiB and workspace leave room for half of the 1 GiB that 8192 tokens take.
        assert_eq!(
            plan(&model, MAX_CONTEXT, (1 << 30) + (800 << 20)).unwrap(),
            4096
        );
        let error = plan(&model, MAX_CONTEXT, 1 << 30).unwrap_err();
        assert_eq!(error.code, Code::ModelTooLarge);
        assert!(
            error.message.contains("1074 MB are free"),
            "{}",
            error.message
        );
    }

    #[test]
    fn a_small_model_keeps_its_own_context() {
        assert_eq!(
            plan(&head(1 << 20, 1 << 10, 512), MAX_CONTEXT, 8 << 30).unwrap(),
            512
        );
        // Nothing is divided for ever where even the smallest does not fit.
        let error = plan(&head(u64::MAX, u64::MAX, 1), MAX_CONTEXT, 8 << 30).unwrap_err();
        assert_eq!(error.code, Code::ModelTooLarge);
    }

    #[test]
    fn this_computer_has_memory_and_cores() {
        assert!(available() > 0);
        assert!(cores() >= 1);
    }
}
