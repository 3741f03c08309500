#pragma once

#include "core/tasks/batch_reader.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace lab {

/// Says of each token of one text how much it speaks for a class. No dropout. One thread at a time; the model
/// must outlive it. Its weights are not changed; its gradients are used and left zero: no model that is being
/// trained.
class Explainer {
public:
    explicit Explainer(const TextClassifier& model);

    /// What a long calculation tells and obeys. \throws Cancelled once \p stop is requested.
    struct Progress {
        std::function<void(std::int64_t done, std::int64_t total)> tell; ///< may be empty
        std::stop_token stop;
    };
    using Tokens = std::span<const std::int32_t>;

    /// p(label | text) − p(label | text without token i): positive where the token supports the class. The
    /// tokens after i move up by one place. Every text of one token less is read whole, so the work grows
    /// with the square of the length; several at once, as many as the device has room for (see BatchReader).
    /// \p empty is read in place of a text without tokens.
    std::vector<double> leaveOneOut(Tokens tokens, int label, std::int32_t empty, const Progress& progress);

    /// Σ_d x_id ∂logit_label/∂x_id, x_i the row of the word table. Source: Shrikumar et al. 2017.
    std::vector<double> gradientTimesInput(Tokens tokens, int label);

    struct Integrated {
        std::vector<double> values; ///< one a token
        double change = 0; ///< logit(text) − logit(baseline); the values' sum comes near it (completeness)
    };
    /// Σ_d x_id · mean over \p steps points a of ∂logit_label/∂x_id at a·x, a = (k + ½) / steps: from words
    /// of zeros, whose positions stay, to the text. Source: Sundararajan, Taly, Yan 2017.
    Integrated integratedGradients(Tokens tokens, int label, int steps, const Progress& progress);

private:
    /// Rows of the word table for \p tokens, [tokens, width], row-major.
    [[nodiscard]] std::vector<float> wordRows(Tokens tokens) const;
    struct Point {
        std::vector<float> gradient; ///< ∂logit/∂rows, as \p rows
        double logit = 0;
    };
    Point differentiate(Tokens tokens, const std::vector<float>& rows, int label);
    [[nodiscard]] std::vector<double> probabilitiesOf(const Tape& tape, Var logits, int label) const;

    const TextClassifier* m_model;
    BatchReader m_reader; ///< without gradients
    BatchBuilder m_builder;
    Tape m_tape;
};

} // namespace lab
