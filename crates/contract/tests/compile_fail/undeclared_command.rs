//! A call of a command that nobody declared.

use contract::{Call, Client, Result, Transport};

async fn calls<T: Transport<Call>>(client: Client<T>) -> Result<()> {
    client.greet(()).await
}

fn main() {}
