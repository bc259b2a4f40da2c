//! A model from an address.

use contract::model::DownloadModel;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::late::use_shown;
use crate::components::{Button, Dialog, IconName, Look, Notice, TextField, announce};
use crate::i18n::t;
use crate::ipc::client;
use crate::state::{Action, Toast, Tone, use_app};

/// Properties of [`DownloadDialog`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DownloadDialogProps {
    /// It is to go away.
    pub onclose: Callback<()>,
}

/// Asks for the address and, if there is one, the checksum.
#[component]
pub(super) fn DownloadDialog(props: &DownloadDialogProps) -> Html {
    let app = use_app();
    let url = use_state_eq(String::new);
    let sum = use_state_eq(String::new);
    let tried = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<contract::Error>);
    let shown = use_shown();
    let wrong_url = tried.then(|| url_mistake(&url)).flatten();
    let wrong_sum = tried.then(|| sum_mistake(&sum)).flatten();

    let onsubmit = {
        let (url, sum, tried) = (url.clone(), sum.clone(), tried.setter());
        let (busy, failed) = (busy.setter(), failed.setter());
        let (to, onclose) = (app.dispatcher(), props.onclose.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if url_mistake(&url).is_some() || sum_mistake(&sum).is_some() {
                return;
            }
            let sha256 = Some(sum.trim().to_lowercase()).filter(|sum| !sum.is_empty());
            let wanted = DownloadModel {
                url: url.trim().to_owned(),
                sha256,
            };
            let (busy, failed) = (busy.clone(), failed.clone());
            let (to, onclose, shown) = (to.clone(), onclose.clone(), shown.clone());
            busy.set(true);
            spawn_local(async move {
                match client().download_model(wanted).await {
                    Ok(job) => {
                        to.dispatch(Action::JobRead(job));
                        announce(&t("download-begun"));
                        // Closed meanwhile, it may be open again for another.
                        if shown.get() {
                            onclose.emit(());
                        }
                    }
                    Err(error) if shown.get() => {
                        busy.set(false);
                        failed.set(Some(error));
                    }
                    Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
                }
            });
        }
    };
    let set = |state: UseStateSetter<String>| Callback::from(move |text: String| state.set(text));
    html! {
        <Dialog title={t("download-title")} class="download" onclose={props.onclose.clone()}>
            <form {onsubmit} novalidate=true>
                <p class="dialog-lead">{ t("download-lead") }</p>
                <TextField
                    label={t("download-url")}
                    value={(*url).clone()}
                    placeholder={t("download-url-example")}
                    error={wrong_url}
                    mono=true
                    autofocus=true
                    oninput={set(url.setter())}
                />
                <TextField
                    label={t("download-sum")}
                    value={(*sum).clone()}
                    hint={t("download-sum-hint")}
                    error={wrong_sum}
                    mono=true
                    oninput={set(sum.setter())}
                />
                if let Some(error) = &*failed {
                    <Notice tone={Tone::Danger}><p>{ error.to_string() }</p></Notice>
                }
                <div class="dialog-actions">
                    <Button tall=true onclick={props.onclose.reform(|_| ())}>{ t("cancel") }</Button>
                    <Button
                        tall=true
                        look={Look::Primary}
                        icon={IconName::Download}
                        busy={*busy}
                        submit=true
                    >
                        { t("download-start") }
                    </Button>
                </div>
            </form>
        </Dialog>
    }
}

/// What is wrong with an address, as far as it can be seen. The desktop looks
/// again.
fn url_mistake(url: &str) -> Option<AttrValue> {
    let url = url.trim();
    let sound = url.starts_with("https://") || url.starts_with("http://");
    if url.is_empty() {
        Some(t("download-url-missing"))
    } else if !sound || url.contains(char::is_whitespace) {
        Some(t("download-url-wrong"))
    } else {
        None
    }
}

fn sum_mistake(sum: &str) -> Option<AttrValue> {
    let sum = sum.trim();
    let sound = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    (!sum.is_empty() && !sound).then(|| t("download-sum-wrong"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_looked_at() {
        assert_eq!(
            url_mistake(" https://example.org/m.gguf "),
            None,
            "space around is no matter"
        );
        assert_eq!(
            url_mistake("http://127.0.0.1:8080/m.gguf"),
            None,
            "a server on this computer"
        );
        assert_eq!(url_mistake(""), Some(t("download-url-missing")));
        assert_eq!(
            url_mistake("file:///etc/passwd"),
            Some(t("download-url-wrong"))
        );
        assert_eq!(url_mistake("https://a b"), Some(t("download-url-wrong")));
    }

    #[test]
    fn a_checksum_is_sixty_four_hex_digits_or_nothing() {
        assert_eq!(sum_mistake(""), None, "it may be left out");
        assert_eq!(sum_mistake(&"aB3".repeat(22)[..64]), None, "either case");
        assert_eq!(
            sum_mistake("abc"),
            Some(t("download-sum-wrong")),
            "too short"
        );
        assert_eq!(
            sum_mistake(&"g".repeat(64)),
            Some(t("download-sum-wrong")),
            "no hex digit"
        );
    }
}
