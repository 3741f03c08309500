#include "ui/views/model/sharing_chooser.h"

#include "core/base/error.h"
#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"
#include "ui/look/look.h"
#include "ui/views/model/sharing_glyph.h"
#include "workbench/model_summary.h"

#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

const EncoderSpec* specOf(const std::string& encoder) {
    for (const EncoderSpec& spec : builtinEncoders().all())
        if (spec.id == encoder)
            return &spec;
    return nullptr;
}

bool offers(const EncoderSpec& spec, Sharing sharing) {
    return std::find(spec.sharings.begin(), spec.sharings.end(), sharing) != spec.sharings.end();
}

std::int64_t attentionParameters(const ModelConfig& model, std::int64_t vocabulary, std::int64_t classes) {
    try {
        return summarize(model, vocabulary, classes, 1).attention;
    } catch (const Error&) { // shown at its field
        return -1;
    }
}

QString helpOf(Sharing sharing, bool fastformer) {
    switch (sharing) {
    case Sharing::None:
        return SharingChooser::tr("Each map has its own parameters, in every layer");
    case Sharing::QueryValue:
        return SharingChooser::tr("The query's parameters also make the value");
    case Sharing::QueryValueHead:
        return SharingChooser::tr("Also, every head uses the parameters of one head");
    case Sharing::QueryValueLayer:
        return fastformer ? SharingChooser::tr("Also, every layer uses the parameters of the first")
                          : SharingChooser::tr("Every layer uses the parameters of the first");
    }
    return {};
}

} // namespace

SharingChooser::SharingChooser(const Look& look, const QString& prefix, QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const Sharing sharing :
         {Sharing::None, Sharing::QueryValue, Sharing::QueryValueHead, Sharing::QueryValueLayer}) {
        auto* option = new SharingOption(look, sharing, this);
        option->setObjectName(prefix + QString::fromLatin1(toString(sharing)));
        connect(option, &QRadioButton::clicked, this, [this, sharing] { emit chosen(sharing); });
        m_options.push_back(option);
        column->addWidget(option);
    }
}

void SharingChooser::name(SharingOption& option, const ModelConfig& model) const {
    const bool fastformer = model.encoder == "fastformer";
    switch (option.sharing()) {
    case Sharing::None:
        return option.setTitle(tr("none"), false);
    case Sharing::QueryValue:
        return option.setTitle(tr("query = value"), false);
    case Sharing::QueryValueHead:
        return option.setTitle(tr("+ all heads"), true);
    case Sharing::QueryValueLayer:
        return option.setTitle(fastformer ? tr("+ all layers") : tr("all layers"), fastformer);
    }
}

void SharingChooser::show(const ModelConfig& model, std::int64_t vocabulary, std::int64_t classes,
                          bool locked) {
    const EncoderSpec* spec = specOf(model.encoder);
    if (spec == nullptr)
        return;
    const Sharing used = normalized(model).sharing;
    const auto parametersWith = [&](Sharing sharing) {
        ModelConfig other = model;
        other.sharing = sharing;
        return offers(*spec, sharing) ? attentionParameters(other, vocabulary, classes) : -1;
    };
    const std::int64_t most = parametersWith(Sharing::None); // sharing takes away
    for (SharingOption* option : m_options) {
        name(*option, model);
        const bool offered = offers(*spec, option->sharing());
        ModelConfig other = model;
        other.sharing = option->sharing();
        option->setAttention(attentionTensors(offered ? normalized(other) : other),
                             parametersWith(option->sharing()), most);
        option->setEnabled(offered);
        option->setToolTip(
            offered ? helpOf(option->sharing(), model.encoder == "fastformer")
                    : tr("%1 has no query that could serve as value and no maps that heads could share")
                          .arg(QString::fromStdString(spec->title)));
        option->setChecked(option->sharing() == used);
        option->setLocked(locked);
    }
}

} // namespace lab
