#pragma once

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// One made text with its class.
struct DemoExample {
    std::string text;
    std::string label;
};

// The three makers: \p size examples from \p seed; they throw Cancelled when \p stop is requested.

/// demo:needle. Calm little sentences of 24 to 60 words, about nothing; exactly one planted word among them
/// decides the class. Classes north, south, east, west in equal numbers, in random order. A model that
/// attends to the planted word and ignores the rest is perfect; nothing else in the text says anything.
std::vector<DemoExample> makeNeedle(std::int64_t size, std::uint64_t seed, const std::stop_token& stop = {});

/// The planted word of each class, by class name. They occur nowhere else.
const std::map<std::string, std::string>& needleWords();

/// demo:reviews. Product reviews of 10 to 60 tokens with one to five stars, in equal numbers.
///
/// Each opinion has a value: strong words ±2, mild words ±1, neutral ones 0; "slightly" × 0.5, "really" and
/// "very" × 1.5, "extremely" × 2; "never" × −1, "not" × −0.5 ("not bad" is faint praise). In "A, but B" B
/// counts twice. The stars follow from the weighted mean m of the opinions: 1 for m ≤ −1.25, 2 up to −0.4,
/// 3 below 0.4, 4 below 1.25, else 5. Openers, questions and remarks carry no value.
std::vector<DemoExample> makeReviews(std::int64_t size, std::uint64_t seed, const std::stop_token& stop = {});

/// demo:order. One sentence of 10 to 17 tokens in which a red and a blue boat appear; the class is the one
/// that comes first. Everything else is drawn alike for both classes, so the words of a text say nothing and
/// a model that does not know positions can only guess. (Exact twins with the colours exchanged would not do:
/// a model that learns sentences by heart would then do worse than chance on the twins.) The first colour
/// stands among the first four tokens and the second one behind the sixth, so word and position together
/// decide.
std::vector<DemoExample> makeOrder(std::int64_t size, std::uint64_t seed, const std::stop_token& stop = {});

/// A built-in set as lists and help texts show it.
struct DemoSet {
    std::string_view name; ///< after "demo:"
    std::string_view about;
    std::int64_t defaultSize = 0;
    std::vector<DemoExample> (*make)(std::int64_t size, std::uint64_t seed,
                                     const std::stop_token& stop) = nullptr;
};

const std::vector<DemoSet>& demoSets();

} // namespace lab
