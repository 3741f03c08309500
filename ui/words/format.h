#pragma once

#include <QString>

#include <cstdint>
#include <string>

namespace lab {

struct DeviceInfo;
struct PrecisionEvent;
enum class Precision : std::uint8_t;

// Numbers as the window shows them: thousands apart by a narrow no-break space, a true minus sign, fixed
// decimals. Files never use these; they hold plain numbers.

/// 12416 → "12 416".
QString formatCount(std::int64_t value);
/// 0.8714 with 3 decimals → "0.871"; not a number → "–"; never "−0.00".
QString formatFixed(double value, int decimals);
/// 0.031 → ".03", −0.2 → "−.20", |v| < 0.005 → "0": for map cells.
QString formatCell(double value);
/// 0.001 → "1e-3", 0.0005 → "5e-4": learning rates.
QString formatRate(double value);
/// 214 000 000 → "214 MB".
QString formatBytes(std::int64_t bytes);
/// 2.5e6 → "2.5 MFLOP".
QString formatFlops(double flops);
/// Seconds of a pass: 0.0442 → "44.2 ms", 1.3 → "1.3 s".
QString formatSeconds(double seconds);
/// Seconds left: 6 → "0:06", 3725 → "1:02:05".
QString formatDuration(double seconds);
/// Up to three significant digits without trailing zeros: axis and legend numbers.
QString formatTick(double value);

/// How a kind of attention weights is written: "alpha" → "α", "beta" → "β", the others as they are.
QString kindSymbol(const std::string& kind);
/// 1 → "CPU · 1 thread", 8 → "CPU · 8 threads".
QString formatThreads(int count);
/// "GPU · bf16".
QString formatOnGpu(Precision precision);
/// "NVIDIA H100 80GB HBM3 · 79.2 GiB"; binary, as the names of GPUs count.
QString formatGpu(const DeviceInfo& gpu);
/// "0.42 %": how far logits of a reduced precision lie from those of float32.
QString formatPrecisionError(const PrecisionEvent& event);
/// The same in a sentence, with gradients and loss.
QString precisionErrorSentence(const PrecisionEvent& event);
/// How lists call a source of data: "demo:reviews", "ag_news_csv/test.csv".
QString dataName(const QString& spec);

} // namespace lab
