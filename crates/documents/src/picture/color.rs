//! Colours as the camera meant them. What is embedded has no profile, and is taken for sRGB.

use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Bytes of a profile at the most; a camera's has some hundreds, a printer's some hundred thousand.
const LONGEST: usize = 1_000_000;

/// The same colours in sRGB. A profile that cannot be read, or is of no RGB, is let be: the picture is
/// then a little pale or a little bright.
pub(super) fn in_srgb(image: RgbImage, profile: Option<&[u8]>) -> RgbImage {
    let meant = profile.and_then(|profile| converted(&image, profile));
    meant.unwrap_or(image)
}

fn converted(image: &RgbImage, profile: &[u8]) -> Option<RgbImage> {
    if profile.len() > LONGEST {
        return None;
    }
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    if profile.color_space != DataColorSpace::Rgb {
        return None;
    }
    let transform = profile
        .create_transform_8bit(
            Layout::Rgb,
            &ColorProfile::new_srgb(),
            Layout::Rgb,
            TransformOptions::default(),
        )
        .ok()?;
    let mut out = RgbImage::new(image.width(), image.height());
    transform.transform(image, &mut out).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn red() -> RgbImage {
        RgbImage::from_pixel(4, 4, image::Rgb([200, 60, 40]))
    }

    #[test]
    fn a_wide_red_becomes_a_stronger_one() {
        let wide = ColorProfile::new_display_p3().encode().unwrap();
        let [r, g, b] = in_srgb(red(), Some(&wide)).get_pixel(1, 1).0;
        assert!(r > 208 && g < 52 && b < 36, "{r} {g} {b}");
        let same = ColorProfile::new_srgb().encode().unwrap();
        let [r, g, b] = in_srgb(red(), Some(&same)).get_pixel(1, 1).0;
        assert!(r.abs_diff(200) < 3 && g.abs_diff(60) < 3 && b.abs_diff(40) < 3);
    }

    #[test]
    fn a_profile_that_is_none_changes_nothing() {
        let grey = ColorProfile::new_gray_with_gamma(2.2).encode().unwrap();
        for profile in [&grey[..], b"", b"not a profile", &[0; 200]] {
            assert_eq!(in_srgb(red(), Some(profile)), red());
        }
        assert_eq!(in_srgb(red(), None), red());
    }

    #[test]
    fn a_spoilt_profile_does_no_harm() {
        let whole = ColorProfile::new_display_p3().encode().unwrap();
        for at in 0..whole.len() {
            for by in [0x01, 0x80, 0xff] {
                let mut spoilt = whole.clone();
                spoilt[at] ^= by;
                assert_eq!(in_srgb(red(), Some(&spoilt)).dimensions(), (4, 4));
            }
            assert_eq!(in_srgb(red(), Some(&whole[..at])).dimensions(), (4, 4));
        }
    }
}
