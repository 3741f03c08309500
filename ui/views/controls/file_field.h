#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace lab {

class Look;

/// The name of a file with a button that chooses another and one that takes it away. Only files that are
/// there can be chosen.
class FileField : public QWidget {
    Q_OBJECT
public:
    /// \p none is shown when there is no file.
    FileField(const Look& look, const QString& none, QWidget* parent = nullptr);

    void setPath(const QString& path);

signals:
    /// Empty when the file was taken away.
    void chosen(const QString& path);

private:
    void choose();

    QLineEdit* m_name;
    QToolButton *m_choose, *m_clear;
    QString m_path;
};

} // namespace lab
