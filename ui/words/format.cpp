#include "ui/words/format.h"

#include "core/backend/devices.h"
#include "workbench/run_job.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr QChar kThin(0x202F);  // narrow no-break space
constexpr QChar kMinus(0x2212); // true minus sign

QString withMinus(QString text) {
    if (text.startsWith(u'-'))
        text[0] = kMinus;
    return text;
}

QString scaled(double value, const char* const* units, int count, double base) {
    int unit = 0;
    while (value >= base && unit + 1 < count) {
        value /= base;
        ++unit;
    }
    const int decimals = unit > 0 && value < 10 ? 1 : 0;
    return formatFixed(value, decimals) + kThin + QString::fromLatin1(units[unit]);
}

} // namespace

QString formatCount(std::int64_t value) {
    QString digits = QString::number(std::abs(value));
    for (qsizetype place = digits.size() - 3; place > 0; place -= 3)
        digits.insert(place, kThin);
    return value < 0 ? kMinus + digits : digits;
}

QString formatFixed(double value, int decimals) {
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const QString text = QString::number(value, 'f', decimals);
    const bool zero = std::none_of(text.begin(), text.end(), [](QChar c) { return c >= u'1' && c <= u'9'; });
    return zero && text.startsWith(u'-') ? text.mid(1) : withMinus(text);
}

QString formatCell(double value) {
    if (std::abs(value) < 0.005)
        return QStringLiteral("0");
    QString text = QString::number(std::abs(value), 'f', 2);
    if (text.startsWith(u'0'))
        text.remove(0, 1);
    return value < 0 ? kMinus + text : text;
}

QString formatRate(double value) {
    constexpr double kLeast = 0.1, kMost = 1000; // between them a plain number is shorter
    if (!(value > 0) || (value >= kLeast && value < kMost))
        return formatTick(value);
    const int exponent = static_cast<int>(std::floor(std::log10(value) + 1e-9));
    const double mantissa = value / std::pow(10.0, exponent);
    return QString::number(mantissa, 'g', 3) + u'e' + QString::number(exponent);
}

QString formatBytes(std::int64_t bytes) {
    static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
    return scaled(static_cast<double>(bytes), kUnits, 5, 1000);
}

QString formatFlops(double flops) {
    static constexpr const char* kUnits[] = {"FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP"};
    return scaled(flops, kUnits, 6, 1000);
}

QString formatSeconds(double seconds) {
    if (seconds >= 1)
        return formatTick(seconds) + kThin + QStringLiteral("s");
    if (seconds >= 1e-3)
        return formatTick(seconds * 1e3) + kThin + QStringLiteral("ms");
    return formatTick(seconds * 1e6) + kThin + QStringLiteral("µs");
}

QString formatDuration(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::llround(std::max(seconds, 0.0)));
    const auto two = [](std::int64_t value) {
        return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
    };
    if (whole >= 3600)
        return QString::number(whole / 3600) + u':' + two(whole / 60 % 60) + u':' + two(whole % 60);
    return QString::number(whole / 60) + u':' + two(whole % 60);
}

QString kindSymbol(const std::string& kind) {
    return kind == "alpha"  ? QStringLiteral("α")
           : kind == "beta" ? QStringLiteral("β")
                            : QString::fromStdString(kind);
}

QString formatThreads(int count) {
    return count == 1 ? QCoreApplication::translate("Format", "CPU · 1 thread")
                      : QCoreApplication::translate("Format", "CPU · %1 threads").arg(count);
}

QString formatOnGpu(Precision precision) {
    return QCoreApplication::translate("Format", "GPU · %1").arg(QString::fromLatin1(toString(precision)));
}

QString formatPrecisionError(const PrecisionEvent& event) {
    return QCoreApplication::translate("Format", "%1 %").arg(formatTick(100 * event.error.logits));
}

QString precisionErrorSentence(const PrecisionEvent& event) {
    return QCoreApplication::translate("Format",
                                       "%1 beside fp32 after step %2: logits differ by %3 %, gradients by "
                                       "%4 %, the loss by %5.")
        .arg(QString::fromLatin1(toString(event.precision)), formatCount(event.step),
             formatTick(100 * event.error.logits), formatTick(100 * event.error.gradients),
             formatTick(event.error.loss));
}

QString formatGpu(const DeviceInfo& gpu) {
    constexpr double kGiB = 1024.0 * 1024 * 1024;
    return QStringLiteral("%1 · %2 GiB")
        .arg(QString::fromStdString(gpu.name),
             QString::number(static_cast<double>(gpu.memory) / kGiB, 'f', 1));
}

QString dataName(const QString& spec) {
    const QStringList parts = spec.split(u'/', Qt::SkipEmptyParts);
    return parts.size() < 2 ? spec : parts[parts.size() - 2] + u'/' + parts.back();
}

QString formatTick(double value) {
    if (std::abs(value) >= 1000)
        return formatCount(std::llround(value));
    return withMinus(QString::number(value, 'g', 3));
}

} // namespace lab
