#include "ui/words/encoder_names.h"

#include "core/encoders/encoder.h"

#include <algorithm>
#include <iterator>

namespace lab {

QString encoderTitle(const std::string& encoder) {
    for (const EncoderSpec& spec : builtinEncoders().all())
        if (spec.id == encoder)
            return QString::fromStdString(spec.title);
    return QString::fromStdString(encoder);
}

int encoderMark(const std::string& encoder) {
    static constexpr const char* kOrder[] = {"fastformer",         "transformer", "longformer",
                                             "linear_transformer", "linformer",   "bigbird",
                                             "poolingformer"};
    return static_cast<int>(std::find(std::begin(kOrder), std::end(kOrder), encoder) - std::begin(kOrder));
}

} // namespace lab
