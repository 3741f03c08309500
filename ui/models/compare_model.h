#pragma once

#include "ui/models/comparison.h"

#include <QAbstractTableModel>

#include <vector>

namespace lab {

/// Roles of the comparison's table besides Qt's and ListRole's.
enum CompareRole {
    SortValueRole = Qt::UserRole + 40, ///< by which a column is sorted
    SpreadRole,                        ///< QString: quiet "± 0.17" after the value
    ShareRole,                         ///< double 0 … 1: length of the small bar before the value
    BestRole,                          ///< bool: the best of its column
    ForeignRole                        ///< bool: a figure of the paper, not of this lab
};

/// The comparison as a table, a row an entry: settings in which they differ, size, quality with the deviation
/// over the seeds, speed, the difference to the reference row, and the paper's figures where data set and
/// model are the paper's.
class CompareModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit CompareModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    struct View {
        CurveMoment moment;
        int reference = -1;
        bool allSettings = false;
        bool paper = true;
        bool operator==(const View& other) const;
    };
    void setEntries(const std::vector<ComparedEntry>& entries, const View& view);
    /// Those whose rows are on show.
    [[nodiscard]] const std::vector<ComparedEntry>& entries() const { return m_entries; }
    /// Settings that all entries have in common.
    [[nodiscard]] int equalSettings() const { return static_cast<int>(m_settings.equal.size()); }
    /// The names in the header as the command line's JSON calls them, for an export.
    [[nodiscard]] QStringList keys() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Kind {
        Name,
        Setting,
        Parameters,
        Test,
        TestF1,
        Validation,
        Speed,
        Memory,
        Delta,
        PaperAccuracy,
        PaperF1
    };
    struct Column {
        Kind kind = Kind::Name;
        QString title, key, tip;
        std::vector<QString> texts, spreads;
        std::vector<double> values; ///< NaN = none
        bool higherIsBetter = false;
    };
    void build(const View& view);
    void addSettings(const std::vector<DifferingSetting>& settings);
    void addChanges();
    void addNumbers(const View& view);
    /// Means over the seeds that have recorded them.
    void addCost();
    void addDelta(const View& view, const Column& accuracy);
    void addPaper();
    Column& add(Kind kind, const QString& title, const QString& key, const QString& tip = {});
    void addSpread(Kind kind, const QString& title, const QString& key, const QString& tip,
                   const std::vector<std::vector<double>>& values);
    [[nodiscard]] bool isBest(const Column& column, std::size_t row) const;

    std::vector<ComparedEntry> m_entries;
    SettingsComparison m_settings;
    std::vector<Column> m_columns;
};

/// How a person reads the \p value of the setting \p key: "yes", "query = value", the name of a data set.
QString settingText(const std::string& key, const std::string& value);

} // namespace lab
