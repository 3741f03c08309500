#include "datasets/jsonl/json_rows.h"

#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

namespace lab {

namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t kSampleObjects = 200;
constexpr int kDeepest = 8;

/// Strings as they are, numbers and booleans as JSON writes them, lists joined.
void appendValue(std::string& out, const json& value, int depth) {
    if (value.is_null() || value.is_object() || depth > kDeepest)
        return;
    if (value.is_array()) {
        for (const json& element : value)
            appendValue(out, element, depth + 1);
        return;
    }
    if (!out.empty())
        out.push_back(' ');
    out += value.is_string() ? value.get_ref<const std::string&>() : value.dump();
}

void flatten(std::vector<std::pair<std::string, std::string>>& fields, const json& object,
             const std::string& prefix, int depth) {
    for (const auto& [name, value] : object.items()) {
        if (value.is_object()) {
            if (depth < kDeepest)
                flatten(fields, value, prefix + name + ".", depth + 1);
            continue;
        }
        std::string text;
        appendValue(text, value, 0);
        fields.emplace_back(prefix + name, std::move(text));
    }
}

} // namespace

JsonRows::JsonRows(std::string path, Encoding encoding, const LoadControl& control)
    : m_input(std::move(path), encoding, control), m_objects(m_input) {
    Parsed parsed;
    while (m_sample.size() < kSampleObjects && parseNext(parsed)) {
        for (const auto& [name, value] : parsed.fields)
            if (m_columnIndex.emplace(name, m_columns.size()).second)
                m_columns.push_back(name);
        m_sample.push_back(std::move(parsed));
    }
}

bool JsonRows::recognizes(std::string_view head) {
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return false;
    if (head[first] == '{')
        return true;
    const std::size_t second = head.find_first_not_of(" \t\r\n", first + 1);
    return head[first] == '[' && second != std::string_view::npos && head[second] == '{';
}

bool JsonRows::parseNext(Parsed& parsed) {
    if (!m_objects.next())
        return false;
    parsed.fields.clear();
    parsed.number = m_objects.number();
    parsed.problem = m_objects.problem();
    parsed.repaired = false;
    if (parsed.problem != nullptr)
        return true;
    parsed.repaired = replaceInvalidUtf8(m_objects.bytes()) > 0;
    // Ordered, so that columns keep the order of the file.
    const auto object = json::parse(m_objects.bytes(), nullptr, false);
    if (!object.is_object()) {
        parsed.problem = "not valid JSON";
        return true;
    }
    flatten(parsed.fields, object, "", 0);
    return true;
}

bool JsonRows::next(TableRow& row) {
    Parsed parsed;
    if (!m_sample.empty()) {
        parsed = std::move(m_sample.front());
        m_sample.pop_front();
    } else if (!parseNext(parsed)) {
        return false;
    }
    m_values.assign(m_columns.size(), {});
    for (auto& [name, value] : parsed.fields)
        if (const auto known = m_columnIndex.find(name); known != m_columnIndex.end())
            m_values[known->second] = std::move(value);
    row.fields.assign(m_values.begin(), m_values.end());
    row.number = parsed.number;
    row.problem = parsed.problem;
    row.repaired = parsed.repaired;
    return true;
}

} // namespace lab
