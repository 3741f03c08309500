#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace lab::cli {

/// The values a number may take; `aboveLow` / `belowHigh` leave the end itself out.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool aboveLow = false;
    bool belowHigh = false;

    static Range atLeast(double low) { return {.low = low}; }
    static Range between(double low, double high) { return {.low = low, .high = high}; }
    static Range positive() { return {.low = 0, .aboveLow = true}; }
};

/// Binds command-line options to fields. The field's present value is the default and is shown in the help; a
/// bad value is refused with one sentence that names the option, what it takes and what was given. The fields
/// must outlive the parse. \throws ConfigError while the command line is parsed.
class Flags {
public:
    Flags(CLI::App& app, std::string group) : m_app(app), m_group(std::move(group)) {}

    CLI::Option* text(const std::string& names, std::string& value, const std::string& type,
                      const std::string& help);
    /// An option that takes one or more values and may be repeated.
    CLI::Option* texts(const std::string& names, std::vector<std::string>& values, const std::string& type,
                       const std::string& help);
    /// One value "a,b,c".
    CLI::Option* list(const std::string& names, std::vector<std::string>& values, const std::string& type,
                      const std::string& help);
    /// A positional that takes one or more whole numbers.
    CLI::Option* numbers(const std::string& name, std::vector<std::int64_t>& values, Range range,
                         const std::string& help);
    CLI::Option* number(const std::string& names, int& value, Range range, const std::string& help);
    CLI::Option* number(const std::string& names, std::int64_t& value, Range range, const std::string& help);
    CLI::Option* number(const std::string& names, std::uint64_t& value, Range range, const std::string& help);
    CLI::Option* number(const std::string& names, float& value, Range range, const std::string& help);
    CLI::Option* number(const std::string& names, double& value, Range range, const std::string& help);
    /// One named number of several, entered into \p values only when it is given.
    CLI::Option* entry(const std::string& names, std::map<std::string, double>& values,
                       const std::string& key, bool whole, const std::string& help);
    /// Present means \p meaning.
    CLI::Option* mark(const std::string& names, bool& value, const std::string& help, bool meaning = true);
    /// Any value that \p accept takes; \p accept throws ConfigError.
    CLI::Option* custom(const std::string& names, const std::string& type, const std::string& help,
                        std::function<void(const std::string&)> accept);

    /// A field with a fixed list of names; parse and name are the pair of core/config/run_config.h.
    template <class Enum>
    CLI::Option* choice(const std::string& names, Enum& value, Enum (*parse)(const std::string&),
                        const char* (*name)(Enum), const std::string& help) {
        return shown(
            custom(names, "NAME", help, [&value, parse](const std::string& text) { value = parse(text); }),
            name(value));
    }

private:
    CLI::Option* shown(CLI::Option* option, const std::string& defaultText);

    CLI::App& m_app;
    std::string m_group;
};

/// The command-line parser takes "[a,b]" for a list, also in "--text=[a,b]"; texts that merely look like one
/// are guarded by \ref guarded before the parse and restored by the binders of Flags.
std::string guarded(std::string argument);
std::string restored(std::string value);

/// "--a, --b and --c" from {"--a", "--b", "--c"}; \p last is the word before the last one.
std::string enumerate(const std::vector<std::string>& words, const std::string& last = "and");

} // namespace lab::cli
