#pragma once

#include "datasets/io/text_input.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace lab {

/// Cuts a stream of JSON objects into single ones: JSON lines, an array over one line or many, or the mixture
/// of both that the Amazon dumps are (`[` in front, a comma behind each line). A broken object ends at its
/// line and does not spoil the next one. Parses nothing.
class JsonObjects {
public:
    explicit JsonObjects(TextInput& input) : m_input(input) {}

    /// Goes to the next object; false at the end.
    /// \throws DataError for an object of more than 64 MiB.
    bool next();

    /// The bytes of the object; of a broken one what there is of it.
    [[nodiscard]] std::string& bytes() { return m_bytes; }
    /// Why the object is unusable, or nullptr.
    [[nodiscard]] const char* problem() const { return m_problem; }
    /// 1-based number of the object.
    [[nodiscard]] std::int64_t number() const { return m_number; }

private:
    enum class State : unsigned char { Between, Junk, Object, String, Escape, LineStart };

    bool scan(std::string_view block);
    bool between(char c);
    bool inside(char c);
    bool finish(const char* problem, State next);

    TextInput& m_input;
    std::string m_bytes;
    const char* m_problem = nullptr;
    State m_state = State::Between;
    std::int64_t m_number = 0;
    int m_depth = 0;
    bool m_pending = false; ///< the byte at hand belongs to the next object
};

} // namespace lab
