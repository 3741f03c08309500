#include "core/tasks/batch_reader.h"

#include "core/base/error.h"

namespace lab {

BatchReader::BatchReader(const TextClassifier& model, Limits limits)
    : m_model(&model), m_limits(limits), m_builder(model.backend()) {
    giveMemoryBack();
}

/// A block of the size that failed helps nobody.
void BatchReader::giveMemoryBack() {
    m_tape.emplace(m_model->backend(), false);
}

/// Fills the builder with texts from \p first on and returns how many.
std::int64_t BatchReader::pack(std::int64_t first, std::int64_t texts, const Work& work) {
    m_builder.begin();
    std::int64_t next = first;
    for (; next < texts && next - first < m_limits.texts &&
           (next == first || m_builder.tokens() < m_limits.tokens);
         ++next)
        work.add(m_builder, next);
    return next - first;
}

void BatchReader::readAll(std::int64_t texts, const Work& work) {
    for (std::int64_t next = 0; next < texts;) {
        work.before(next);
        const std::int64_t count = pack(next, texts, work);
        try {
            const PackedBatch batch = m_builder.finish();
            m_tape->clear();
            const Var logits = m_model->forward({*m_tape, batch}).logits;
            work.take(*m_tape, logits, batch);
            next += count;
        } catch (const OutOfDeviceMemory&) {
            giveMemoryBack();
            if (count == 1)
                throw;
            m_limits.texts = count / 2;
        }
    }
}

Var BatchReader::readOne(std::span<const std::int32_t> tokens, AttentionTrace* trace) {
    m_builder.begin();
    m_builder.add(tokens);
    const PackedBatch batch = m_builder.finish();
    m_tape->clear();
    return m_model->forward({*m_tape, batch, false, 0, 0, trace}).logits;
}

} // namespace lab
