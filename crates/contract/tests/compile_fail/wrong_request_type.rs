//! A handler that takes another command's request.

mod declared {
    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Add {}
    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Remove {}

    contract::commands! {
        /// Adds.
        add: Add -> u32;
    }
}

struct Desktop;

impl declared::Handlers for Desktop {
    async fn add(&self, _: declared::Remove) -> contract::Result<u32> {
        Ok(1)
    }
}

fn main() {}
