#include "core/timing/paper_timings.h"

#include <array>
#include <bit>
#include <string_view>

namespace lab {

std::optional<double> paperSeconds(const std::string& encoder, std::int64_t length, bool training) {
    struct Row {
        std::string_view encoder;
        std::array<double, 10> inference, training; ///< 128, 256, … 65536; 0 = not in the paper
    };
    static constexpr std::array kRows{Row{"transformer", {122, 241, 604}, {240, 517, 1233}},
                                      Row{"longformer",
                                          {33.9, 34.1, 33.9, 34.4, 35.1, 35.6, 37.7, 43.8, 62.1, 104},
                                          {92, 94, 95, 98, 103, 134, 182, 283, 478, 991}},
                                      Row{"bigbird",
                                          {78.6, 79.4, 78.8, 79.6, 79.9, 82.3, 86.1, 103.5, 142, 229},
                                          {146, 148, 151, 157, 166, 212, 293, 434, 772, 1464}},
                                      Row{"linformer",
                                          {59.4, 58.2, 57.4, 57.9, 58.8, 59.9, 63.2, 84.1, 126, 202},
                                          {167, 168, 173, 180, 191, 245, 356, 552, 1014, 2187}},
                                      Row{"linear_transformer",
                                          {74.8, 74.4, 74.9, 75.2, 77.8, 83.6, 90.5, 99.8, 110.7, 164},
                                          {183, 184, 186, 190, 199, 256, 393, 576, 941, 2024}},
                                      Row{"poolingformer",
                                          {545, 543, 559, 562, 566, 576, 606, 748, 1363, 2571},
                                          {1677, 1690, 1698, 1723, 1810, 2421, 3536, 6792, 10990, 20945}},
                                      Row{"fastformer",
                                          {13.1, 13.0, 13.2, 13.4, 13.9, 14.2, 15.5, 19.8, 31.7, 57.4},
                                          {36.5, 36.7, 37.1, 38.4, 39.9, 49.4, 79.0, 132, 234, 472}}};
    constexpr std::int64_t kShortest = 128, kLongest = 65'536;
    if (length < kShortest || length > kLongest || !std::has_single_bit(static_cast<std::uint64_t>(length)))
        return std::nullopt;
    const auto column =
        static_cast<std::size_t>(std::countr_zero(static_cast<std::uint64_t>(length / kShortest)));
    for (const Row& row : kRows)
        if (row.encoder == encoder) {
            const double seconds = (training ? row.training : row.inference).at(column);
            return seconds > 0 ? std::optional(seconds) : std::nullopt;
        }
    return std::nullopt;
}

} // namespace lab
