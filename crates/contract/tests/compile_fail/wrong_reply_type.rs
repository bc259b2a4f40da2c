//! A handler that answers with something else than was declared.

mod declared {
    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Add {}

    contract::commands! {
        /// Adds.
        add: Add -> u32;
    }
}

struct Desktop;

impl declared::Handlers for Desktop {
    async fn add(&self, _: declared::Add) -> contract::Result<String> {
        Ok(String::new())
    }
}

fn main() {}
