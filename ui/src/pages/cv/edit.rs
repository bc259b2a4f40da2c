//! A change of the open CV, as the parts of the page ask for it.

use std::fmt;

use contract::cv::Cv;

/// What is to become of the CV. It is done at once in the window and sent as a delta after it.
pub struct Edit {
    /// Makes the change.
    pub make: Box<dyn FnOnce(&mut Cv)>,
    /// The field that is typed in, as the history joins what is typed in one field: see
    /// [`contract::cv::EditCv::typing`].
    pub typing: Option<String>,
}

impl Edit {
    /// A change that is a step of the history by itself.
    pub fn new(make: impl FnOnce(&mut Cv) + 'static) -> Self {
        Self {
            make: Box::new(make),
            typing: None,
        }
    }

    /// A change by somebody who types in `field`.
    pub fn typing(field: impl Into<String>, make: impl FnOnce(&mut Cv) + 'static) -> Self {
        Self {
            make: Box::new(make),
            typing: Some(field.into()),
        }
    }
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit")
            .field("typing", &self.typing)
            .finish_non_exhaustive()
    }
}
