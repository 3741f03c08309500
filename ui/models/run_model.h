#pragma once

#include "ui/bridge/run_tree.h"

#include <QAbstractItemModel>

#include <cstdint>
#include <functional>
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
    PrefixRole,                    ///< QString: quiet text before the text
    AsideRole,                     ///< QString: quiet text after the text
    KeyRole                        ///< QString: what a row is, also after a reset: "run:14"
};

/// The tree of stored runs with their best validation accuracy, see RunTree. A run's name is edited in place;
/// runs are dragged by their ids. Rows are made when they are asked for.
class RunModel : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit RunModel(QObject* parent = nullptr);

    /// The same runs with new numbers keep every index alive; else the model is reset.
    void setTree(RunTreePtr tree);
    /// The run that trains now, 0 = none; its number and its group's mean follow \p bestAccuracy.
    void setLive(std::int64_t run, double bestAccuracy);
    [[nodiscard]] std::int64_t live() const { return m_live; }
    /// Runs and groups get a check mark: \p chosen says which runs are ticked now. Whoever keeps that set
    /// listens to checkWanted() and calls tellChecks() when it has changed.
    void setCheckable(std::function<bool(std::int64_t)> chosen);
    void tellChecks();
    [[nodiscard]] const RunTree& tree() const { return *m_tree; }
    [[nodiscard]] QModelIndex indexOf(std::int64_t run) const;
    [[nodiscard]] QModelIndex indexOfNode(int node) const;
    /// Valid until the next setTree().
    [[nodiscard]] const RunRow* find(std::int64_t run) const { return m_tree->find(run); }
    /// Runs of a row: itself, a group's seeds or all of a data set.
    [[nodiscard]] std::vector<std::int64_t> runsOf(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

    static constexpr const char* kMimeType = "application/x-fastformer-lab-runs";
    /// The ids in what mimeData() made; empty for anything else.
    [[nodiscard]] static std::vector<std::int64_t> runsIn(const QMimeData& data);

signals:
    /// The run that trains has been measured anew, or is another one.
    void liveChanged();
    /// Before a reset, while a view still knows what stands where in it.
    void treeChanging();
    /// Once after each setTree(), whether the model was reset or not.
    void treeChanged();
    /// The person typed another name in place.
    void renamed(std::int64_t run, const QString& name);
    /// The person ticked these runs, or took their marks away.
    void checkWanted(const std::vector<std::int64_t>& runs, bool on);

private:
    [[nodiscard]] const RunTree::Node& nodeAt(const QModelIndex& index) const;
    /// Of a run or a group; NaN or 0 = not measured yet.
    [[nodiscard]] double bestOf(const RunTree::Node& node) const;
    [[nodiscard]] QString groupTip(const RunTree::Node& node) const;
    [[nodiscard]] QVariant headData(const RunTree::Node& node, int role) const;
    [[nodiscard]] QVariant groupData(const RunTree::Node& node, int role) const;
    [[nodiscard]] QVariant runData(const RunTree::Node& node, int role) const;
    [[nodiscard]] QString runTip(const RunRow& run) const;
    [[nodiscard]] bool sameShape(const RunTree& tree) const;
    [[nodiscard]] bool checkable(const RunTree::Node& node) const;
    [[nodiscard]] QVariant checkState(const QModelIndex& index) const;

    RunTreePtr m_tree;
    std::int64_t m_live = 0;
    double m_liveBest = 0;
    std::function<bool(std::int64_t)> m_chosen; ///< none = no check marks
};

/// "14 qv-layer · seed 1", or "14 my name" for a run that the person has named: how a run is called in
/// titles.
QString runTitle(const RunRow& run);
/// "14 qv-layer · s1": the same in lists.
QString runShort(const RunRow& run);
/// "qv-layer · seed 1": what the model is, without the number.
QString modelShort(const RunRow& run);
/// "qv-layer" for a sharing's stable name.
QString sharingShort(const std::string& sharing);

} // namespace lab
