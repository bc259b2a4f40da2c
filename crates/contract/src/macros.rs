//! The macro behind [`crate::commands`].

/// Turns one list of commands into the call enum, the handler trait, the
/// exhaustive dispatch and the typed client.
///
/// A line reads `method: Request -> Reply;`. The request type's name is also
/// the name of the variant, and in snake case the command's name on the wire.
#[macro_export]
macro_rules! commands {
    ($($(#[$doc:meta])* $method:ident: $request:ident -> $reply:ty;)+) => {
        /// A command with its request, as it travels:
        /// `{"command": "open_conversation", "request": {…}}`.
        #[derive(Clone, Debug, $crate::macros_support::Serialize, $crate::macros_support::Deserialize)]
        #[serde(tag = "command", content = "request", rename_all = "snake_case")]
        pub enum Call {
            $($(#[$doc])* $request($request),)+
        }

        impl Call {
            /// The command's name, for logs: requests can hold private text.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$request(_) => stringify!($method),)+ }
            }
        }

        /// The bodies of all commands: one method each, none with a default, so
        /// that a forgotten one does not compile.
        pub trait Handlers: Send + Sync {
            $($(#[$doc])* fn $method(
                &self,
                request: $request,
            ) -> impl Future<Output = $crate::Result<$reply>> + Send;)+
        }

        /// Answers `call` with the reply as JSON.
        pub async fn dispatch<H: Handlers>(handlers: &H, call: Call) -> $crate::Result<Vec<u8>> {
            match call {
                $(Call::$request(request) => {
                    let reply: $reply = handlers.$method(request).await?;
                    $crate::macros_support::encode(&reply)
                })+
            }
        }

        impl<T: $crate::macros_support::Transport<Call>> Client<T> {
            $($(#[$doc])* pub async fn $method(&self, request: $request) -> $crate::Result<$reply> {
                let reply = self.0.call(Call::$request(request)).await?;
                $crate::macros_support::decode(&reply)
            })+
        }

        /// The typed client: one method a command, over any transport.
        #[derive(Clone, Debug)]
        pub struct Client<T>(pub T);
    };
}
