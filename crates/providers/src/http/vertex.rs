//! Vertex AI's credentials: a service account signs a claim, and Google gives a token for it.
//!
//! As in Google's “Using OAuth 2.0 for server to server applications”. A token lasts an hour and is kept
//! until shortly before its end.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{Base, Client, Secret, answer, broken, within};
use crate::failure::{Failure, Kind};

/// What the token is for.
const SCOPE: &str = "https://www.googleapis.com/auth/cloud-platform";
/// How long a claim holds, the most that Google allows.
const CLAIM: Duration = Duration::from_secs(3600);
/// A token is used no more this long before its end: a request takes its time.
const MARGIN: Duration = Duration::from_secs(300);
/// Locations that stand for several.
const MULTI_REGIONS: &[&str] = &["eu", "us"];

/// The file that Google gives for a service account.
#[derive(Deserialize, Serialize)]
struct ServiceAccount {
    project_id: String,
    private_key_id: String,
    private_key: String,
    client_email: String,
    token_uri: String,
}

impl ServiceAccount {
    fn read(file: &Secret) -> Result<Self, Failure> {
        serde_json::from_str(file.expose()).map_err(|error| {
            // The error's own words could quote the file.
            let place = format!("line {}, column {}", error.line(), error.column());
            let said = format!("it is not the JSON file of a service account ({place})");
            Failure::new(Kind::Key, said)
        })
    }
}

/// The file with no more than what is used of it.
pub(super) fn compact(file: &Secret) -> Result<Secret, Failure> {
    let account = ServiceAccount::read(file)?;
    serde_json::to_string(&account)
        .map(|text| Secret::new(&text))
        .map_err(|_| Failure::new(Kind::Key, "it cannot be written as JSON"))
}

/// The address of Vertex AI for a service account's project, in `location`: `europe-west4`, `eu`, `global`.
///
/// # Errors
/// `Key` if the file is not a service account's; `Request` for a location that is none.
pub fn vertex_base(file: &Secret, location: &str) -> Result<Base, Failure> {
    let project = ServiceAccount::read(file)?.project_id;
    let plain = |text: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':');
        !text.is_empty() && text.chars().all(fits)
    };
    if !plain(location) || !plain(&project) {
        let said = format!("{location} is no location, or {project} no project");
        return Err(Failure::new(Kind::Request, said));
    }
    let host = match location {
        "global" => "aiplatform.googleapis.com".to_owned(),
        _ if MULTI_REGIONS.contains(&location) => {
            format!("aiplatform.{location}.rep.googleapis.com")
        }
        _ => format!("{location}-aiplatform.googleapis.com"),
    };
    let path = format!("v1beta1/projects/{project}/locations/{location}/publishers/google");
    format!("https://{host}/{path}")
        .parse()
        .map_err(|error: contract::Error| Failure::new(Kind::Request, error.message))
}

/// A token until its end.
#[derive(Clone, Debug)]
struct Token {
    secret: Secret,
    ends: SystemTime,
}

impl Token {
    fn holds(&self, now: SystemTime) -> bool {
        self.ends > now + MARGIN
    }
}

/// The tokens that were bought, by the account's file.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens(Arc<Mutex<HashMap<Secret, Token>>>);

/// What is signed.
#[derive(Serialize)]
struct Claim<'a> {
    iss: &'a str,
    scope: &'a str,
    aud: &'a str,
    iat: u64,
    exp: u64,
}

/// What comes back.
#[derive(Deserialize)]
struct Bought {
    access_token: String,
    expires_in: u64,
}

impl Tokens {
    /// A token of the account, a fresh one if need be. Requests that come meanwhile wait for it.
    pub(super) async fn token(
        &self,
        file: &Secret,
        client: &Client,
        idle: Duration,
    ) -> Result<Secret, Failure> {
        let mut tokens = self.0.lock().await;
        let now = SystemTime::now();
        if let Some(token) = tokens.get(file).filter(|token| token.holds(now)) {
            return Ok(token.secret.clone());
        }
        let account = ServiceAccount::read(file)?;
        let bought = buy(&account, client, idle, now).await?;
        let token = Token {
            secret: Secret::new(&bought.access_token),
            // Whatever it says: no clock reaches the end of all numbers.
            ends: now + Duration::from_secs(bought.expires_in).min(CLAIM),
        };
        tokens.insert(file.clone(), token.clone());
        Ok(token.secret)
    }
}

async fn buy(
    account: &ServiceAccount,
    client: &Client,
    idle: Duration,
    now: SystemTime,
) -> Result<Bought, Failure> {
    let claim = sign(account, now)?;
    let address: Base = account
        .token_uri
        .parse()
        .map_err(|error: contract::Error| Failure::new(Kind::Key, error.message))?;
    if !address.keeps_secrets() {
        return Err(Failure::new(
            Kind::Tls,
            "the address for tokens is not encrypted",
        ));
    }
    let url = address.join("")?;
    let form = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("assertion", claim.as_str()),
    ];
    let post = || client.to(&address).post(url.clone()).form(&form);
    let response = answer::to(idle, post).await.map_err(|mut failure| {
        // Google answers 400 `invalid_grant` to a key that was revoked.
        if failure.kind == Kind::Request {
            failure.kind = Kind::Key;
        }
        failure
    })?;
    within(idle, response.json())
        .await?
        .map_err(|error| Failure::new(Kind::Protocol, broken::chain(&error.without_url())))
}

