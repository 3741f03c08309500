#pragma once

#include <QString>

#include <string>

namespace lab {

/// An encoder's title; its id where the program does not know it.
QString encoderTitle(const std::string& encoder);
/// Slot of its colour and shape (Theme::runMark), the same in every chart.
int encoderMark(const std::string& encoder);

} // namespace lab
