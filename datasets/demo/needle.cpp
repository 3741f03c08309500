#include "datasets/demo/demo_sets.h"
#include "datasets/demo/wording.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace lab {

namespace {

constexpr std::string_view kAdjectives[] = {
    "old",  "small",   "quiet",  "wide",     "narrow", "grey",  "green",  "brown",  "white", "early",
    "late", "soft",    "round",  "tall",     "short",  "plain", "dusty",  "wooden", "stone", "empty",
    "open", "distant", "nearby", "familiar", "simple", "heavy", "light",  "smooth", "broad", "gentle",
    "cool", "warm",    "dry",    "damp",     "pale",   "dark",  "steady", "slow",   "long",  "calm"};

constexpr std::string_view kNouns[] = {
    "table",   "window",  "garden",   "street",  "river",    "bridge",    "market",  "kitchen", "letter",
    "basket",  "chair",   "door",     "wall",    "roof",     "field",     "meadow",  "forest",  "path",
    "road",    "station", "train",    "bicycle", "cart",     "barn",      "village", "square",  "tower",
    "clock",   "bell",    "school",   "library", "book",     "page",      "picture", "mirror",  "carpet",
    "cup",     "plate",   "bottle",   "kettle",  "stove",    "bread",     "apple",   "pear",    "cherry",
    "cabbage", "onion",   "farmer",   "baker",   "teacher",  "neighbour", "child",   "visitor", "driver",
    "painter", "clerk",   "gardener", "sailor",  "shepherd", "dog",       "cat",     "horse",   "cow",
    "goat",    "sparrow", "pigeon",   "duck",    "cloud",    "rain",      "wind",    "shadow",  "stone",
    "hill",    "valley",  "lake",     "pond",    "shore",    "fence",     "gate",    "yard",    "ladder",
    "bucket",  "rope",    "coat",     "hat",     "shoe",     "pocket",    "pencil",  "paper",   "drawer"};

constexpr std::string_view kVerbs[] = {"stands",  "waits",    "rests",   "stays",  "lies",    "moves",
                                       "turns",   "passes",   "appears", "leans",  "returns", "sits",
                                       "drifts",  "lingers",  "wanders", "sleeps", "works",   "begins",
                                       "remains", "settles",  "arrives", "pauses", "walks",   "looks",
                                       "listens", "breathes", "belongs", "hangs",  "fades",   "grows"};

constexpr std::string_view kPlaces[] = {"near",   "behind", "beside", "under", "above",  "beyond", "inside",
                                        "around", "across", "along",  "below", "before", "by",     "past"};

constexpr std::string_view kTimes[] = {"today",    "again",  "for a while", "every morning", "at noon",
                                       "all day",  "often",  "after lunch", "once a week",   "in the evening",
                                       "as usual", "slowly", "in silence",  "on Sundays",    "now and then"};

constexpr std::string_view kLinks[] = {"and", "while", "as", "so", "where"};

/// "the old table stands near the window", word by word.
void appendClause(Random& random, std::vector<std::string>& words) {
    const auto put = [&](std::string_view text) {
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            words.emplace_back(text.substr(at, end - at));
            at = end + 1;
        }
    };
    const std::string_view adjective = random.below(2) == 0 ? pick(random, kAdjectives) : std::string_view{};
    const std::string_view noun = pick(random, kNouns);
    const std::string_view next = adjective.empty() ? noun : adjective;
    const bool vowel = std::string_view("aeiou").find(next.front()) != std::string_view::npos;
    put(random.below(3) != 0 ? "the" : vowel ? "an" : "a");
    if (!adjective.empty())
        put(adjective);
    put(noun);
    put(pick(random, kVerbs));
    if (random.below(4) != 0) {
        put(pick(random, kPlaces));
        put("the");
        if (random.below(3) == 0)
            put(pick(random, kAdjectives));
        put(pick(random, kNouns));
    }
    if (random.below(3) == 0)
        put(pick(random, kTimes));
}

/// Sentences of one or two clauses, cut to exactly \p length words.
std::vector<std::string> fillers(Random& random, std::size_t length) {
    std::vector<std::string> words;
    while (words.size() < length) {
        const std::size_t start = words.size();
        appendClause(random, words);
        if (random.below(3) == 0) {
            words.emplace_back(pick(random, kLinks));
            appendClause(random, words);
        }
        capitalise(words[start]);
        words.back() += '.';
    }
    words.resize(length);
    if (words.back().back() != '.')
        words.back() += '.';
    return words;
}

std::string plant(Random& random, std::vector<std::string> words, const std::string& needle) {
    // Never at the very end, where it would have to carry the full stop.
    const std::size_t place = random.below(static_cast<std::uint32_t>(words.size()));
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(place), needle);
    std::string text;
    for (const std::string& word : words)
        text += text.empty() ? word : " " + word;
    return text;
}

} // namespace

const std::map<std::string, std::string>& needleWords() {
    static const std::map<std::string, std::string> words = {
        {"north", "falcon"}, {"south", "lantern"}, {"east", "thistle"}, {"west", "anchor"}};
    return words;
}

std::vector<DemoExample> makeNeedle(std::int64_t size, std::uint64_t seed, const std::stop_token& stop) {
    constexpr std::array<std::string_view, 4> kClasses = {"north", "south", "east", "west"};
    Random random(seed, 0x6E6565646C65); // "needle"
    std::vector<DemoExample> examples;
    std::unordered_set<std::string> seen;
    for (std::int64_t i = 0; i < size; ++i) {
        throwIfStopped(stop, i);
        const std::string label(kClasses[static_cast<std::size_t>(i) % kClasses.size()]);
        std::string text;
        do {
            text = plant(random, fillers(random, 24 + random.below(37)), needleWords().at(label));
        } while (!seen.insert(text).second);
        examples.push_back({std::move(text), label});
    }
    shuffle(examples, random);
    return examples;
}

} // namespace lab
