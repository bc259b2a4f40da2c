//! Pictures within an exported page.

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use store::WholeConversation;
use transcripts::Transcript;

use crate::attachments::Pictures;

/// Bytes of all pictures of a page; those that come after are named. Browsers open pages of this size at once.
const MOST: usize = 32 << 20;

/// The names of the pictures' files, by message, in the conversation's order.
pub(super) fn files(whole: &WholeConversation) -> Vec<Vec<String>> {
    let messages = whole.messages.iter();
    messages
        .map(|message| {
            let files = message.pictures.iter();
            files.map(|(_, file)| file.clone()).collect()
        })
        .collect()
}

/// Puts the pictures of the branch that is shown into `transcript`, which was made of what `files` is of.
/// One that is too much, or whose file is gone, stays a name.
pub(super) async fn embed(pictures: &Pictures, files: &[Vec<String>], transcript: &mut Transcript) {
    let shown = transcript.shown();
    let shown: HashSet<String> = shown.into_iter().map(|entry| entry.id.clone()).collect();
    let mut room = MOST;
    for (entry, files) in transcript.messages.iter_mut().zip(files) {
        if !shown.contains(&entry.id) {
            continue;
        }
        for (attachment, file) in entry.attachments.iter_mut().zip(files) {
            let Ok(bytes) = pictures.read(file).await else {
                continue;
            };
            let Some(left) = room.checked_sub(bytes.len()) else {
                continue;
            };
            room = left;
            let media_type = attachment.media_type.as_deref().unwrap_or("image/png");
            attachment.data = Some(format!(
                "data:{media_type};base64,{}",
                BASE64.encode(&bytes)
            ));
        }
    }
}
