#pragma once

#include <QSet>
#include <QString>

#include <optional>

class QTreeView;

namespace lab {

/// Where a person stands in a tree whose rows have keys (KeyRole): what is chosen, the current row, what is
/// scrolled to and what is being typed over the current row. It outlives a reset of the model, which forgets
/// all of it. Rows that are open are the list's own affair, and are to be opened before restore().
class ListPlace {
public:
    ListPlace() = default;
    explicit ListPlace(const QTreeView& list);

    /// Goes back there, as far as the rows are still in the list.
    void restore(QTreeView& list) const;

private:
    QSet<QString> m_chosen;
    QString m_current, m_top; ///< the highest row that can be seen
    std::optional<QString> m_typed;
    int m_topAt = 0; ///< its place in the view, pixels
    int m_scrolled = 0;
};

} // namespace lab