fn sign(account: &ServiceAccount, now: SystemTime) -> Result<String, Failure> {
    let unfit = |error: jsonwebtoken::errors::Error| {
        Failure::new(Kind::Key, format!("its private key cannot sign: {error}"))
    };
    let iat = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let claim = Claim {
        iss: &account.client_email,
        scope: SCOPE,
        aud: &account.token_uri,
        iat,
        exp: iat + CLAIM.as_secs(),
    };
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some(account.private_key_id.clone());
    let key = EncodingKey::from_rsa_pem(account.private_key.as_bytes()).map_err(unfit)?;
    jsonwebtoken::encode(&header, &claim, &key).map_err(unfit)
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
    use aws_lc_rs::rsa::{KeyPair, KeySize};
    use aws_lc_rs::signature::KeyPair as _;
    use base64::Engine as _;
    use futures::StreamExt;
    use jsonwebtoken::{DecodingKey, Validation};

    use super::*;
    use crate::http::tests::{Do, endpoint, question, serve};
    use crate::part::Part;
    use crate::protocol::Protocol;
    use crate::vendor::Key;

    fn file(project: &str) -> Secret {
        let file = serde_json::json!({"type": "service_account", "project_id": project,
            "private_key_id": "k1", "private_key": "none", "client_email": "pulse@example.com",
            "token_uri": "https://oauth2.googleapis.com/token"});
        Secret::new(&file.to_string())
    }

    #[test]
    fn each_location_has_its_address() {
        for (location, host) in [
            ("europe-west4", "europe-west4-aiplatform.googleapis.com"),
            ("eu", "aiplatform.eu.rep.googleapis.com"),
            ("global", "aiplatform.googleapis.com"),
        ] {
            let base = vertex_base(&file("my-project"), location).unwrap();
            let path =
                format!("v1beta1/projects/my-project/locations/{location}/publishers/google");
            assert_eq!(base.to_string(), format!("https://{host}/{path}"));
        }
    }

    #[test]
    fn what_would_lead_elsewhere_is_refused() {
        for location in ["", "evil.com/", "a@b", "eu?x", "ü"] {
            let failure = vertex_base(&file("my-project"), location).unwrap_err();
            assert_eq!(failure.kind, Kind::Request, "{location}");
        }
        assert!(vertex_base(&file("../../x"), "eu").is_err());
        let failure = vertex_base(&Secret::new("{\"private_key\": \"secret\""), "eu").unwrap_err();
        assert_eq!(failure.kind, Kind::Key);
        assert!(!failure.said.contains("secret"));
    }

    #[test]
    fn a_token_is_left_before_its_end() {
        let now = SystemTime::now();
        let token = |seconds| Token {
            secret: Secret::new("t"),
            ends: now + Duration::from_secs(seconds),
        };
        assert!(token(3600).holds(now));
        assert!(!token(60).holds(now), "a request takes its time");
        assert!(!token(0).holds(now));
    }

    #[test]
    fn a_key_that_is_none_is_said_to_be_none() {
        let account = ServiceAccount::read(&file("p")).unwrap();
        let failure = sign(&account, SystemTime::now()).unwrap_err();
        assert_eq!(failure.kind, Kind::Key);
    }

    #[derive(Deserialize)]
    struct Claimed {
        iss: String,
        scope: String,
        exp: u64,
    }

    #[tokio::test]
    async fn a_token_is_bought_once_by_a_signed_claim() {
        let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let der: Pkcs8V1Der<'_> = key.as_der().unwrap();
        let pem = base64::engine::general_purpose::STANDARD.encode(der.as_ref());
        let bought = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n\
            {\"access_token\": \"bought\", \"expires_in\": 18446744073709551615, \"token_type\": \"Bearer\"}";
        let reply = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n\
            data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hello\"}]}, \"finishReason\": \"STOP\"}]}\n\n";
        let script = [bought, reply, reply].map(|text| vec![Do::Send(text)]);
        let (base, mut told) = serve(script.to_vec()).await;
        let file = serde_json::json!({"project_id": "p", "private_key_id": "k1",
            "private_key": format!("-----BEGIN PRIVATE KEY-----\n{pem}\n-----END PRIVATE KEY-----\n"),
            "client_email": "pulse@example.com", "token_uri": base});
        let mut endpoint = endpoint(&base);
        endpoint.protocol = Protocol::GenerateContent;
        endpoint.key = Key::ServiceAccount;
        endpoint.secret = Some(Secret::new(&file.to_string()));

        let client = Client::new().unwrap();
        for _ in 0..2 {
            let parts: Vec<_> = client.ask(&endpoint, &question()).collect().await;
            assert_eq!(parts[0], Ok(Part::Text("Hello".into())));
        }
        let purchase = told.recv().await.unwrap();
        let claim = purchase.rsplit("assertion=").next().unwrap();
        let public = DecodingKey::from_rsa_der(key.public_key().as_ref());
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_audience(&[&base]);
        let claimed = jsonwebtoken::decode::<Claimed>(claim, &public, &validation).unwrap();
        assert_eq!(claimed.header.kid.as_deref(), Some("k1"));
        assert_eq!(claimed.claims.iss, "pulse@example.com");
        assert_eq!(claimed.claims.scope, SCOPE);
        assert!(claimed.claims.exp > jsonwebtoken::get_current_timestamp());
        for _ in 0..2 {
            let request = told.recv().await.unwrap();
            assert!(
                request.contains("authorization: Bearer bought\r\n"),
                "{request}"
            );
            assert!(!request.contains("PRIVATE KEY"));
        }
    }
}
