#pragma once

#include "core/store/dataset_repository.h"

#include <QStandardItemModel>

#include <vector>

namespace lab {

/// The data sets in the trash below one row, which is there while there are any. GUI thread.
class DataTrash : public QStandardItemModel {
    Q_OBJECT
public:
    using QStandardItemModel::QStandardItemModel;

    /// Takes those of \p datasets that are in the trash, the last that went there first.
    void setStored(const std::vector<lab::DatasetRow>& datasets);
    /// lab:FINGERPRINT of the data set in that row, empty for the row above them.
    [[nodiscard]] static QString specOf(const QModelIndex& index);
    [[nodiscard]] static QString nameOf(const QModelIndex& index);
};

} // namespace lab
