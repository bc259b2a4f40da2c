//! Ids of new parts.

use contract::cv::PartId;

/// An id that no other part has, here or in another version: 16 hexadecimal digits by chance.
pub(super) fn new_part() -> PartId {
    let half = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
    PartId(format!("{:08x}{:08x}", half(), half()))
}
