#pragma once

#include "core/encoders/text_encoder.h"

#include <memory>

namespace lab {

/// A text encoder with a linear layer to the classes: the model of every run.
class TextClassifier {
public:
    /// \param words    size of the vocabulary, \param classes at least 2.
    /// \throws ConfigError when the configuration is impossible (see checkModel).
    TextClassifier(Backend& backend, const ModelConfig& config, std::int64_t words, std::int64_t classes,
                   bool freezeWords = false);

    struct Output {
        Var logits; ///< [sequences, classes]
        Var hidden; ///< [tokens, dim]
    };
    Output forward(const ForwardPass& pass) const;

    [[nodiscard]] ParameterStore& parameters() { return m_parameters; }
    [[nodiscard]] const ParameterStore& parameters() const { return m_parameters; }
    [[nodiscard]] Backend& backend() const { return *m_backend; }
    [[nodiscard]] const ModelConfig& config() const { return m_config; }
    /// Another dropout probability from the next training pass on, 0 … 0.99.
    void setDropout(float probability);
    [[nodiscard]] std::int64_t classes() const { return m_classes; }
    [[nodiscard]] ParamId wordTable() const { return m_encoder->wordTable(); }

private:
    Backend* m_backend;
    ModelConfig m_config;
    std::int64_t m_classes;
    ParameterStore m_parameters;
    std::unique_ptr<TextEncoder> m_encoder;
    Linear m_head;
};

/// Declares the parameters of such a model in \p store without any memory, to count them.
void declareTextClassifier(ParameterStore& store, const ModelConfig& config, std::int64_t words,
                           std::int64_t classes);

} // namespace lab
