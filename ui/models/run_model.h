#pragma once

#include "core/store/run_repository.h"

#include <QAbstractItemModel>

#include <cstdint>
#include <vector>

namespace lab {

/// Roles by which the side lists' delegate is told more than a text.
enum ListRole {
    NumberRole = Qt::UserRole + 1, ///< QString at the right end
    RunIdRole,                     ///< qint64; absent for groups
    MarkRole,                      ///< int: the run's colour slot
    LiveRole,                      ///< bool: this run is training now
    StrongRole,                    ///< bool: semi-bold
    QuietRole,                     ///< bool: muted
    IconRole,                      ///< QString: name of an icon before the text
    PrefixRole                     ///< QString: quiet text before the text
};

/// Stored runs as a tree: data sets, and below each its runs, newest first, with their best validation
/// accuracy.
class RunModel : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit RunModel(QObject* parent = nullptr);

    void setRuns(const std::vector<RunRow>& runs);
    /// The run that trains now, 0 = none; its number follows \p bestAccuracy.
    void setLive(std::int64_t run, double bestAccuracy);
    [[nodiscard]] QModelIndex indexOf(std::int64_t run) const;
    [[nodiscard]] const RunRow* find(std::int64_t run) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Group {
        std::string data;
        std::vector<RunRow> runs;
    };
    [[nodiscard]] QVariant groupData(const Group& group, int role) const;
    [[nodiscard]] QVariant runData(const RunRow& run, int role) const;
    [[nodiscard]] bool sameShape(const std::vector<Group>& groups) const;

    std::vector<Group> m_groups;
    std::int64_t m_live = 0;
    double m_liveBest = 0;
};

/// "14 qv-layer · seed 1": how a run is called in titles.
QString runTitle(const RunRow& run);
/// "14 qv-layer · s1": the same in lists.
QString runShort(const RunRow& run);
/// "qv-layer" for a sharing's stable name.
QString sharingShort(const std::string& sharing);

} // namespace lab
