#include "workbench/encoder_choice.h"

#include "core/encoders/model_check.h"

#include <algorithm>

namespace lab {
namespace {

template <class Value> void addOnce(std::vector<Value>& list, Value value) {
    if (std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

} // namespace

std::vector<const EncoderSpec*> chosenEncoders(const std::vector<std::string>& ids) {
    std::vector<const EncoderSpec*> specs;
    for (const std::string& id : ids) {
        if (id != "all") {
            addOnce(specs, &builtinEncoders().find(id));
            continue;
        }
        for (const EncoderSpec& spec : builtinEncoders().all())
            addOnce(specs, &spec);
    }
    return specs;
}

std::vector<Sharing> chosenSharings(const std::vector<std::string>& names, const EncoderSpec& spec) {
    std::vector<Sharing> sharings;
    for (const std::string& name : names) {
        if (name == "all") {
            for (const Sharing sharing : spec.sharings)
                addOnce(sharings, sharing);
            continue;
        }
        ModelConfig model;
        model.encoder = spec.id;
        model.sharing = parseSharing(name);
        addOnce(sharings, normalized(model).sharing);
    }
    return sharings;
}

} // namespace lab
