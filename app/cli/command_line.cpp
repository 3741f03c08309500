#include "app/cli/command_line.h"

#include "app/cli/flags.h"
#include "core/store/lab_file.h"
#include "core/store/lab_wait.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <new>
#include <numeric>
#include <ostream>
#include <system_error>

namespace lab::cli {
namespace {

constexpr auto kProgram = "fastformer";

/// The innermost subcommand that was named.
const CLI::App& innermost(const CLI::App& app) {
    const auto named = app.get_subcommands();
    return named.empty() ? app : innermost(*named.front());
}

std::string fullName(const CLI::App& app) {
    return app.get_parent() == nullptr ? kProgram : fullName(*app.get_parent()) + " " + app.get_name();
}

std::vector<std::string> commandsOf(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(sub->get_name());
    return names;
}

/// Levenshtein distance.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// The option of \p app that was probably meant, or nothing.
std::string nearestOption(const CLI::App& app, const std::string& given) {
    const std::string wanted =
        given.substr(given.find_first_not_of('-'), given.find('=') - given.find_first_not_of('-'));
    std::string best;
    std::size_t bestDistance = 3;
    for (const auto* option : app.get_options())
        for (const auto& name : option->get_lnames())
            if (const auto d = distance(name, wanted); d < bestDistance) {
                bestDistance = d;
                best = "--" + name;
            }
    return best;
}

/// `--dim N   width of the model [256]`.
class HelpFormatter : public CLI::Formatter {
public:
    std::string make_option_opts(const CLI::Option* option) const override {
        const bool takesMore = option->get_expected_max() > 1;
        return option->get_type_size() == 0 ? "" : " " + option->get_type_name() + (takesMore ? " …" : "");
    }
    std::string make_option_desc(const CLI::Option* option) const override {
        const std::string& value = option->get_default_str();
        return value.empty() ? option->get_description()
                             : fmt::format("{} [{}]", option->get_description(), value);
    }
};

/// What the command has to be given and was not.
const CLI::Option* missing(const CLI::App& app) {
    const auto options = app.get_options(
        [](const CLI::Option* option) { return option->get_required() && option->count() == 0; });
    return options.empty() ? nullptr : options.front();
}

/// The parser's own complaints about \p app as sentences.
std::string sentenceOf(const CLI::ParseError& error, const CLI::App& app) {
    const std::string what = error.what();
    if (const CLI::Option* wanted = error.get_name() == "RequiredError" ? missing(app) : nullptr)
        return fmt::format("{} needs {}: {}", fullName(app), wanted->get_name(), wanted->get_description());
    if (const auto end = what.find(" was given a disallowed flag override"); end != std::string::npos)
        return fmt::format("{}{} takes no value", end == 1 ? "-" : "--", what.substr(0, end));
    if (error.get_name() == "ArgumentMismatch")
        return what.substr(0, what.find(':')) + " needs a value";
    if (error.get_name() == "ExcludesError")
        return what.substr(0, what.find(' ')) + " and " + what.substr(what.rfind(' ') + 1) +
               " exclude each other";
    return what;
}

} // namespace

std::string Context::labPath() const {
    return common.lab.empty() ? defaultLabPath() : common.lab;
}

CommandLine::CommandLine(std::ostream& out, std::ostream& err)
    : m_app(std::make_unique<CLI::App>("Trains and inspects Fastformer models on text.", kProgram)),
      m_out(out),
      m_context{.common = {}, .out = m_result, .err = err} {
    m_app->require_subcommand(0, 1); // a second command's name among values is a value
    m_app->allow_extras()->set_version_flag("--version", std::string(kProgram) + " " LAB_VERSION);
    const auto formatter = std::make_shared<HelpFormatter>();
    formatter->column_width(28);
    m_app->formatter(formatter);
    addCommonOptions(*m_app, m_context.common);
}

CommandLine::~CommandLine() = default;

CLI::App& CommandLine::add(CLI::App& parent, const std::string& name, const std::string& help) {
    auto* command = parent.add_subcommand(name, help)->allow_extras();
    addCommonOptions(*command, m_context.common);
    return *command;
}

void CommandLine::onRun(CLI::App& command, Action action) {
    command.callback([this, action = std::move(action)] { m_chosen = action; });
}

void CommandLine::refuseLeftovers() const {
    const CLI::App& app = innermost(*m_app);
    auto leftovers = m_app->remaining(true);
    std::erase(leftovers, "--");
    if (leftovers.empty() && m_chosen)
        return;
    const bool isGroup = !m_chosen;
    if (leftovers.empty())
        throw ConfigError(
            fmt::format("{} needs a command: {}", fullName(app), enumerate(commandsOf(app), "or")));
    const std::string first = restored(leftovers.front());
    if (first.size() > 1 && first.front() == '-') {
        const std::string nearest = nearestOption(app, first);
        throw ConfigError(fmt::format("unknown option {}; {}{} --help lists the options", first,
                                      nearest.empty() ? "" : "did you mean " + nearest + "? ",
                                      fullName(app)));
    }
    if (isGroup)
        throw ConfigError(fmt::format("unknown command \"{}\"; {} knows {}", first, fullName(app),
                                      enumerate(commandsOf(app))));
    throw ConfigError(fmt::format("\"{}\" is one argument too many; {} --help shows what is expected", first,
                                  fullName(app)));
}

int CommandLine::parseAndRun(std::vector<std::string> arguments) {
    std::transform(arguments.begin(), arguments.end(), arguments.begin(), guarded);
    std::reverse(arguments.begin(), arguments.end()); // the parser takes them from the back
    try {
        m_app->parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        const CLI::App& app = innermost(*m_app);
        m_context.out << app.help(app.get_parent() == nullptr ? "" : fullName(*app.get_parent()))
                      << std::flush;
        return kDone;
    } catch (const CLI::CallForVersion& version) {
        m_context.out << version.what() << '\n';
        return kDone;
    } catch (const CLI::ParseError& error) {
        throw ConfigError(sentenceOf(error, innermost(*m_app)));
    }
    refuseLeftovers();
    const auto waits =
        LabWaits::ofThisProcess().hear([this](const std::string& path, std::chrono::milliseconds limit) {
            if (!m_context.common.quiet)
                m_context.err << fmt::format(
                                     "{}: waiting for {}, which another program holds; gives up after {} s\n",
                                     kProgram, path,
                                     std::chrono::duration_cast<std::chrono::seconds>(limit).count())
                              << std::flush;
        });
    return m_chosen(m_context);
}

int CommandLine::run(std::vector<std::string> arguments) {
    try {
        const int code = parseAndRun(std::move(arguments));
        return deliver() ? code : kFailed;
    } catch (const ConfigError& error) {
        return fail(kBadUsage, error.what());
    } catch (const Interrupted& error) {
        return fail(128 + error.signal(), error.what());
    } catch (const std::bad_alloc&) {
        return fail(kFailed, "out of memory; a smaller --batch, --max-length or --dim needs less");
    } catch (const std::exception& error) {
        return fail(kFailed, error.what());
    }
}

bool CommandLine::deliver() {
    errno = 0;
    if (m_out << m_result.str() << std::flush)
        return true;
    if (errno != EPIPE) // a reader that has seen enough, as in `| head`, is told nothing
        fail(kFailed, fmt::format("the result could not be written to standard output: {}",
                                  std::generic_category().message(errno)));
    return false;
}

int CommandLine::fail(int code, const std::string& message) {
    std::string line = message;
    std::replace(line.begin(), line.end(), '\n', ' ');
    m_context.err << kProgram << ": " << line << std::endl;
    return code;
}

int runCommandLine(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
    CommandLine line(out, err);
    addDataCommand(line);
    addTrainCommand(line);
    addPresetsCommand(line);
    addPredictCommand(line);
    addEvaluateCommand(line);
    addStudyCommand(line);
    addTimingCommand(line);
    addCheckCommand(line);
    addRunsCommand(line);
    return line.run(arguments);
}

} // namespace lab::cli
