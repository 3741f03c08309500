#include "datasets/demo/demo_sets.h"
#include "datasets/demo/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_set>

namespace lab {

namespace {

constexpr std::string_view kProducts[] = {"phone", "tablet",  "laptop",  "camera",  "speaker",  "watch",
                                          "radio", "printer", "headset", "monitor", "keyboard", "player"};
constexpr std::string_view kAspects[] = {
    "battery", "screen",   "sound",   "service",   "delivery", "price", "design", "case",       "charger",
    "manual",  "software", "display", "packaging", "support",  "cable", "finish", "microphone", "menu"};
constexpr std::string_view kOpeners[] = {
    "I bought this {} two weeks ago.",      "My sister gave me this {}.",
    "We have used this {} since March.",    "This {} was a present.",
    "I ordered the {} for my office.",      "Our old {} broke, so we chose this one.",
    "I compared it with another {}.",       "The {} arrived on a Tuesday.",
    "This is my second {} from this shop.", "I use this {} on the train."};
constexpr std::string_view kRemarks[] = {
    "It came in a plain box.",       "The colour is blue.",           "Who reads the manual anyway?",
    "I use it at home and at work.", "My brother has the same one.",  "It weighs about a pound.",
    "Do you need the large model?",  "I took it with me on holiday.", "There are two buttons on the side.",
    "What else is there to say?",    "I keep it on my desk.",         "It was on sale."};
constexpr std::string_view kNouns[5][6] = {
    {"a disaster", "a complete waste", "a nightmare", "a bad joke", "pure rubbish", "an insult"},
    {"a let-down", "a weak point", "a nuisance", "a small mess", "a step back", "a minor flaw"},
    {"nothing special", "what I expected", "the usual kind", "about average", "like any other",
     "neither here nor there"},
    {"a plus", "a nice touch", "a good surprise", "a step forward", "well made", "a welcome change"},
    {"a joy", "a masterpiece", "a dream", "worth every penny", "first class", "a triumph"}};
constexpr std::string_view kAdjectives[5][6] = {
    {"terrible", "awful", "horrible", "useless", "dreadful", "miserable"},
    {"bad", "weak", "poor", "dull", "disappointing", "annoying"},
    {"average", "ordinary", "acceptable", "standard", "so-so", "middling"},
    {"good", "nice", "solid", "pleasant", "handy", "reliable"},
    {"excellent", "superb", "fantastic", "wonderful", "amazing", "brilliant"}};
constexpr std::string_view kFeelings[5][2] = {{"hate", "despise"},
                                              {"dislike", "regret"},
                                              {"do not mind", "accept"},
                                              {"like", "enjoy"},
                                              {"love", "adore"}};
constexpr std::string_view kEvents[5][4] = {
    {"It broke after three days.", "I sent it back at once.", "It never worked.", "I want my money back."},
    {"It stopped working twice.", "I had to restart it again and again.", "It feels cheap.",
     "It needs too much patience."},
    {"It does what it has to do.", "It works, more or less.", "I have seen better and worse.",
     "I have no strong opinion."},
    {"It works as promised.", "It was easy to set up.", "My family likes it too.", "It feels well built."},
    {"It has never let me down.", "I could not be happier.", "I tell all my friends to get one.",
     "It beats everything I had before."}};
constexpr std::string_view kAnswers[5][2] = {{"Never.", "Not in this life."},
                                             {"Probably not.", "Rather not."},
                                             {"Hard to say.", "Perhaps."},
                                             {"Probably.", "I think so."},
                                             {"Definitely.", "Any time!"}};

/// An adverb in front of an adjective and what it does to the value.
struct Modifier {
    std::string_view word;
    double factor;
};
/// The first three go with strong words too: "really awful", but not "slightly awful".
constexpr Modifier kModifiers[] = {{"really", 1.5},   {"not", -0.5}, {"never", -1.0},
                                   {"slightly", 0.5}, {"very", 1.5}, {"extremely", 2.0}};
constexpr std::uint32_t kStrongModifiers = 3;

/// Opinions that were voiced so far.
struct Verdict {
    double sum = 0, weight = 0;

    void add(double value, double times = 1) {
        sum += value * times;
        weight += times;
    }
    [[nodiscard]] int stars() const {
        const double mean = sum / weight;
        return mean <= -1.25 ? 1 : mean <= -0.4 ? 2 : mean < 0.4 ? 3 : mean < 1.25 ? 4 : 5;
    }
};

/// Writes one review that leans towards \p target stars; what it really amounts to is in verdict.
class Writer {
public:
    Writer(Random& random, int target)
        : m_random(random), m_target(target), m_aspects(std::begin(kAspects), std::end(kAspects)) {
        shuffle(m_aspects, random);
    }

