#include "datasets/demo/demo_sets.h"
#include "datasets/demo/wording.h"

#include <array>
#include <iterator>
#include <unordered_set>

namespace lab {

namespace {

constexpr std::string_view kOpeners[] = {
    "",        "today",     "at dawn",   "once more", "this morning", "yesterday",
    "at noon", "last week", "on Monday", "in April",  "before lunch", "tonight"};
constexpr std::string_view kBoats[] = {"boat", "ferry", "canoe", "yacht", "barge", "raft", "kayak", "ship"};
constexpr std::string_view kFirstDeeds[] = {
    "left the harbour", "crossed the bay", "turned around",  "drifted away",       "raised a sail",
    "passed the pier",  "came ashore",     "took on water",  "rounded the cape",   "lost its way",
    "picked up speed",  "dropped a rope",  "blew its horn",  "reached the island", "slowed down",
    "stayed close",     "moved along",     "sailed out",     "touched the rocks",  "hit a wave",
    "circled twice",    "waited quietly",  "carried apples", "towed a net"};
constexpr std::string_view kLinks[] = {"and then", "while", "and later", "after which",
                                       "before",   "until", "and soon",  "whereupon"};
constexpr std::string_view kSecondDeeds[] = {
    "followed slowly", "came into view", "stopped nearby",  "joined the race", "went home",
    "took the lead",   "sank a little",  "sped past",       "changed course",  "answered",
    "docked safely",   "fell behind",    "caught the wind", "hurried by",      "kept its distance",
    "set off",         "turned north",   "waved a flag",    "unloaded fish",   "needed help",
    "disappeared",     "started again",  "made a loop",     "rested"};

constexpr std::size_t kSlots = 5;
constexpr std::array<std::size_t, kSlots> kSlotSizes = {std::size(kOpeners), std::size(kBoats),
                                                        std::size(kFirstDeeds), std::size(kLinks),
                                                        std::size(kSecondDeeds)};
using Slots = std::array<std::size_t, kSlots>;

std::string sentence(const Slots& slots, std::string_view first, std::string_view second) {
    const std::string opener(kOpeners[slots[0]]);
    const std::string boat(kBoats[slots[1]]);
    std::string text = opener.empty() ? "" : opener + " ";
    text += "the ";
    text.append(first)
        .append(" " + boat + " ")
        .append(kFirstDeeds[slots[2]])
        .append(" ")
        .append(kLinks[slots[3]]);
    text.append(" the ").append(second).append(" " + boat + " ").append(kSecondDeeds[slots[4]]).append(".");
    capitalise(text);
    return text;
}

Slots drawSlots(Random& random) {
    Slots slots{};
    for (std::size_t i = 0; i < kSlots; ++i)
        slots[i] = random.below(static_cast<std::uint32_t>(kSlotSizes[i]));
    return slots;
}

} // namespace

std::vector<DemoExample> makeOrder(std::int64_t size, std::uint64_t seed, const std::stop_token& stop) {
    Random random(seed, 0x6F72646572); // "order"
    std::vector<DemoExample> examples;
    std::unordered_set<std::string> seen;
    for (std::int64_t i = 0; i < size; ++i) {
        throwIfStopped(stop, i);
        const bool redFirst = i % 2 == 0;
        std::string text;
        for (int tries = 0; tries < 50 && (text.empty() || seen.contains(text)); ++tries)
            text = redFirst ? sentence(drawSlots(random), "red", "blue")
                            : sentence(drawSlots(random), "blue", "red");
        seen.insert(text);
        examples.push_back({std::move(text), redFirst ? "red first" : "blue first"});
    }
    shuffle(examples, random);
    return examples;
}

} // namespace lab
