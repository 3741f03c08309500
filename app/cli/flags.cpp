#include "app/cli/flags.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cmath>
#include <optional>
#include <type_traits>

namespace lab::cli {
namespace {

constexpr char kGuard = '\x1f';

/// The long name in "-q,--quiet"; a positional's own name otherwise.
std::string longName(const std::string& names) {
    const auto start = names.find("--");
    return start == std::string::npos ? names : names.substr(start, names.find(',', start) - start);
}

template <class Number> std::optional<Number> parseNumber(const std::string& text) {
    Number value{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end)
        return std::nullopt;
    return value;
}

bool inside(double value, const Range& range) {
    return std::isfinite(value) && value >= range.low && value <= range.high &&
           !(range.aboveLow && value == range.low) && !(range.belowHigh && value == range.high);
}

std::string describe(const Range& range, bool whole) {
    const std::string kind = whole ? "a whole number" : "a number";
    const bool low = std::isfinite(range.low), high = std::isfinite(range.high);
    const std::string from = fmt::format("{} {}",
                                         range.aboveLow ? "above"
                                         : low && high  ? "from"
                                                        : "of at least",
                                         range.low);
    if (low && high)
        return fmt::format("{} {} {} {}", kind, from, range.belowHigh ? "to below" : "to", range.high);
    return low ? kind + " " + from : high ? fmt::format("{} up to {}", kind, range.high) : kind;
}

template <class Number>
std::function<void(const std::string&)> numberInto(Number& value, const std::string& names, Range range) {
    return [&value, name = longName(names), range](const std::string& text) {
        const auto parsed = parseNumber<Number>(text);
        if (!parsed || !inside(static_cast<double>(*parsed), range))
            throw ConfigError(fmt::format("{} takes {}, not \"{}\"", name,
                                          describe(range, std::is_integral_v<Number>), text));
        value = *parsed;
    };
}

std::vector<std::string> splitAtCommas(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t comma; (comma = text.find(',', start)) != std::string::npos; start = comma + 1)
        parts.push_back(text.substr(start, comma - start));
    parts.push_back(text.substr(start));
    return parts;
}

} // namespace

CLI::Option* Flags::custom(const std::string& names, const std::string& type, const std::string& help,
                           std::function<void(const std::string&)> accept) {
    auto* option = m_app.add_option(
        names,
        [accept = std::move(accept)](const CLI::results_t& results) {
            accept(restored(results.back()));
            return true;
        },
        help);
    return option->type_name(type)->group(m_group)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

CLI::Option* Flags::shown(CLI::Option* option, const std::string& defaultText) {
    return option->default_str(defaultText);
}

CLI::Option* Flags::text(const std::string& names, std::string& value, const std::string& type,
                         const std::string& help) {
    return shown(custom(names, type, help, [&value](const std::string& text) { value = text; }), value);
}

CLI::Option* Flags::texts(const std::string& names, std::vector<std::string>& values, const std::string& type,
                          const std::string& help) {
    auto* option = m_app.add_option(
        names,
        [&values](const CLI::results_t& results) {
            for (const auto& result : results)
                values.push_back(restored(result));
            return true;
        },
        help);
    return option->type_name(type)
        ->group(m_group)
        ->expected(1, CLI::detail::expected_max_vector_size)
        ->allow_extra_args();
}

CLI::Option* Flags::numbers(const std::string& name, std::vector<std::int64_t>& values, Range range,
                            const std::string& help) {
    auto* option = m_app.add_option(
        name,
        [&values, name, range](const CLI::results_t& results) {
            for (const auto& result : results)
                numberInto(values.emplace_back(), name, range)(restored(result));
            return true;
        },
        help);
    return option->type_name("N")
        ->group(m_group)
        ->expected(1, CLI::detail::expected_max_vector_size)
        ->allow_extra_args();
}

CLI::Option* Flags::list(const std::string& names, std::vector<std::string>& values, const std::string& type,
                         const std::string& help) {
    return custom(names, type, help, [&values, name = longName(names)](const std::string& text) {
        values = splitAtCommas(text);
        for (const auto& value : values)
            if (value.empty())
                throw ConfigError(fmt::format("{} has an empty entry in \"{}\"", name, text));
    });
}

CLI::Option* Flags::number(const std::string& names, int& value, Range range, const std::string& help) {
    return shown(custom(names, "N", help, numberInto(value, names, range)), fmt::format("{}", value));
}
CLI::Option* Flags::number(const std::string& names, std::int64_t& value, Range range,
                           const std::string& help) {
    return shown(custom(names, "N", help, numberInto(value, names, range)), fmt::format("{}", value));
}
CLI::Option* Flags::number(const std::string& names, std::uint64_t& value, Range range,
                           const std::string& help) {
    return shown(custom(names, "N", help, numberInto(value, names, range)), fmt::format("{}", value));
}
CLI::Option* Flags::number(const std::string& names, float& value, Range range, const std::string& help) {
    return shown(custom(names, "X", help, numberInto(value, names, range)), fmt::format("{}", value));
}
CLI::Option* Flags::number(const std::string& names, double& value, Range range, const std::string& help) {
    return shown(custom(names, "X", help, numberInto(value, names, range)), fmt::format("{}", value));
}

CLI::Option* Flags::entry(const std::string& names, std::map<std::string, double>& values,
                          const std::string& key, bool whole, const std::string& help) {
    return custom(names, whole ? "N" : "X", help, [&values, names, key, whole](const std::string& text) {
        std::int64_t number = 0;
        double value = 0;
        whole ? numberInto(number, names, {})(text) : numberInto(value, names, {})(text);
        values[key] = whole ? static_cast<double>(number) : value;
    });
}

CLI::Option* Flags::mark(const std::string& names, bool& value, const std::string& help, bool meaning) {
    return m_app
        .add_flag_callback(
            names, [&value, meaning] { value = meaning; }, help)
        ->disable_flag_override()
        ->group(m_group);
}

std::string guarded(std::string argument) {
    const std::size_t equals = argument.starts_with("--") ? argument.find('=') : std::string::npos;
    const std::size_t value = equals == std::string::npos ? 0 : equals + 1;
    if (argument.size() > value + 1 && argument[value] == '[' && argument.back() == ']')
        argument += kGuard;
    return argument;
}

std::string restored(std::string value) {
    if (!value.empty() && value.back() == kGuard)
        value.pop_back();
    return value;
}

std::string enumerate(const std::vector<std::string>& words, const std::string& last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " " + last + " " : ", ") + words[i];
    return text;
}

} // namespace lab::cli
