#include "datasets/io/text_input.h"

#include "core/base/error.h"
#include "core/text/utf8.h"
#include "datasets/io/decoded_source.h"

namespace lab {

namespace {

constexpr std::size_t kBlock = 256 * 1024;

} // namespace

void ReadProgress::update(double share, std::int64_t rows) {
    if (m_control.stop.stop_requested())
        throw Cancelled();
    if (!m_control.progress)
        return;
    const auto now = std::chrono::steady_clock::now();
    if (now - m_last < std::chrono::milliseconds(50))
        return;
    m_last = now;
    m_control.progress(share, rows);
}

TextInput::TextInput(std::string path, Encoding encoding, const LoadControl& control)
    : TextInput(path, openText(path, encoding), control) {}

TextInput::TextInput(std::string name, std::string_view memory, const LoadControl& control)
    : TextInput(std::move(name), openMemory(memory), control) {}

TextInput::TextInput(std::string path, std::unique_ptr<ByteSource> source, const LoadControl& control)
    : m_path(std::move(path)), m_source(std::move(source)), m_progress(control), m_buffer(kBlock) {}

void TextInput::load() {
    m_progress.update(m_source->share(), m_rows);
    m_begin = 0;
    m_end = m_source->read(m_buffer.data(), m_buffer.size());
    if (m_started)
        return;
    m_started = true;
    const std::string_view head(m_buffer.data(), m_end);
    if (head.starts_with(kByteOrderMark))
        m_begin = kByteOrderMark.size();
}

std::string_view TextInput::block() {
    if (m_begin == m_end)
        load();
    return {m_buffer.data() + m_begin, m_end - m_begin};
}

} // namespace lab
