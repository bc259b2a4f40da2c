//! The HTTP client, made when a vendor is first asked: reading the system's certificates takes time
//! that a start does not have.

use std::sync::{Arc, Mutex, PoisonError};

use providers::{Client, Failure};

/// A client that is made once.
#[derive(Clone, Debug, Default)]
pub(crate) struct LazyClient(Arc<Mutex<Option<Client>>>);

impl LazyClient {
    /// The client. What failed is tried again the next time.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub(crate) fn get(&self) -> Result<Client, Failure> {
        let mut client = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*client {
            Some(client) => Ok(client.clone()),
            None => Ok(client.insert(Client::new()?).clone()),
        }
    }
}
