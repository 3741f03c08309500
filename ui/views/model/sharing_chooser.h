#pragma once

#include "core/config/run_config.h"

#include <QWidget>

#include <cstdint>
#include <vector>

namespace lab {

class Look;
class SharingOption;

/// The modes of parameter sharing with what each would cost. Modes that the encoder does not offer are
/// disabled and say why.
class SharingChooser : public QWidget {
    Q_OBJECT
public:
    /// The mode "none" is called \p prefix + "none".
    SharingChooser(const Look& look, const QString& prefix, QWidget* parent = nullptr);

    /// \p locked: the mode of a run that is there, not to be changed.
    void show(const ModelConfig& model, std::int64_t vocabulary, std::int64_t classes, bool locked);

signals:
    void chosen(lab::Sharing sharing);

private:
    void name(SharingOption& option, const ModelConfig& model) const;

    std::vector<SharingOption*> m_options;
};

} // namespace lab
