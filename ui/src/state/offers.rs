//! The models of vendors, as far as they are known to the window.

use std::collections::BTreeMap;
use std::rc::Rc;

use contract::ProviderId;
pub use contract::message::ModelChoice as Choice;
use contract::provider::{ProviderModel, ProviderModels};
use yew::AttrValue;

/// The models by provider.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offers(BTreeMap<ProviderId, Rc<ProviderModels>>);

impl Offers {
    /// Keeps what a provider offers.
    pub fn put(&mut self, models: ProviderModels) {
        self.0.insert(models.provider.clone(), Rc::new(models));
    }

    /// What a provider offered is not true any more.
    pub fn forget(&mut self, provider: &ProviderId) {
        self.0.remove(provider);
    }

    /// What a provider offers; `None`: nobody asked.
    pub fn of(&self, provider: &ProviderId) -> Option<&Rc<ProviderModels>> {
        self.0.get(provider)
    }

    /// The names of all models of which one is known.
    pub fn names(&self) -> impl Iterator<Item = (Choice, AttrValue)> {
        self.0.iter().flat_map(|(provider, models)| {
            models.models.iter().chain(&models.others).map(|model| {
                let choice = Choice {
                    provider: provider.clone(),
                    model: model.id.clone(),
                };
                (choice, AttrValue::from(model.name.clone()))
            })
        })
    }

    /// Whether the provider offers the model.
    pub fn offers(&self, choice: &Choice) -> bool {
        let models = self.of(&choice.provider).map(|known| &known.models);
        models.is_some_and(|models| models.iter().any(|model| model.id == choice.model))
    }

    /// What is known of a model, whether it is offered or not.
    pub fn model(&self, choice: &Choice) -> Option<&ProviderModel> {
        let known = self.of(&choice.provider)?;
        let mut models = known.models.iter().chain(&known.others);
        models.find(|model| model.id == choice.model)
    }
}
