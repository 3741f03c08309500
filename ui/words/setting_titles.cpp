#include "ui/words/setting_titles.h"

#include "core/encoders/encoder.h"
#include "ui/words/settings_fields.h"

#include <algorithm>

namespace lab {

/// Settings that no form holds, and those whose label in the form leans on what stands around it; then the
/// forms' labels.
SettingTitles::SettingTitles()
    : m_titles{{"data", tr("Data")},
               {"test", tr("Test set")},
               {"text", tr("Text columns")},
               {"label", tr("Class column")},
               {"split", tr("Shares of the parts")},
               {"split_column", tr("Split column")},
               {"delimiter", tr("Delimiter")},
               {"encoding", tr("Encoding")},
               {"header", tr("Header line")},
               {"freeze_embeddings", tr("Word vectors kept")},
               {"encoder", tr("Encoder")},
               {"sharing", tr("Parameter sharing")},
               {"layer_norm_eps", tr("Normalisation ε")},
               {"init_range", tr("Initial deviation")},
               {"evaluate_every", tr("Steps between validations")},
               {"keep_every", tr("Epochs between checkpoints")},
               {"device", tr("Device")},
               {"precision", tr("Precision")}} {
    takeLabelsOfForms();
}

void SettingTitles::takeLabelsOfForms() {
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        RunConfig config;
        config.model.encoder = spec.id;
        for (const SettingsField& field : fieldsOf(SettingsSection::Encoder, config)) {
            const bool own = std::any_of(spec.hyperparameters.begin(), spec.hyperparameters.end(),
                                         [&](const auto& each) { return each.key == field.field; });
            m_titles.try_emplace(own ? "hyperparameters." + field.field : field.field, field.label);
        }
    }
    for (const SettingsSection section : kAllSettings)
        if (section != SettingsSection::Encoder)
            for (const SettingsField& field : fieldsOf(section, {}))
                m_titles.try_emplace(field.field, field.label);
}

QString SettingTitles::of(const std::string& key) const {
    const auto found = m_titles.find(key);
    return found == m_titles.end() ? QString::fromStdString(key) : found->second;
}

} // namespace lab
