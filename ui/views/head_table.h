#pragma once

#include "core/inspect/attention_statistics.h"

#include <QWidget>

class QTableWidget;

namespace lab {

class Look;
class LookLabel;

/// How widely each head looks: entropy in bits and the effective number of tokens, one row per layer, kind
/// and head. The chosen row is the head whose weights the page speaks of.
class HeadTable : public QWidget {
    Q_OBJECT
public:
    explicit HeadTable(const Look& look, QWidget* parent = nullptr);

    /// \p tokens: length of the text, from which the uniform baseline follows.
    void setStatistics(const std::vector<HeadStatistics>& statistics, int tokens);
    void setCurrent(int row);
    [[nodiscard]] int current() const;

signals:
    void currentChanged(int row);

private:
    const Look& m_look;
    LookLabel* m_baseline;
    QTableWidget* m_table;
};

/// "α  L1 · 2": weights, layer and head, both counted from 1.
QString headName(const HeadStatistics& head);

} // namespace lab
