#include "core/nn/parameter_store.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace lab {
namespace {
constexpr std::int64_t kAlign = 16; // floats; each tensor starts on a cache line
std::int64_t aligned(std::int64_t size) {
    return (size + kAlign - 1) / kAlign * kAlign;
}
} // namespace

std::int64_t ParameterStore::Info::size() const {
    std::int64_t product = 1;
    for (const std::int64_t extent : shape)
        product *= extent;
    return product;
}

ParameterStore::~ParameterStore() {
    if (!m_backend)
        return;
    for (float* buffer : {m_values, m_gradients, m_moment1, m_moment2})
        m_backend->release(buffer);
    m_backend->release(m_copies);
}

ParamId ParameterStore::add(Info info) {
    if (const ParamId known = find(info.name)) {
        const Info& before = m_infos[static_cast<std::size_t>(known.index)];
        check(before.shape == info.shape, "[parameters] {} is declared as [{}] and as [{}]", info.name,
              fmt::join(before.shape, ", "), fmt::join(info.shape, ", "));
        return known;
    }
    check(m_backend == nullptr, "[parameters] {} is declared after the memory was laid out", info.name);
    m_infos.push_back(std::move(info));
    return {static_cast<std::int32_t>(m_infos.size()) - 1};
}

void ParameterStore::freeze(const std::string& name) {
    const ParamId id = find(name);
    check(static_cast<bool>(id) && m_backend == nullptr, "[parameters] {} cannot be frozen", name);
    m_infos[static_cast<std::size_t>(id.index)].trainable = false;
}

void ParameterStore::allocate(Backend& backend) {
    check(m_backend == nullptr, "[parameters] the memory is laid out already");
    std::int64_t offset = 0;
    for (const bool trainable : {true, false}) {
        for (Info& info : m_infos)
            if (info.trainable == trainable) {
                info.offset = offset;
                offset += aligned(info.size());
            }
        if (trainable)
            m_trainable = offset;
    }
    m_total = offset;
    m_backend = &backend;
    const auto zeroed = [&](std::int64_t floats) {
        auto* memory =
            static_cast<float*>(backend.allocate(static_cast<std::size_t>(floats) * sizeof(float)));
        backend.fillZero({memory, 1, floats});
        return memory;
    };
    m_values = zeroed(m_total);
    m_gradients = zeroed(m_trainable);
    m_moment1 = zeroed(m_trainable);
    m_moment2 = zeroed(m_trainable);
    if (const Element element = backend.tallElement(); element != Element::F32) {
        const std::size_t bytes = static_cast<std::size_t>(m_total) * bytesOf(element);
        m_copies = static_cast<std::byte*>(backend.allocate(bytes));
        backend.accumulate(MutMat{m_values, 1, m_total}, copies(0, 1, m_total), Accum::Overwrite);
    }
}

MutTall ParameterStore::copies(std::int64_t offset, std::int64_t rows, std::int64_t cols) const {
    if (m_copies == nullptr)
        return {};
    const Element element = m_backend->tallElement();
    return {m_copies + static_cast<std::size_t>(offset) * bytesOf(element), rows, cols, element};
}

std::int64_t ParameterStore::valueBytes() const {
    const std::size_t each = sizeof(float) + (m_copies == nullptr ? 0 : bytesOf(m_backend->tallElement()));
    return count() * static_cast<std::int64_t>(each);
}

void ParameterStore::initialise(std::uint64_t seed, double std) {
    std::vector<float> host;
    for (std::size_t i = 0; i < m_infos.size(); ++i) {
        const Info& info = m_infos[i];
        host.assign(static_cast<std::size_t>(info.size()), info.init == Init::One ? 1.0F : 0.0F);
        if (info.init == Init::Normal || info.init == Init::NormalPadded) {
            Random random(seed, i);
            const double deviation = info.deviation > 0 ? info.deviation : std;
            std::generate(host.begin(), host.end(),
                          [&] { return static_cast<float>(deviation * random.normal()); });
            if (info.init == Init::NormalPadded)
                std::fill_n(host.begin(), info.cols(), 0.0F);
        }
        upload({static_cast<std::int32_t>(i)}, host);
    }
}

ParamId ParameterStore::find(const std::string& name) const {
    const auto found =
        std::find_if(m_infos.begin(), m_infos.end(), [&](const Info& i) { return i.name == name; });
    return found == m_infos.end() ? ParamId{} : ParamId{static_cast<std::int32_t>(found - m_infos.begin())};
}

