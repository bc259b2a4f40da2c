//! How the next token is drawn from what the model says of each.
//!
//! llama.cpp's samplers begin with a list of the whole vocabulary, made anew for each token. Only
//! the likeliest tokens can be drawn, so they are picked out here and the samplers get those alone.

use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data::LlamaTokenData;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use crate::Sampling;

/// Only so many of the likeliest tokens are looked at: more is slower, and hardly another reply.
const TOP: usize = 64;

/// See the module.
pub(super) struct Sampler {
    /// `None`: the likeliest token is taken.
    chain: Option<LlamaSampler>,
}

impl Sampler {
    pub(super) fn new(sampling: &Sampling) -> Self {
        if sampling.temperature == 0.0 {
            return Self { chain: None };
        }
        // llama.cpp takes the largest number for “any seed”.
        let seed = sampling
            .seed
            .map_or_else(random_seed, |seed| seed.min(u32::MAX - 1));
        let chain = LlamaSampler::chain(
            [
                LlamaSampler::top_p(sampling.top_p, 1),
                LlamaSampler::temp(sampling.temperature),
                LlamaSampler::dist(seed),
            ],
            true,
        );
        Self { chain: Some(chain) }
    }

    /// The next token; `scores` has a number for each of the vocabulary. `None`: the model gave no
    /// numbers to draw by.
    pub(super) fn next(&mut self, scores: &[f32]) -> Option<LlamaToken> {
        let Some(chain) = &mut self.chain else {
            return likeliest(scores, 1).first().map(LlamaTokenData::id);
        };
        let mut array = LlamaTokenDataArray::new(likeliest(scores, TOP), true);
        array.apply_sampler(chain);
        array.selected_token()
    }
}

/// The `count` tokens of the highest scores, the highest first; of equal ones the first.
fn likeliest(scores: &[f32], count: usize) -> Vec<LlamaTokenData> {
    let mut best: Vec<LlamaTokenData> = Vec::with_capacity(count + 1);
    let mut least = f32::NEG_INFINITY;
    for (id, score) in (0..).zip(scores) {
        // Nearly all end here. A score that is no number is none.
        if best.len() == count && *score <= least || score.is_nan() {
            continue;
        }
        let place = best.partition_point(|known| known.logit() >= *score);
        best.insert(place, LlamaTokenData::new(LlamaToken::new(id), *score, 0.0));
        best.truncate(count);
        least = best.last().map_or(least, LlamaTokenData::logit);
    }
    best
}

/// A number that nobody can foretell; the standard library's hasher is seeded by the system.
fn random_seed() -> u32 {
    use std::hash::{BuildHasher, RandomState};
    (RandomState::new().hash_one(0) as u32).min(u32::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(tokens: &[LlamaTokenData]) -> Vec<i32> {
        tokens.iter().map(|token| token.id().0).collect()
    }

    #[test]
    fn the_likeliest_come_first() {
        let scores = [0.5, f32::NAN, 3.0, -1.0, 3.0, f32::NEG_INFINITY, 2.0];
        assert_eq!(ids(&likeliest(&scores, 1)), [2], "of equal ones the first");
        assert_eq!(ids(&likeliest(&scores, 3)), [2, 4, 6]);
        assert_eq!(
            ids(&likeliest(&scores, 64)),
            [2, 4, 6, 0, 3, 5],
            "a small vocabulary, without what is no number"
        );
        assert!(likeliest(&[f32::NAN], 4).is_empty());
    }

    #[test]
    fn many_scores_are_ordered_as_by_sorting() {
        let mut seed = 7_u64;
        let scores: Vec<f32> = (0..5_000)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 52) as f32
            })
            .collect();
        let mut sorted: Vec<i32> = (0..5_000).collect();
        sorted.sort_by(|a, b| scores[*b as usize].total_cmp(&scores[*a as usize]));
        assert_eq!(ids(&likeliest(&scores, TOP)), sorted[..TOP]);
    }

    fn sampling(temperature: f32, top_p: f32, seed: u32) -> Sampling {
        Sampling {
            temperature,
            top_p,
            max_tokens: 1,
            seed: Some(seed),
        }
    }

    #[test]
    fn a_seed_draws_the_same_tokens_again() {
        let scores: Vec<f32> = (0..1_000).map(|n| (n % 97) as f32 / 10.0).collect();
        let drawn = |seed| {
            let mut sampler = Sampler::new(&sampling(1.0, 0.95, seed));
            (0..20)
                .map(|_| sampler.next(&scores).map(|token| token.0))
                .collect::<Vec<_>>()
        };
        assert_eq!(drawn(3), drawn(3));
        assert_ne!(drawn(3), drawn(4));
    }

    #[test]
    fn without_temperature_or_with_a_tiny_top_p_it_is_the_likeliest() {
        let scores = [0.0, 1.0, 5.0, 4.9];
        for sampling in [sampling(0.0, 1.0, 1), sampling(1.0, 0.01, 1)] {
            let token = Sampler::new(&sampling).next(&scores);
            assert_eq!(token.map(|token| token.0), Some(2));
        }
        assert_eq!(Sampler::new(&sampling(0.0, 1.0, 1)).next(&[f32::NAN]), None);
    }
}
