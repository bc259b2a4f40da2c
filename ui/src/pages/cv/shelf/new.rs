//! The ways to a new CV: from a file, with a sample, from nothing.

use contract::cv::CvSource;
use yew::prelude::*;

use crate::components::{Button, IconName, Look, MenuEntry, MenuItem};
use crate::i18n::t;

/// The language of the person's system, for a new CV.
fn language() -> String {
    let system = web_sys::window().and_then(|window| window.navigator().language());
    tag(&system.unwrap_or_default())
}

/// Language and country of what a system calls its language; English where that is none. WebKit gives
/// back `C` where the system has none.
fn tag(system: &str) -> String {
    let mut pieces = system.split(['-', '_', '.', '@']);
    let is_code = |piece: &&str, long: &[usize]| {
        long.contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let Some(language) = pieces.next().filter(|piece| is_code(piece, &[2, 3])) else {
        return "en".to_owned();
    };
    match pieces.next().filter(|piece| is_code(piece, &[2])) {
        Some(country) => format!("{}-{}", language.to_lowercase(), country.to_uppercase()),
        None => language.to_lowercase(),
    }
}

fn empty() -> CvSource {
    CvSource::Empty {
        language: language(),
    }
}

fn sample() -> CvSource {
    CvSource::Sample {
        language: language(),
    }
}

/// The lines of the menu.
pub(super) fn doors(make: &Callback<CvSource>, on_import: &Callback<()>) -> Vec<MenuEntry> {
    let (with_nothing, with_sample, on_import) = (make.clone(), make.clone(), on_import.clone());
    vec![
        MenuItem::new(t("cv-new-empty"), move |()| with_nothing.emit(empty()))
            .icon(IconName::Plus)
            .entry(),
        MenuItem::new(t("cv-new-file"), move |()| on_import.emit(()))
            .icon(IconName::File)
            .entry(),
        MenuItem::new(t("cv-new-sample"), move |()| with_sample.emit(sample()))
            .icon(IconName::Cv)
            .entry(),
    ]
}

/// The same as buttons, where there is no CV yet.
pub(super) fn invitation(make: &Callback<CvSource>, on_import: &Callback<()>, busy: bool) -> Html {
    html! {
        <div class="cv-doors">
            <Button
                look={Look::Primary}
                tall=true
                {busy}
                icon={IconName::File}
                onclick={on_import.reform(|_| ())}
            >
                { t("cv-new-file") }
            </Button>
            <Button tall=true onclick={make.reform(|_| sample())}>{ t("cv-new-sample") }</Button>
            <Button tall=true onclick={make.reform(|_| empty())}>{ t("cv-new-empty") }</Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn a_system_without_a_language_writes_english() {
        for (system, meant) in [
            ("en-US", "en-US"),
            ("de", "de"),
            ("pt_br.UTF-8", "pt-BR"),
            ("zh-Hant-TW", "zh"),
            ("fil", "fil"),
            ("C", "en"),
            ("C.UTF-8", "en"),
            ("posix", "en"),
            ("", "en"),
        ] {
            assert_eq!(tag(system), meant, "{system}");
        }
    }
}
