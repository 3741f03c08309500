#include "datasets/demo/demo_sets.h"
#include "datasets/demo/wording.h"

#include <array>

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

std::vector<Slots> drawSlots(Random& random, std::size_t count) {
    std::vector<Slots> drawn(count);
    for (Slots& slots : drawn)
        for (std::size_t i = 0; i < kSlots; ++i)
            slots[i] = random.below(static_cast<std::uint32_t>(kSlotSizes[i]));
    return drawn;
}

/// The same choices dealt anew, slot by slot: the same words in all, yet other sentences. A set of exact
/// twins would not do, because a model that learns sentences by heart would then do worse than chance on the
/// twins.
std::vector<Slots> deal(std::vector<Slots> slots, Random& random) {
    for (std::size_t slot = 0; slot < kSlots; ++slot)
        for (std::size_t i = slots.size(); i > 1; --i)
            std::swap(slots[i - 1][slot], slots[random.below(static_cast<std::uint32_t>(i))][slot]);
    return slots;
}

} // namespace

std::vector<DemoExample> makeOrder(std::int64_t size, std::uint64_t seed, const std::stop_token& stop) {
    Random random(seed, 0x6F72646572); // "order"
    const auto total = static_cast<std::size_t>(size);
    const std::vector<Slots> redSlots = drawSlots(random, (total + 1) / 2);
    std::vector<Slots> blueSlots = deal(redSlots, random);
    blueSlots.resize(total / 2);
    std::vector<DemoExample> examples;
    for (const Slots& slots : redSlots) {
        throwIfStopped(stop, static_cast<std::int64_t>(examples.size()));
        examples.push_back({sentence(slots, "red", "blue"), "red first"});
    }
    for (const Slots& slots : blueSlots)
        examples.push_back({sentence(slots, "blue", "red"), "blue first"});
    shuffle(examples, random);
    return examples;
}

} // namespace lab
