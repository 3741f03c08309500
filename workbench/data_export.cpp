#include "workbench/data_export.h"

#include "core/base/error.h"
#include "core/store/atomic_file.h"
#include "core/store/dataset_repository.h"
#include "datasets/clean_text.h"

namespace lab {
namespace {

constexpr std::size_t kBufferBytes = 1U << 16;

std::string replaced(const std::string& text, char letter, const char* by) {
    std::string result;
    result.reserve(text.size() + 2);
    for (const char each : text)
        each == letter ? result += by : result += each;
    return result;
}

std::string asRead(std::string text) {
    cleanText(text, {});
    return text;
}

/// What the reader makes \p text of.
std::string readable(const std::string& text) {
    return asRead(text) == text ? text : replaced(text, '&', "&amp;");
}

std::string quoted(const std::string& cell) {
    return '"' + replaced(cell, '"', "\"\"") + '"';
}

const char* nameOf(RecordSplit split) {
    switch (split) {
    case RecordSplit::Train:
        return "train";
    case RecordSplit::Validation:
        return "validation";
    case RecordSplit::Test:
        break;
    }
    return "test";
}

} // namespace

std::int64_t exportDataset(LabFile& lab, std::int64_t id, const std::string& path,
                           const LoadControl& control) {
    AtomicFile file(path); // what cannot be written is said before anything is read
    const StoredDataset data = DatasetRepository(lab).load(id, control.stop);
    std::string buffer = "text,label,split\n";
    std::int64_t done = 0, lost = 0;
    const auto flush = [&] {
        if (control.stop.stop_requested())
            throw Cancelled();
        file.write(buffer.data(), buffer.size());
        buffer.clear();
        if (control.progress)
            control.progress(static_cast<double>(done) / static_cast<double>(data.records.size()), done);
    };
    for (const StoredRecord& record : data.records) {
        const std::string text = readable(record.text);
        lost += asRead(text) == record.text ? 0 : 1;
        buffer += quoted(text) + ',' + quoted(data.labels[static_cast<std::size_t>(record.label)]) + ',' +
                  nameOf(record.split) + '\n';
        ++done;
        if (buffer.size() >= kBufferBytes)
            flush();
    }
    flush();
    file.commit();
    return lost;
}

} // namespace lab
