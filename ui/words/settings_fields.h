#pragma once

#include "core/config/run_config.h"

#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <string>
#include <vector>

namespace lab {

/// A group of settings that a form shows under one heading.
enum class SettingsSection {
    Encoder, ///< the chosen encoder's own numbers and, where it has them, scores and interaction
    Size,
    Frame, ///< which parts of the authors' frame are there
    Data,
    Words,
    Training,
    Optimiser,
    Essentials ///< what is changed most, of all sections: for a narrow pane
};

/// The sections that hold each setting once.
inline constexpr SettingsSection kAllSettings[] = {
    SettingsSection::Encoder, SettingsSection::Size,     SettingsSection::Frame,    SettingsSection::Data,
    SettingsSection::Words,   SettingsSection::Training, SettingsSection::Optimiser};

/// One setting as data: what it is called, which values it takes and where it stands in the configuration.
struct SettingsField {
    enum class Kind { Integer, Real, Choice, Switch, File };
    std::string field; ///< as ConfigProblem names it
    Kind kind = Kind::Integer;
    QString label, help;
    double least = 0, most = 0, step = 1; ///< of numbers
    QString zero;                         ///< what stands for 0, where that means "not used"
    QStringList choices;                  ///< of a choice, in the order of its enumerators
    std::function<QVariant(const RunConfig&)> get;
    std::function<void(RunConfig&, const QVariant&)> set;
    std::function<QString(const RunConfig&)> whyDisabled = {}; ///< empty text = it can be changed
    QString decided = {}; ///< stands in place of a value that means nothing while it cannot be changed
};

QString titleOf(SettingsSection section);
/// The value of \p field in \p config as a person reads it.
QString textOf(const SettingsField& field, const RunConfig& config);

/// The settings of \p section for \p config's encoder, in the order in which they stand.
std::vector<SettingsField> fieldsOf(SettingsSection section, const RunConfig& config);

/// \p message of the core, which names settings by their flags, with their labels instead.
QString inWords(QString message, const RunConfig& config);

} // namespace lab
