//! A photo for a CV: read apart from this process, as every foreign picture is.

use attachments::Content;
use contract::Result;
use contract::cv::ReadCvPhoto;
use documents::picture;

use super::desk::blocking;
use crate::check::invalid;
use crate::studio::Studio;
use crate::transfer::file::absolute;

pub(crate) async fn read_photo(studio: &Studio, request: ReadCvPhoto) -> Result<String> {
    let path = absolute(&request.path)?;
    let reading = studio.parts().readings.begin(None).await?;
    let (reader, stop) = (studio.parts().reader.clone(), reading.stop());
    let read = blocking(move || Ok(reader.read_file(&path, &stop))).await?;
    let refused =
        |why: &dyn std::fmt::Display| invalid("path", &format!("The photo cannot be read: {why}"));
    let Content::Image { bytes, .. } = read.map_err(|refusal| refused(&refusal))?.content else {
        return Err(refused(&"the file is no picture"));
    };
    // The reader has decoded it once: it is what it says, within bounds, and whole.
    let picture = blocking(move || Ok(picture::read(&bytes))).await?;
    Ok(picture::to_url(&picture.map_err(|bad| refused(&bad))?))
}
