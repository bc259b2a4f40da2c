//! A command without a handler.

mod declared {
    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Add {}
    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Remove {}

    contract::commands! {
        /// Adds.
        add: Add -> u32;
        /// Removes.
        remove: Remove -> ();
    }
}

struct Desktop;

impl declared::Handlers for Desktop {
    async fn add(&self, _: declared::Add) -> contract::Result<u32> {
        Ok(1)
    }
}

fn main() {}
