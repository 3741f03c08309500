#include "core/tasks/text_classifier.h"

#include "core/base/error.h"
#include "core/encoders/model_check.h"

namespace lab {
namespace {
Linear declareHead(ParameterStore& store, const ModelConfig& config, std::int64_t classes) {
    return Linear::declare(store, "dense_linear", {config.dim, classes});
}
} // namespace

TextClassifier::TextClassifier(Backend& backend, const ModelConfig& config, std::int64_t words,
                               std::int64_t classes, bool freezeWords)
    : m_backend(&backend), m_config(config), m_classes(classes) {
    requireValid(config);
    check(words > 0 && classes > 1, "[classifier] {} words and {} classes; at least 1 and 2 are needed",
          words, classes);
    m_encoder = std::make_unique<TextEncoder>(m_parameters, config, words);
    m_head = declareHead(m_parameters, config, classes);
    if (freezeWords)
        m_parameters.freeze("word_embedding.weight");
    m_parameters.allocate(backend);
}

void TextClassifier::setDropout(float probability) {
    m_config.dropout = probability;
    m_encoder->setDropout(probability);
}

TextClassifier::Output TextClassifier::forward(const ForwardPass& pass) const {
    const TextEncoder::Output encoded = m_encoder->forward(pass);
    return {m_head(pass.tape, m_parameters, encoded.pooled), encoded.hidden};
}

void declareTextClassifier(ParameterStore& store, const ModelConfig& config, std::int64_t words,
                           std::int64_t classes) {
    requireValid(config);
    const TextEncoder encoder(store, config, words);
    declareHead(store, config, classes);
}

} // namespace lab
