#pragma once

#include "datasets/reader.h"
#include "datasets/table/column_roles.h"
#include "datasets/table/row_stream.h"

#include <memory>
#include <string>

namespace lab {

/// A format whose sources are tables: subclasses say how rows are found, this class what they mean.
class TableReader : public Reader {
public:
    void read(const ReadRequest& request, const LoadControl& control, ExampleCollector& sink) const override;
    [[nodiscard]] std::string findSplitColumn(const ReadRequest& request) const override;
    [[nodiscard]] SourcePreview preview(const std::string& path, const SourceLayout& layout) const override;
    [[nodiscard]] LayoutChoice layoutChoice() const override { return LayoutChoice::Encoding; }

protected:
    /// \p control outlives the stream.
    [[nodiscard]] virtual std::unique_ptr<RowStream> open(const std::string& path, const SourceLayout& layout,
                                                          const LoadControl& control) const = 0;
    /// The roles this format has when nobody names others; empty members are guessed.
    [[nodiscard]] virtual RoleWishes defaultRoles() const { return {}; }
    [[nodiscard]] virtual Cleaning cleaning() const { return {}; }
};

} // namespace lab
