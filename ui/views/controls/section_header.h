#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

namespace lab {

class Look;
class LookLabel;

/// The heading of a section of a side pane: name left, a note or buttons right.
class SectionHeader : public QWidget {
    Q_OBJECT
public:
    enum class Place { Navigator, Properties };
    SectionHeader(const Look& look, const QString& title, Place place, QWidget* parent = nullptr);

    void setNote(const QString& text);
    /// Appends a small button that shows \p action by its icon alone.
    QToolButton* addAction(QAction* action);

private:
    const Look& m_look;
    QHBoxLayout* m_row;
    LookLabel* m_note;
};

} // namespace lab
