// The files of English: see `ui/build.rs`.
[
    include_str!("en/frame.ftl"),
    include_str!("en/chat.ftl"),
    include_str!("en/replies.ftl"),
    include_str!("en/conversation.ftl"),
    include_str!("en/palette.ftl"),
    include_str!("en/start.ftl"),
    include_str!("en/settings.ftl"),
    include_str!("en/cv.ftl"),
    include_str!("en/cv-paper.ftl"),
]
