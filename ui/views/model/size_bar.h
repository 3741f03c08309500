#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

namespace lab {

class Look;

/// Parts of a whole as one bar with a legend of counts below and the total. Part 2 is the attention, in
/// accent.
class SizeBar : public QWidget {
    Q_OBJECT
public:
    struct Part {
        QString name;
        std::int64_t count = 0;
    };
    explicit SizeBar(const Look& look, QWidget* parent = nullptr);

    void setParts(std::vector<Part> parts, const QString& totalName);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Look& m_look;
    std::vector<Part> m_parts;
    QString m_totalName;
};

} // namespace lab
