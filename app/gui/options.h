#pragma once

#include "ui/look/look.h"

#include <QSize>
#include <QString>

#include <cstdint>
#include <optional>

class QCoreApplication;

namespace lab {

/// What the command line of the window asks for; empty members were not given.
struct Options {
    QString lab, screenshot, text, data, workspace, language;
    QSize size;
    std::optional<SchemeChoice> scheme;
    int textSize = 0; ///< per cent
    std::int64_t afterSteps = 200;
};

/// Reads the arguments of \p application; ends the program after --help, --version and an option that there
/// is not. None, with one sentence on the standard error output: a value cannot be obeyed.
std::optional<Options> optionsOf(const QCoreApplication& application);

} // namespace lab
