//! Who answers: the provider and model that were chosen, or those of the settings.

use std::sync::Arc;

use contract::message::{ReplyOptions, Route};
use contract::settings::Settings;
use contract::{ConversationId, ProviderId, Result};
use store::AskedModel;

use crate::source::ReplySource;
use crate::studio::Studio;
use crate::tools::WithTools;
use crate::vendors::{VendorSource, takes_tools};

/// Who answers, and how.
pub(crate) struct Target {
    pub(crate) asked: AskedModel,
    pub(crate) source: Arc<dyn ReplySource>,
    /// What was chosen, the conversation's choices included.
    pub(crate) options: ReplyOptions,
    pub(crate) settings: Settings,
}

/// Finds out who answers in `conversation`, of which `None` is one that is not made yet.
///
/// # Errors
/// `InvalidInput` for a provider that Pulse does not know, `ModelMissing` if it has no such model.
pub(crate) async fn choose(
    studio: &Studio,
    conversation: Option<ConversationId>,
    options: ReplyOptions,
) -> Result<Target> {
    let settings = studio.disk().settings().await?;
    let options = match conversation {
        Some(id) => options.or(&studio.store_of(id).await.reply_options(id).await?),
        None => options,
    };
    let (wanted, default) = (options.model.as_ref(), settings.default_model.as_ref());
    let usual = settings.default_provider.clone().unwrap_or_default();
    let provider = match (&options.provider, wanted) {
        (Some(provider), _) => provider.clone(),
        // A model alone is one of this computer's.
        (None, Some(_)) => ProviderId::local(),
        (None, None) => usual.clone(),
    };
    let default = default.filter(|_| provider == usual);
    let (source, route) = source(studio, &provider)?;
    let model = source.choose(wanted, default).await?;
    Ok(Target {
        asked: AskedModel {
            provider,
            model,
            route,
        },
        source,
        options,
        settings,
    })
}

/// Finds out who answers beside the one that `options` choose first: with the same choices otherwise.
///
/// # Errors
/// As [`choose`], for each of them.
pub(crate) async fn beside(
    studio: &Studio,
    conversation: Option<ConversationId>,
    options: &ReplyOptions,
) -> Result<Vec<Target>> {
    let mut targets = Vec::with_capacity(options.beside.len());
    for choice in &options.beside {
        let options = ReplyOptions {
            provider: Some(choice.provider.clone()),
            model: Some(choice.model.clone()),
            ..options.clone()
        };
        targets.push(choose(studio, conversation, options).await?);
    }
    Ok(targets)
}

/// The road to a provider's models.
///
/// # Errors
/// `InvalidInput` for a provider that Pulse does not know.
pub(crate) fn source(
    studio: &Studio,
    provider: &ProviderId,
) -> Result<(Arc<dyn ReplySource>, Route)> {
    if provider.is_local() {
        return Ok((Arc::clone(&studio.parts().local), Route::Local));
    }
    let vendor = Arc::new(VendorSource::new(studio, provider)?);
    let source = WithTools::new(studio, provider, vendor, takes_tools);
    Ok((Arc::new(source), Route::Key))
}
