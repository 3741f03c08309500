#pragma once

#include "datasets/reader.h"

#include <QString>
#include <QWidget>

class QComboBox;

namespace lab {

class Look;
class LookLabel;

/// How a source is written: delimiter, encoding and header line, each found out or chosen. Shows the choices
/// that the format has; hidden where it has none.
class LayoutBar : public QWidget {
    Q_OBJECT
public:
    explicit LayoutBar(const Look& look, QWidget* parent = nullptr);

    /// Shows \p layout and, for what it leaves open, what \p preview found. Emits nothing.
    void setSource(const SourceLayout& layout, const SourcePreview& preview);

    /// Every choice, for a source of which nothing could be found out.
    void setUnread(const SourceLayout& layout);

    [[nodiscard]] static QString nameOf(Encoding encoding);
    /// \p delimiter: the character itself, as in SourcePreview.
    [[nodiscard]] static QString nameOf(const std::string& delimiter);

signals:
    void chosen(const lab::SourceLayout& layout);

private:
    QComboBox* addChoice(const char* name, const QString& title, const QString& tip,
                         const QStringList& choices);
    void tell();

    const Look& m_look;
    QComboBox *m_delimiter, *m_encoding, *m_header;
    LookLabel* m_damaged;
};

} // namespace lab
