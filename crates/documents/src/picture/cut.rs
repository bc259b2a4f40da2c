//! A picture is cut to the proportions that a page has for it.

use image::RgbImage;

/// Proportions and corners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cut {
    /// Across, of [`Self::down`].
    pub(crate) across: u32,
    /// See [`Self::across`].
    pub(crate) down: u32,
    /// See [`super::Picture::rounding`].
    pub(crate) rounding: f32,
}

impl Cut {
    /// The largest part of a picture that has these proportions: from the middle across, and a third
    /// from above, where faces are.
    pub(super) fn of(self, image: &RgbImage) -> RgbImage {
        let (width, height) = image.dimensions();
        let fitting = |side: u32, times: u32, by: u32| {
            let fitting = u64::from(side) * u64::from(times) / u64::from(by.max(1));
            u32::try_from(fitting).unwrap_or(u32::MAX).max(1)
        };
        let wide = fitting(height, self.across, self.down).min(width);
        let high = fitting(width, self.down, self.across).min(height);
        let (x, y) = ((width - wide) / 2, (height - high) / 3);
        image::imageops::crop_imm(image, x, y, wide, high).to_image()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_part_is_kept() {
        let cut = |across, down, width, height| {
            let cut = Cut {
                across,
                down,
                rounding: 0.0,
            };
            cut.of(&RgbImage::new(width, height)).dimensions()
        };
        assert_eq!(cut(4, 5, 800, 800), (640, 800));
        assert_eq!(cut(4, 5, 300, 800), (300, 375));
        assert_eq!(cut(1, 1, 800, 533), (533, 533));
        assert_eq!(cut(4, 5, 1, 800), (1, 1));
        assert_eq!(cut(4, 5, 800, 1), (1, 1));
    }

    #[test]
    fn a_face_in_the_upper_half_stays() {
        let mut image = RgbImage::new(90, 160);
        image.put_pixel(45, 30, image::Rgb([255, 0, 0]));
        let cut = Cut {
            across: 1,
            down: 1,
            rounding: 0.5,
        };
        let part = cut.of(&image);
        assert!(part.pixels().any(|pixel| pixel.0 == [255, 0, 0]));
    }
}
