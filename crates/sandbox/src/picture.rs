//! The picture that a model “makes” here: a low sun over two ridges, as a PNG.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const WIDTH: u32 = 480;
const HEIGHT: u32 = 320;

type Colour = [f64; 3];

/// The picture in Base64, as vendors send it. Writing into memory fails only by a mistake in this
/// file, and then there is none, which each test of pictures sees.
pub static PICTURE: LazyLock<String> =
    LazyLock::new(|| png().map_or_else(|_| String::new(), |file| STANDARD.encode(file)));

fn png() -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let rows = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y)));
    let pixels: Vec<u8> = rows
        .flat_map(|(x, y)| {
            let (x, y) = (f64::from(x), f64::from(y));
            colour(x / f64::from(WIDTH), y / f64::from(HEIGHT)).map(|part| part.round() as u8)
        })
        .collect();
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(file)
}

/// The colour at a place, both from 0 to 1, from the left and from the top.
fn colour(x: f64, y: f64) -> Colour {
    let far = 0.66 + 0.05 * (x * 7.0).sin() + 0.02 * (x * 19.0).sin();
    let near = 0.80 + 0.06 * (x * 4.0 + 1.3).sin() + 0.01 * (x * 31.0).sin();
    if y > near {
        return mix(
            [38.0, 34.0, 58.0],
            [22.0, 20.0, 38.0],
            (y - near) / (1.0 - near),
        );
    }
    if y > far {
        return mix(
            [104.0, 72.0, 110.0],
            [70.0, 54.0, 92.0],
            (y - far) / (1.0 - far),
        );
    }
    let sky = mix([74.0, 92.0, 158.0], [250.0, 178.0, 122.0], y / 0.7);
    // A picture is wider than high: the sun is round.
    let away = ((x - 0.64) * 1.5).hypot(y - 0.5);
    mix(
        [255.0, 244.0, 214.0],
        sky,
        ((away - 0.1) / 0.012).clamp(0.0, 1.0),
    )
}

fn mix(from: Colour, to: Colour, share: f64) -> Colour {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|part| from[part] + (to[part] - from[part]) * share)
}
