#include "datasets/jsonl/json_objects.h"

#include "core/base/error.h"

namespace lab {

namespace {

constexpr std::size_t kLongestObject = 64 * 1024 * 1024;

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

/// Ends the object at hand; true, so that callers can return it.
bool JsonObjects::finish(const char* problem, State next) {
    m_problem = problem;
    m_state = next;
    m_depth = 0;
    return true;
}

/// A byte outside of any object. True when a row is complete (junk, at its line end).
bool JsonObjects::between(char c) {
    if (m_state == State::Junk) {
        if (c == '\n')
            return finish("not a JSON object", State::Between);
        m_bytes.push_back(c);
    } else if (c == '{') {
        m_bytes.push_back(c);
        m_state = State::Object;
        m_depth = 1;
    } else if (!isSpace(c) && c != ',' && c != '[' && c != ']') {
        m_bytes.push_back(c);
        m_state = State::Junk;
    }
    return false;
}

/// A byte of an object. True when the object is complete or given up.
bool JsonObjects::inside(char c) {
    if (m_state == State::LineStart) {
        // An object that begins at the left edge while another is open: the other one was cut off.
        if (c == '{') {
            m_pending = true;
            return finish("cut off", State::Between);
        }
        m_state = State::Object;
    }
    if (m_state == State::Escape) {
        m_state = State::String;
    } else if (m_state == State::String) {
        if (c == '\n')
            return finish("not valid JSON", State::Between); // strings hold no raw line breaks
        if (c == '\\')
            m_state = State::Escape;
        else if (c == '"')
            m_state = State::Object;
    } else if (c == '"') {
        m_state = State::String;
    } else if (c == '\n') {
        m_state = State::LineStart;
    } else if (c == '{' || c == '[') {
        ++m_depth;
    } else if ((c == '}' || c == ']') && --m_depth == 0) {
        m_bytes.push_back(c);
        return finish(nullptr, State::Between);
    }
    m_bytes.push_back(c);
    return false;
}

bool JsonObjects::scan(std::string_view block) {
    for (std::size_t at = 0; at < block.size(); ++at) {
        const bool outside = m_state == State::Between || m_state == State::Junk;
        if (outside ? between(block[at]) : inside(block[at])) {
            m_input.consume(m_pending ? at : at + 1);
            m_pending = false;
            return true;
        }
    }
    m_input.consume(block.size());
    return false;
}

bool JsonObjects::next() {
    m_bytes.clear();
    m_problem = nullptr;
    ++m_number;
    m_input.setRows(m_number);
    for (std::string_view block = m_input.block(); !block.empty(); block = m_input.block()) {
        if (scan(block))
            return true;
        if (m_bytes.size() > kLongestObject)
            throw DataError(
                fmt::format("{} has a JSON object of more than 64 MB (number {})", m_input.path(), m_number));
    }
    if (m_bytes.empty())
        return false;
    return finish(m_state == State::Junk ? "not a JSON object" : "cut off", State::Between);
}

} // namespace lab
