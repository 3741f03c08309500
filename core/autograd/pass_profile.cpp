#include "core/autograd/pass_profile.h"

namespace lab {

CostPart partOf(OpId op, CostPart scope) {
    if (scope == CostPart::Rest || scope == CostPart::FeedForward)
        return scope;
    switch (op) {
    case OpId::Attention:
    case OpId::SegmentSoftmax:
    case OpId::AdditiveAttention:
        return CostPart::Scores;
    case OpId::LinearAttention:
    case OpId::SegmentWeightedSum:
        return CostPart::Sums;
    case OpId::SegmentMul:
    case OpId::SegmentAdd:
    case OpId::SegmentConcat:
    case OpId::Add:
        return CostPart::Mixing;
    case OpId::MeanPool:
    case OpId::Project:
    case OpId::Leading:
    case OpId::ReplaceLeading:
        return CostPart::Pooling;
    default:
        return scope;
    }
}

PassProfile::PassProfile(Backend& backend) : m_backend(&backend) {
    backend.watchFused(&m_fused);
}
PassProfile::~PassProfile() {
    m_backend->watchFused(nullptr);
}

void PassProfile::begin(CostPart part) {
    end();
    m_part = part;
    m_open = true;
    m_since = Clock::now();
}

void PassProfile::end() {
    if (!m_open)
        return;
    m_open = false;
    m_backend->finish();
    const double spent = std::chrono::duration<double>(Clock::now() - m_since).count();
    const auto scores = static_cast<double>(m_fused.scores.exchange(0)),
               sums = static_cast<double>(m_fused.sums.exchange(0));
    const double share = scores + sums > 0 ? sums / (scores + sums) : 0;
    m_seconds[static_cast<std::size_t>(CostPart::Sums)] += spent * share;
    m_seconds[static_cast<std::size_t>(m_part)] += spent * (1 - share);
}

} // namespace lab
