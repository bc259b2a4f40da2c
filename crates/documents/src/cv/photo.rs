//! The photo of a CV. An address on the web is kept and never fetched: who opens a CV is nobody's
//! business.

use contract::cv::Person;

use super::problem::{Mistake, Problem};
use crate::picture::{self, BadPicture};

/// Whether a photo can be shown or need not be: an address on the web is let be, a `data:` URL has to
/// hold a picture.
pub fn check_photo(photo: &str) -> Result<(), BadPicture> {
    if !picture::is_data(photo) {
        return Ok(());
    }
    picture::read(&picture::from_url(photo)?).map(|_| ())
}

/// The same for a field of a file.
pub(super) fn check(photo: &str, path: impl Into<String>) -> Result<(), Problem> {
    check_photo(photo).map_err(|error| {
        Problem::at(
            path,
            Mistake::Photo {
                what: error.to_string(),
            },
        )
    })
}

/// The photo that pages show, a `data:` URL.
pub(super) fn shown(person: &Person) -> Option<&str> {
    picture::is_data(&person.photo).then_some(person.photo.as_str())
}
