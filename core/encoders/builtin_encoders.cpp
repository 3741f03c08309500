#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/encoders/fastformer.h"
#include "core/encoders/rival.h"

namespace lab {

void EncoderRegistry::add(EncoderSpec spec) {
    for (const EncoderSpec& known : m_specs)
        check(known.id != spec.id, "[encoders] \"{}\" is registered twice", spec.id);
    m_specs.push_back(std::move(spec));
}

const EncoderSpec& EncoderRegistry::find(const std::string& id) const {
    std::string known;
    for (const EncoderSpec& spec : m_specs) {
        if (spec.id == id)
            return spec;
        known += (known.empty() ? "" : ", ") + spec.id;
    }
    throw ConfigError(fmt::format("unknown encoder \"{}\"; known: {}", id, known));
}

const EncoderRegistry& builtinEncoders() {
    static const EncoderRegistry registry = [] {
        EncoderRegistry encoders;
        encoders.add(fastformerSpec());
        encoders.add(transformerSpec());
        encoders.add(longformerSpec());
        encoders.add(bigbirdSpec());
        encoders.add(linformerSpec());
        encoders.add(linearTransformerSpec());
        encoders.add(poolingformerSpec());
        return encoders;
    }();
    return registry;
}

} // namespace lab