MutMat ParameterStore::matrix(float* base, ParamId id) const {
    const Info& info = m_infos.at(static_cast<std::size_t>(id.index));
    return {base + info.offset, info.rows(), info.cols()};
}

MutMat ParameterStore::gradient(ParamId id) const {
    return m_infos.at(static_cast<std::size_t>(id.index)).trainable ? matrix(m_gradients, id) : MutMat{};
}

Var ParameterStore::bind(Tape& tape, ParamId id) const {
    if (!id)
        return {};
    const Info& info = m_infos[static_cast<std::size_t>(id.index)];
    return tape.parameter(value(id), gradient(id), &info.name, copies(info.offset, info.rows(), info.cols()));
}

std::int64_t ParameterStore::count() const {
    std::int64_t total = 0;
    for (const Info& info : m_infos)
        total += info.size();
    return total;
}

std::int64_t ParameterStore::count(ParameterGroup group) const {
    std::int64_t total = 0;
    for (const Info& info : m_infos)
        total += info.group == group ? info.size() : 0;
    return total;
}

NamedTensor ParameterStore::download(const Info& info, const float* base, const std::string& prefix) const {
    NamedTensor tensor{prefix + info.name, info.shape, {}, {}};
    tensor.values.resize(static_cast<std::size_t>(info.size()));
    m_backend->download(tensor.values.data(), base + info.offset, tensor.values.size() * sizeof(float));
    return tensor;
}

std::vector<NamedTensor> ParameterStore::exportValues() const {
    std::vector<NamedTensor> tensors;
    for (const Info& info : m_infos)
        tensors.push_back(download(info, m_values, ""));
    return tensors;
}

std::vector<NamedTensor> ParameterStore::exportGradients() const {
    std::vector<NamedTensor> tensors;
    for (const Info& info : m_infos)
        if (info.trainable)
            tensors.push_back(download(info, m_gradients, ""));
    return tensors;
}

std::vector<NamedTensor> ParameterStore::exportState() const {
    std::vector<NamedTensor> tensors = exportValues();
    for (const Info& info : m_infos)
        if (info.trainable) {
            tensors.push_back(download(info, m_moment1, "adam.m."));
            tensors.push_back(download(info, m_moment2, "adam.v."));
        }
    return tensors;
}

void ParameterStore::load(const TensorFile& file, const std::string& prefix, float* base,
                          bool trainableOnly) {
    for (const Info& info : m_infos) {
        if (trainableOnly && !info.trainable)
            continue;
        const NamedTensor* tensor = file.find(prefix + info.name);
        if (tensor == nullptr)
            throw DataError(
                fmt::format("the weights lack the tensor {}{}, which this model needs", prefix, info.name));
        if (tensor->shape != info.shape)
            throw DataError(fmt::format("the tensor {}{} has the shape [{}], this model needs [{}]", prefix,
                                        info.name, fmt::join(tensor->shape, ", "),
                                        fmt::join(info.shape, ", ")));
        if (tensor->values.size() != static_cast<std::size_t>(info.size()))
            throw DataError(fmt::format("the tensor {}{} holds integers, this model needs float values",
                                        prefix, info.name));
        if (base == m_values)
            setValues(info, tensor->values.data());
        else
            m_backend->upload(base + info.offset, tensor->values.data(),
                              tensor->values.size() * sizeof(float));
    }
}

void ParameterStore::setValues(const Info& info, const float* values) {
    const MutMat target{m_values + info.offset, info.rows(), info.cols()};
    m_backend->upload(target.data, values, static_cast<std::size_t>(target.size()) * sizeof(float));
    if (const MutTall copy = copies(info.offset, info.rows(), info.cols()))
        m_backend->accumulate(target, copy, Accum::Overwrite);
}

void ParameterStore::importValues(const TensorFile& file, const std::string& prefix) {
    load(file, prefix, m_values, false);
}

void ParameterStore::importState(const TensorFile& file) {
    load(file, "", m_values, false);
    load(file, "adam.m.", m_moment1, true);
    load(file, "adam.v.", m_moment2, true);
}

void ParameterStore::upload(ParamId id, std::span<const float> values) {
    const Info& info = m_infos.at(static_cast<std::size_t>(id.index));
    check(static_cast<std::int64_t>(values.size()) == info.size(), "[parameters] {} values for {}",
          values.size(), info.size());
    setValues(info, values.data());
}

} // namespace lab
