//! Pictures out of Pulse: where their files are, and copies of them elsewhere.

use std::io::Write as _;

use contract::attachment::{Attachment, AttachmentKind};
use contract::picture::{FindPicture, PickPictureFile, PictureFile, SavePicture, extension};
use contract::{Code, Error, Result};

use super::blocking;
use crate::studio::Studio;
use crate::transfer::file::{self, Draft, unwritable};

pub(crate) async fn find_picture(studio: &Studio, request: FindPicture) -> Result<PictureFile> {
    let kept = studio.store_of(request.id).await;
    let (picture, file) = kept.picture(request.id).await?;
    let AttachmentKind::Image {
        media_type,
        width,
        height,
    } = picture.kind
    else {
        return Err(Error::new(Code::NotFound, "That is no picture"));
    };
    let Some(path) = kept.pictures.path(&file) else {
        let message = "The pictures of a temporary conversation have no file; save it elsewhere";
        return Err(Error::new(Code::NotFound, message));
    };
    let path = std::path::absolute(&path).unwrap_or(path);
    Ok(PictureFile {
        path: path.to_string_lossy().into_owned(),
        media_type,
        width,
        height,
    })
}

pub(crate) async fn pick_picture_file(
    studio: &Studio,
    request: PickPictureFile,
) -> Result<Option<String>> {
    let kept = studio.store_of(request.id).await;
    let (picture, _) = kept.picture(request.id).await?;
    Ok(studio
        .parts()
        .host
        .pick_export_file(&suggested(&picture))
        .await)
}

/// Writes a picture; the file is there when this returns.
pub(crate) async fn save_picture(studio: &Studio, request: SavePicture) -> Result<()> {
    let path = file::target(studio.home(), &request.path)?;
    let kept = studio.store_of(request.id).await;
    let (_, name) = kept.picture(request.id).await?;
    let bytes = kept.pictures.read(&name).await?;
    blocking(move || {
        let mut draft = Draft::new(path.clone())?;
        draft
            .write_all(&bytes)
            .map_err(|error| unwritable(&path, &error))?;
        draft.finish()
    })
    .await?
}

/// The picture's name, with the ending of what its file is: it may have been converted.
fn suggested(picture: &Attachment) -> String {
    let AttachmentKind::Image { media_type, .. } = &picture.kind else {
        return picture.name.clone();
    };
    let stem = picture.name.rsplit_once('.').map(|(stem, _)| stem);
    let stem = stem.unwrap_or(&picture.name);
    format!("{stem}.{}", extension(media_type))
}

#[cfg(test)]
mod tests {
    use contract::AttachmentId;

    use super::*;

    #[test]
    fn a_picture_is_saved_as_what_it_is() {
        let picture = |name: &str, media_type: &str| Attachment {
            id: AttachmentId(uuid::Uuid::nil()),
            name: name.into(),
            kind: AttachmentKind::Image {
                media_type: media_type.into(),
                width: 1,
                height: 1,
            },
            bytes: 1,
            tokens: None,
            left_out: None,
            made: None,
        };
        let suggested = |name, media_type| suggested(&picture(name, media_type));
        assert_eq!(suggested("a.b.gif", "image/png"), "a.b.png");
        assert_eq!(suggested("tide", "image/jpeg"), "tide.jpg");
    }
}
