#pragma once

// Private to core/store: what is shared by those that write and read records.

#include "core/store/connection.h"
#include "core/store/dataset_repository.h"
#include "core/store/sha256.h"

#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// "train", "validation", "test" as the lab file has them.
const char* splitColumn(RecordSplit split);
/// \throws StoreError for any other word.
RecordSplit parseSplit(std::string_view column);

/// The content of a data set as one number: labels first, then the records in their order.
class ContentHash {
public:
    explicit ContentHash(const std::vector<std::string>& labels);
    void add(std::string_view text, int label, RecordSplit split);
    /// 64 hexadecimal digits. The object is used up.
    [[nodiscard]] std::string hex() { return m_hash.hex(); }

private:
    void addText(std::string_view text);
    Sha256 m_hash;
};

/// Removes a data set, its records from the search index too.
void deleteDataset(Connection& connection, std::int64_t id);

} // namespace lab
