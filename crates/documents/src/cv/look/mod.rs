//! How a CV looks: a story becomes pages.

mod compose;
mod fit;
mod portrait;
mod sheet;

pub use fit::{Fitted, lay_out};
pub(super) use portrait::Portrait;
pub(super) use sheet::Sheet;

/// A look's measures as its template is drawn.
pub(super) fn plain_sheet(look: &contract::cv::Look, rtl: bool) -> Sheet {
    sheet::sheet(look, sheet::Squeeze::NONE, rtl)
}
