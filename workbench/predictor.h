#pragma once

#include "core/backend/devices.h"
#include "core/config/run_config.h"
#include "core/inspect/attention_map.h"
#include "core/train/events.h"
#include "datasets/dataset.h"
#include "workbench/stored_weights.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lab {

/// How much each token of one text speaks for a class (see Explainer).
struct Explanation {
    enum class Method { LeaveOneOut, Gradient, Integrated };
    Method method = Method::LeaveOneOut;
    int label = -1;                  ///< the class that is explained
    std::vector<std::string> tokens; ///< as the model read them
    std::vector<double> values; ///< one a token; leave-one-out: change of the probability, else of the logit
    double change = 0;          ///< integrated: of the logit from words of zeros to the text

    /// How far the order of the tokens by other numbers agrees with this order.
    struct Agreement {
        std::string name;           ///< "alpha", "beta", "received": mean of all layers and heads; "pool",
                                    ///< "gradient"
        double rankCorrelation = 0; ///< Spearman's, NaN where one order is none
    };
    std::vector<Agreement> agreement; ///< leave-one-out only
};
/// "leave-one-out", "gradient", "integrated".
const char* toString(Explanation::Method method);

/// A trained model with its vocabulary and labels, ready to read texts. Owns a copy of the weights, so a run
/// that goes on training never disturbs it. Not thread-safe: one thread at a time.
class Predictor {
public:
    /// The best or the last weights of a stored run.
    enum class Weights { Best, Last };
    static std::unique_ptr<Predictor> fromRun(const std::string& labPath, std::int64_t run,
                                              Weights which = Weights::Best, const DeviceChoice& choice = {});
    /// The weights of a step whose checkpoint the run holds. \throws StoreError where it holds none.
    static std::unique_ptr<Predictor> fromStep(const std::string& labPath, std::int64_t run,
                                               std::int64_t step, const DeviceChoice& choice = {});
    /// The stored weights that fit \p choice best, see findWeights(); weights() tells which.
    static std::unique_ptr<Predictor> fromNearest(const std::string& labPath, std::int64_t run,
                                                  const WeightChoice& choice,
                                                  const DeviceChoice& device = {});
    /// A model file (safetensors with `config`, `vocabulary` and `labels`).
    static std::unique_ptr<Predictor> fromModelFile(const std::string& path, const DeviceChoice& choice = {});
    ~Predictor();

    [[nodiscard]] const RunConfig& config() const;
    [[nodiscard]] const std::vector<std::string>& labels() const;
    /// Fingerprint of the data set that it was trained on, with its parts; empty where that is not known.
    [[nodiscard]] const std::string& trainedOn() const;
    /// Which weights of its run fromRun() and fromNearest() found; none otherwise.
    [[nodiscard]] const std::optional<StoredWeights>& weights() const;

    /// Class probabilities and every attention weight of one text. A text without tokens is read as one
    /// unknown token. Tokens beyond the model's maximum length are left out.
    /// The whole maps of a rival only up to \p mapsUpTo tokens.
    AttentionMap read(const std::string& text, std::int32_t mapsUpTo = 0);

    /// Probabilities for many texts; \p withAttention fills `layers` and `pool` as well, and `maps` as above.
    std::vector<AttentionMap> readAll(const std::vector<std::string>& texts, bool withAttention,
                                      std::int32_t mapsUpTo = 0);

    struct ExplainOrder {
        Explanation::Method method = Explanation::Method::LeaveOneOut;
        int label = -1; ///< −1 = the class that the model gives the text
        std::function<void(std::int64_t done, std::int64_t total)> progress;
        std::stop_token stop;
    };
    /// \throws Cancelled soon after \p order.stop is requested.
    Explanation explain(const std::string& text, const ExplainOrder& order);

    /// Quality on one split of a data set; its labels are matched by name.
    /// \throws DataError when the data set has a class that the model does not know.
    Evaluation evaluate(const Dataset& data, Split split, const std::stop_token& stop = {});

private:
    struct Impl;
    explicit Predictor(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace lab
