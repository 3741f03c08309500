#pragma once

#include "core/config/run_config.h"
#include "core/encoders/model_check.h"
#include "core/nn/parameter_store.h"
#include "core/ops/attention.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lab {

/// What a forward pass leaves on its tape for whoever asked about its attention; asking changes no result.
struct AttentionTrace {
    struct Entry {
        int layer = 0;
        const char* kind = ""; ///< "alpha", "beta"
        Var weights;           ///< [tokens, heads]
    };
    /// Operands of an attention whose weights are never stored; core/inspect makes them again.
    struct Operands {
        enum class Kind {
            Tokens,    ///< keys are tokens
            Leading,   ///< rows of the global tokens, in place of those of the layer's Tokens
            Pooled,    ///< keys are averages of tokens (Poolingformer)
            Landmarks, ///< keys are landmarks (Linformer)
            Derived    ///< linear attention
        };
        int layer = 0;
        Kind kind = Kind::Tokens;
        ops::AttentionRecord record;
        std::int32_t kernel = 1; ///< Pooled: tokens of one average
        ConstMat table;          ///< Landmarks: projection of the values, [positions, rank]
    };
    std::vector<Entry> layers;
    std::vector<Operands> operands;
    Var pool; ///< [tokens, 1]
};

/// What an encoder needs to run one layer.
struct EncoderContext {
    Tape& tape;
    const ParameterStore& parameters;
    Segments segments;
    int layer = 0;
    AttentionTrace* trace = nullptr; ///< where to leave the weights, if wanted

    /// Where an attention of this layer leaves its operands; null when nobody asked. Used at once.
    [[nodiscard]] ops::AttentionRecord* keep(AttentionTrace::Operands::Kind kind, std::int32_t kernel = 1,
                                             ConstMat table = {}) const {
        if (trace == nullptr)
            return nullptr;
        return &trace->operands.emplace_back(AttentionTrace::Operands{layer, kind, {}, kernel, table}).record;
    }
};

/// The thing in the attention slot of a layer: rows in, rows out, both [tokens, width].
/// One object serves one layer and holds the handles of its parameters.
class Encoder {
public:
    virtual ~Encoder() = default;
    virtual Var forward(const EncoderContext& context, Var x) const = 0;
};

/// One number of an encoder that a person can set: feeds the command line, the form and the stored config.
struct Hyperparameter {
    std::string key; ///< "window"
    std::string label;
    double initial = 0, lowest = 0, highest = 0;
    bool integer = true;
    std::string unit, help;
};

/// An encoder as data.
struct EncoderSpec {
    std::string id;        ///< "fastformer"
    std::string title;     ///< "Fastformer"
    std::string reference; ///< paper
    std::vector<Hyperparameter> hyperparameters;
    std::vector<Sharing> sharings; ///< the modes that make sense for it
    /// Declares the parameters of one layer under \p prefix ("…encoders.0.attention.self.").
    std::function<std::unique_ptr<Encoder>(ParameterStore&, const std::string& prefix, const ModelConfig&)>
        make;
    /// FLOPs of one layer's forward pass for a sequence of \p tokens tokens, a multiply-add counted as two.
    std::function<double(const ModelConfig&, std::int64_t tokens)> forwardFlops;
    /// Values of one layer's slot that a training pass keeps for the gradient, for a sequence of \p tokens
    /// tokens: what its definition names (queries, weights, results), no copies that an implementation may
    /// make.
    std::function<double(const ModelConfig&, std::int64_t tokens)> keptFloats;
    /// Additive attention: `scores` and `interaction` of the config mean something.
    bool additive = false;
    /// What makes its numbers, each in its range, impossible together; may be empty. They are all given.
    std::function<std::vector<FieldProblem>(const ModelConfig&)> problems = {};
};

/// The encoders that this program knows.
class EncoderRegistry {
public:
    /// \throws std::invalid_argument when the id is taken.
    void add(EncoderSpec spec);
    /// \throws ConfigError that lists the known ids.
    [[nodiscard]] const EncoderSpec& find(const std::string& id) const;
    [[nodiscard]] const std::vector<EncoderSpec>& all() const { return m_specs; }

private:
    std::vector<EncoderSpec> m_specs;
};

/// Every built-in encoder: one line each. Adding one = its file and a line in builtin_encoders.cpp.
const EncoderRegistry& builtinEncoders();

} // namespace lab
