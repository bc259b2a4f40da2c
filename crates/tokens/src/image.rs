//! Pictures: by their size in pixels, as far as somebody measured what a vendor counts. None of them is OpenAI's vocabulary's matter.
//!
//! The figures were measured by others in autumn 2026 at ten sizes, with the newest models and no choice of detail, which Pulse
//! does not send either: <https://huggingface.co/datasets/JOHNISKING/image-token-cost>.

use crate::Estimate;

/// Where nothing is known of the vendor or of the picture: about a square of 1,024 pixels with the vendors below.
const USUAL: u64 = 1200;

/// The tokens of a picture in the bytes of its file, for a model of a vendor.
pub fn image(vendor: &str, model: &str, file: &[u8]) -> Estimate {
    let tokens = match imagesize::blob_size(file) {
        Ok(size) => tokens(
            maker(vendor, model),
            pixels(size.width),
            pixels(size.height),
        ),
        Err(_) => USUAL,
    };
    Estimate::of(tokens)
}

fn pixels(count: usize) -> u64 {
    u64::try_from(count)
        .unwrap_or(u64::MAX)
        .clamp(1, u64::from(u32::MAX))
}

/// Who made the model, where requests are passed on.
fn maker<'a>(vendor: &'a str, model: &'a str) -> &'a str {
    match (vendor, model.split_once('/')) {
        ("openrouter", Some((maker, _))) => maker,
        _ => vendor,
    }
}

fn tokens(maker: &str, width: u64, height: u64) -> u64 {
    match maker {
        // Squares of 28 pixels, after scaling to at most 2,000.
        "anthropic" => squares(28, fitted(2000, width, height)),
        // Squares of 32 pixels, and a fifth more. The limit is only there so that a lying header says no nonsense.
        "openai" => (squares(32, fitted(6000, width, height)) * 6).div_ceil(5),
        // The same for every size.
        "google" | "vertex" => 1120,
        _ => USUAL,
    }
}

/// Scaled down until neither side is longer than `most`.
fn fitted(most: u64, width: u64, height: u64) -> (u64, u64) {
    let longest = width.max(height).max(most);
    let scaled = |side: u64| (side * most / longest).max(1);
    (scaled(width), scaled(height))
}

fn squares(side: u64, (width, height): (u64, u64)) -> u64 {
    width.div_ceil(side) * height.div_ceil(side)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG's first bytes.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        file.extend(width.to_be_bytes());
        file.extend(height.to_be_bytes());
        file
    }

    #[test]
    fn what_others_measured() {
        // Width, height, Claude 5.5 (77 tokens of the prompt taken off), GPT-6.
        for (width, height, claude, gpt) in [
            (256, 256, 100, 77),
            (512, 512, 361, 308),
            (768, 768, 784, 692),
            (1024, 1024, 1369, 1229),
            (1280, 720, 1196, 1104),
            (1920, 1080, 2691, 2448),
            (2560, 1440, 2992, 4320),
            (3840, 2160, 2992, 9792),
            (4032, 3024, 3928, 14364),
        ] {
            let file = png(width, height);
            let of = |vendor| image(vendor, "m", &file).tokens;
            let (ours, theirs) = (of("anthropic"), claude);
            assert!(
                ours.abs_diff(theirs) * 50 <= theirs,
                "{width}: {ours} and not {theirs}"
            );
            assert_eq!(of("openai"), gpt, "{width}");
            assert_eq!(
                (of("google"), of("vertex"), of("ollama")),
                (1120, 1120, USUAL)
            );
            assert_eq!(image("openrouter", "openai/gpt-6-luna", &file).tokens, gpt);
            assert_eq!(image("openrouter", "no-maker", &file).tokens, USUAL);
        }
    }

    #[test]
    fn headers_that_lie_say_no_nonsense() {
        for (width, height) in [(u32::MAX, u32::MAX), (u32::MAX, 1), (0, 0), (0, u32::MAX)] {
            for vendor in ["anthropic", "openai", "google", "xai"] {
                let tokens = image(vendor, "m", &png(width, height)).tokens;
                assert!(
                    (1..50_000).contains(&tokens),
                    "{vendor} {width}x{height}: {tokens}"
                );
            }
        }
        assert_eq!(image("openai", "m", b"").tokens, USUAL);
        assert_eq!(image("openai", "m", b"GIF89a").tokens, USUAL);
    }
}
