#pragma once

#include "core/autograd/op_list.h"
#include "core/backend/backend.h"
#include "core/backend/fused_times.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace lab {

/// What an op of a pass is for.
enum class CostPart : std::uint8_t {
    Rest,        ///< embedding, norms, dropout, the pooling to one vector, the classifier
    Projections, ///< linear maps of the attention slot and the output map behind it
    Scores,      ///< scores and softmax
    Sums,        ///< weighted sums of tokens; linear attention as a whole, whose loop is not divided
    Mixing,      ///< a token meets its text's global vector; sums of two results
    Pooling,     ///< rows derived from the tokens: averages, landmarks, leading tokens
    FeedForward
};
inline constexpr std::size_t kCostParts = 7;
/// "rest", "projections", "scores", "sums", "mixing", "pooling", "feed_forward", in the order of the
/// enumerators.
inline constexpr std::array<std::string_view, kCostParts> kCostPartNames{
    "rest", "projections", "scores", "sums", "mixing", "pooling", "feed_forward"};

/// Seconds of one pass by part.
using PartSeconds = std::array<double, kCostParts>;

/// The part of an op that is recorded while the model works on \p scope: inside the attention slot ops say
/// themselves what they are, elsewhere the scope decides.
CostPart partOf(OpId op, CostPart scope);

/// Measures where the time of passes on one tape goes (Tape::watch); off, a pass does not read the clock.
/// An op's time runs from its record to the next op's. A fused attention is divided as its kernel tells; on a
/// device that does not tell it is all scores. One thread.
class PassProfile {
public:
    explicit PassProfile(Backend& backend);
    ~PassProfile();
    PassProfile(const PassProfile&) = delete;
    PassProfile& operator=(const PassProfile&) = delete;

    /// From now on time belongs to \p part.
    void begin(CostPart part);
    /// The last op has ended.
    void end();
    [[nodiscard]] const PartSeconds& seconds() const { return m_seconds; }

private:
    using Clock = std::chrono::steady_clock;
    Backend* m_backend;
    FusedTimes m_fused;
    PartSeconds m_seconds{};
    CostPart m_part = CostPart::Rest;
    bool m_open = false;
    Clock::time_point m_since;
};

} // namespace lab