    std::string write() {
        std::string text;
        const auto put = [&](const std::string& sentence) { text += (text.empty() ? "" : " ") + sentence; };
        const std::string_view product = pick(m_random, kProducts);
        if (m_random.below(3) != 0)
            put(fmt::format(fmt::runtime(pick(m_random, kOpeners)), product));
        const std::uint32_t opinions = 2 + m_random.below(3);
        for (std::uint32_t i = 0; i < opinions; ++i) {
            std::string sentence = opinion();
            capitalise(sentence);
            put(sentence);
            if (m_random.below(6) == 0)
                put(std::string(pick(m_random, kRemarks)));
        }
        if (m_random.below(5) == 0)
            put(question());
        return text;
    }
    [[nodiscard]] const Verdict& verdict() const { return m_verdict; }

private:
    /// An index 0 to 4 into the word lists, value −2 to 2, drawn near the target.
    std::size_t level() {
        const int centre = m_target - 1;
        if (m_random.below(5) == 0)
            return m_random.below(5);
        const int step = static_cast<int>(m_random.below(3)) - 1;
        return static_cast<std::size_t>(
            std::min(4, std::max(0, centre + (m_random.below(2) == 0 ? step : 0))));
    }
    /// Another one each time.
    std::string_view aspect() {
        const std::string_view next = m_aspects.back();
        m_aspects.pop_back();
        return next;
    }
    static double valueOf(std::size_t level) { return static_cast<double>(level) - 2; }

    /// "very good", "not bad", "a joy", with its value.
    std::pair<std::string, double> judgement() {
        const std::size_t plain = level();
        if (m_random.below(5) == 0)
            return {std::string(pick(m_random, kNouns[plain])), valueOf(plain)};
        if (plain == 2 || m_random.below(2) == 0)
            return {std::string(pick(m_random, kAdjectives[plain])), valueOf(plain)};
        const bool strong = plain == 0 || plain == 4;
        const Modifier& modifier =
            kModifiers[m_random.below(strong ? kStrongModifiers : std::uint32_t{std::size(kModifiers)})];
        // A negation turns the meaning round, so it takes a word from the other side.
        const std::size_t word = modifier.factor < 0 ? 4 - plain : plain;
        return {fmt::format("{} {}", modifier.word, pick(m_random, kAdjectives[word])),
                valueOf(word) * modifier.factor};
    }
    std::string opinion() {
        const std::uint32_t form = m_random.below(8);
        if (form < 3)
            return simple();
        if (form < 6)
            return mixed();
        const std::size_t mood = level();
        m_verdict.add(valueOf(mood));
        if (form == 6)
            return std::string(pick(m_random, kEvents[mood]));
        return fmt::format("I {} the {}.", pick(m_random, kFeelings[mood]), aspect());
    }
    std::string simple() {
        const auto [words, value] = judgement();
        m_verdict.add(value);
        return fmt::format("the {} is {}.", aspect(), words);
    }
    std::string mixed() {
        const auto [first, firstValue] = judgement();
        auto [second, secondValue] = judgement();
        // Half of these sentences should be torn between two opinions.
        const bool torn = m_random.below(2) == 0;
        for (int tries = 0; torn && firstValue * secondValue >= 0 && tries < 8; ++tries)
            std::tie(second, secondValue) = judgement();
        const std::string_view one = aspect();
        const std::string_view other = aspect();
        // "but" needs a contrast; without one the two opinions are simply added.
        const bool contrast = firstValue * secondValue < 0;
        m_verdict.add(firstValue);
        m_verdict.add(secondValue, contrast ? 2 : 1);
        return fmt::format("the {} is {}{} the {} is {}.", one, first, contrast ? ", but" : " and", other,
                           second);
    }
    std::string question() {
        const std::size_t mood = level();
        m_verdict.add(valueOf(mood));
        return fmt::format("Would I buy it again? {}", pick(m_random, kAnswers[mood]));
    }

    Random& m_random;
    int m_target;
    Verdict m_verdict;
    std::vector<std::string_view> m_aspects;
};

/// Words and punctuation marks, as the authors' tokeniser counts them.
std::size_t tokensOf(std::string_view text) {
    std::size_t tokens = 1;
    for (const char c : text)
        tokens += c == ' ' || c == '.' || c == ',' || c == '?' || c == '!' ? 1U : c == '-' ? 2U : 0U;
    return tokens;
}

/// Draws reviews until one amounts to \p stars and has not been written before.
std::string reviewWith(int stars, Random& random, std::unordered_set<std::string>& seen) {
    for (;;) {
        Writer writer(random, stars);
        std::string text = writer.write();
        const std::size_t tokens = tokensOf(text);
        if (tokens >= 10 && tokens <= 60 && writer.verdict().stars() == stars && seen.insert(text).second)
            return text;
    }
}

} // namespace

std::vector<DemoExample> makeReviews(std::int64_t size, std::uint64_t seed, const std::stop_token& stop) {
    Random random(seed, 0x72657669657773); // "reviews"
    std::unordered_set<std::string> seen;
    std::vector<DemoExample> examples;
    for (std::int64_t i = 0; i < size; ++i) {
        throwIfStopped(stop, i);
        const int stars = static_cast<int>(i % 5) + 1;
        examples.push_back({reviewWith(stars, random, seen), std::to_string(stars)});
    }
    shuffle(examples, random);
    return examples;
}

} // namespace lab
