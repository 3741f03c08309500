#pragma once

#include <QDialog>

namespace lab {

class Look;

/// Asks for the text, the class and the part of a record. It stands beside the window and is gone when it is
/// closed.
class NewRecordDialog : public QDialog {
    Q_OBJECT
public:
    NewRecordDialog(const Look& look, const QStringList& classes, const QStringList& parts, QWidget* parent);

signals:
    /// \p label and \p split are indices into what was offered.
    void wanted(const QString& text, int label, int split);
};

} // namespace lab
