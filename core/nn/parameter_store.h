#pragma once

#include "core/autograd/tape.h"
#include "core/base/named_tensor.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lab {

/// How a parameter starts.
enum class Init : std::uint8_t {
    Normal,       ///< N(0, std)
    NormalPadded, ///< N(0, std), first row zero (the padding row of a table)
    Zero,
    One
};

/// What a parameter is for; sums by group are what the window shows while settings change.
enum class ParameterGroup : std::uint8_t { Embedding, Attention, FeedForward, Rest };

/// Handle of a parameter of one store.
struct ParamId {
    std::int32_t index = -1;
    explicit operator bool() const noexcept { return index >= 0; }
};

/// All parameters of a model under dotted names, in flat buffers: values, gradients and both Adam moments.
///
/// Use: add() every parameter, then allocate() once on a device. Frozen parameters have no gradient and no
/// moments. On a device that keeps tall matrices in another element the values have a copy in it, always up
/// to date, for the products with such matrices. Names and shapes are those of the authors' PyTorch module,
/// so weights travel both ways without a script.
class ParameterStore {
public:
    struct Info {
        std::string name;
        std::vector<std::int64_t> shape; ///< as PyTorch prints it; one or two dimensions
        Init init = Init::Normal;
        ParameterGroup group = ParameterGroup::Rest;
        bool trainable = true;
        double deviation = 0;    ///< of a Normal start; 0 = the model's own
        std::int64_t offset = 0; ///< into the flat values; set by allocate()
        [[nodiscard]] std::int64_t size() const;
        [[nodiscard]] std::int64_t rows() const { return shape.size() == 2 ? shape[0] : 1; }
        [[nodiscard]] std::int64_t cols() const { return shape.back(); }
    };

    ParameterStore() = default;
    ~ParameterStore();
    ParameterStore(const ParameterStore&) = delete;
    ParameterStore& operator=(const ParameterStore&) = delete;

    /// Declares a parameter, or hands out the one of that name if it was declared before (layer-wise
    /// sharing). \throws std::invalid_argument when the same name is declared with another shape.
    ParamId add(Info info);
    /// Makes a declared parameter a constant of training; before allocate().
    void freeze(const std::string& name);

    /// Places everything on \p backend, zeroed. Throws DeviceError when there is no memory for it.
    void allocate(Backend& backend);
    /// Fills the start values: parameter i draws from stream i of \p seed, so that they are the same on every
    /// device.
    void initialise(std::uint64_t seed, double std);

    [[nodiscard]] Backend& backend() const { return *m_backend; }
    [[nodiscard]] const std::vector<Info>& infos() const { return m_infos; }
    [[nodiscard]] ParamId find(const std::string& name) const;
    [[nodiscard]] MutMat value(ParamId id) const { return matrix(m_values, id); }
    [[nodiscard]] MutMat gradient(ParamId id) const;
    /// The parameter as a node of \p tape.
    Var bind(Tape& tape, ParamId id) const;

    [[nodiscard]] std::int64_t count() const;                     ///< values of all parameters
    [[nodiscard]] std::int64_t count(ParameterGroup group) const; ///< values of one group

    /// The trainable part of each flat buffer, [1, n].
    [[nodiscard]] MutMat trainableValues() const { return {m_values, 1, m_trainable}; }
    [[nodiscard]] MutMat gradients() const { return {m_gradients, 1, m_trainable}; }
    [[nodiscard]] MutMat moment1() const { return {m_moment1, 1, m_trainable}; }
    [[nodiscard]] MutMat moment2() const { return {m_moment2, 1, m_trainable}; }
    /// Their copies, as adam takes them; empty where the device needs none.
    [[nodiscard]] MutTall trainableCopies() const { return copies(0, 1, m_trainable); }

    /// Bytes of the values and their copies.
    [[nodiscard]] std::int64_t valueBytes() const;

    // Host copies. Prefixes keep the moments apart from the weights in one file.
    [[nodiscard]] std::vector<NamedTensor> exportValues() const;
    [[nodiscard]] std::vector<NamedTensor> exportGradients() const;
    /// Values and moments: names, then "adam.m." and "adam.v." + name for the trainable ones.
    [[nodiscard]] std::vector<NamedTensor> exportState() const;
    /// Takes weights by name. \throws DataError for a missing tensor or a wrong shape, naming both shapes.
    void importValues(const TensorFile& file, const std::string& prefix = {});
    void importState(const TensorFile& file);
    /// Sets one parameter from host values of its size.
    void upload(ParamId id, std::span<const float> values);

private:
    [[nodiscard]] MutMat matrix(float* base, ParamId id) const;
    [[nodiscard]] MutTall copies(std::int64_t offset, std::int64_t rows, std::int64_t cols) const;
    void setValues(const Info& info, const float* values);
    [[nodiscard]] NamedTensor download(const Info& info, const float* base, const std::string& prefix) const;
    void load(const TensorFile& file, const std::string& prefix, float* base, bool trainableOnly);

    Backend* m_backend = nullptr;
    std::vector<Info> m_infos;
    std::int64_t m_trainable = 0, m_total = 0; ///< floats, padding between tensors included
    float* m_values = nullptr;
    float* m_gradients = nullptr;
    float* m_moment1 = nullptr;
    float* m_moment2 = nullptr;
    std::byte* m_copies = nullptr; ///< of the values, in the backend's tallElement; null where that is F32
};

} // namespace lab
