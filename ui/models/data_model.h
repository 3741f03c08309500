#pragma once

#include "ui/bridge/lab_session.h"

#include <QAbstractListModel>

#include <optional>
#include <string>
#include <vector>

namespace lab {

/// The data sets a run can be made of: the built-in demos and those that the lab file holds.
class DataModel : public QAbstractListModel {
    Q_OBJECT
public:
    struct Entry {
        DataConfig config;
        QString name;
        std::optional<DataView> view; ///< once it has been read
        QString problem;              ///< why it could not be read
        QString source;               ///< what it was imported from
        std::int64_t stored = 0;      ///< texts in the lab file, known before it has been read
    };
    explicit DataModel(QObject* parent = nullptr);

    /// Adds a data set, or finds it, and returns its row.
    int add(const DataConfig& config, const QString& name);
    /// The data sets of the lab file are these, but for those in the trash and the copies of the demos.
    void setStored(const std::vector<DatasetRow>& datasets);
    void setView(const DataView& view);
    /// The same data set with another split or limit; what was counted of it holds until it is counted again.
    void setConfig(int row, const DataConfig& config);
    void setProblem(const DataConfig& config, const QString& message);
    /// Marks the data set of the next run.
    void setCurrent(int row);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int rowOf(const DataConfig& config) const;
    /// Of that data set, whatever else its settings say.
    [[nodiscard]] int rowOf(const std::string& spec) const;
    [[nodiscard]] const Entry& entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void changed(int row);
    void remove(int row);
    std::vector<Entry> m_entries;
    int m_current = -1;
};

} // namespace lab
