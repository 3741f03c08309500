#include "ui/views/attention/attention_matrix.h"

#include "ui/look/look.h"
#include "ui/views/attention/attention_scale.h"
#include "ui/views/attention/scale_control.h"
#include "ui/words/format.h"

#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr double kNames = 18, kNote = 9, kLegend = 32; // units of the look

} // namespace

AttentionMatrix::AttentionMatrix(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Whole map of the chosen head"));
    connect(&look, &Look::changed, this, [this] {
        makeImage();
        update();
    });
}

QSize AttentionMatrix::sizeHint() const {
    return {m_look.u(120), m_look.u(100)};
}

void AttentionMatrix::clear() {
    m_tokens.clear();
    m_rows = {};
    m_image = {};
    m_cursor.reset();
    update();
}

void AttentionMatrix::setRows(const QStringList& tokens, const AttentionMap::Rows& rows) {
    if (tokens != m_tokens || rows.columns != m_rows.columns)
        m_cursor.reset();
    m_tokens = tokens;
    m_rows = rows;
    const auto largest = std::max_element(rows.values.begin(), rows.values.end());
    m_top = scaleFor(ScaleMode::Raw, {largest == rows.values.end() ? 0.0 : double{*largest}, 0}).top;
    makeImage();
    update();
}

bool AttentionMatrix::sees(int row, int column) const {
    if (m_rows.starts.empty())
        return true;
    const auto at = static_cast<std::size_t>(row);
    return std::binary_search(m_rows.seen.begin() + m_rows.starts[at],
                              m_rows.seen.begin() + m_rows.starts[at + 1], column);
}

void AttentionMatrix::makeImage() {
    if (m_rows.rows == 0)
        return;
    const AttentionScale scale{ScaleMode::Raw, m_top};
    const ColourMap& colours = m_look.theme().map(scale.map());
    m_image = QImage(m_rows.columns, m_rows.rows, QImage::Format_RGB32);
    m_image.fill(m_look.colour(Role::Line));
    for (int row = 0; row < m_rows.rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(row));
        const auto at = static_cast<std::size_t>(row);
        const bool all = m_rows.starts.empty();
        const int begin = all ? row * m_rows.columns : m_rows.starts[at];
        const int end = all ? begin + m_rows.columns : m_rows.starts[at + 1];
        for (int i = begin; i < end; ++i) {
            const auto entry = static_cast<std::size_t>(i);
            line[all ? i - begin : m_rows.seen[entry]] =
                colours.at(scale.position(double{m_rows.values[entry]}, m_rows.columns));
        }
    }
}

AttentionMatrix::Geometry AttentionMatrix::geometryIn(const QRect& place) const {
    Geometry at;
    const int margin = m_look.u(4), names = m_look.u(kNames);
    at.note = QRect(place.left() + margin, place.top(), place.width() - 2 * margin, m_look.u(kNote));
    const QRect room(place.left() + margin + names, at.note.bottom() + names,
                     place.width() - 2 * margin - names, place.bottom() - at.note.bottom() - names - margin);
    if (m_rows.rows == 0 || room.width() <= 0 || room.height() <= 0)
        return at;
    const double most = m_look.u(7);
    double cell =
        std::min({room.width() / double(m_rows.columns), room.height() / double(m_rows.rows), most});
    cell = cell > 1 ? std::floor(cell) : cell;
    at.width = at.height = cell;
    at.cells = QRect(room.topLeft(), QSizeF(cell * m_rows.columns, cell * m_rows.rows).toSize());
    return at;
}

QRect AttentionMatrix::cellRect(int row, int column) const {
    const Geometry at = geometryIn(rect());
    return QRectF(at.cells.left() + column * at.width, at.cells.top() + row * at.height, at.width, at.height)
        .toAlignedRect();
}

std::optional<QPoint> AttentionMatrix::cellAt(QPoint point) const {
    const Geometry at = geometryIn(rect());
    if (!at.cells.contains(point))
        return std::nullopt;
    return QPoint(std::min(static_cast<int>((point.x() - at.cells.left()) / at.width), m_rows.columns - 1),
                  std::min(static_cast<int>((point.y() - at.cells.top()) / at.height), m_rows.rows - 1));
}

QString AttentionMatrix::columnName(int column) const {
    if (m_rows.kind == "landmarks")
        return tr("landmark %1").arg(column + 1);
    const int token = m_rows.kind == "pooled" ? column * m_rows.stride : column;
    const QString name = m_tokens.value(token);
    return m_rows.kind == "pooled" ? tr("the mean around %1").arg(name) : name;
}

QString AttentionMatrix::note() const {
    if (m_rows.kind == "landmarks")
        return tr("Rows are queries; columns are Linformer's landmarks, each a mixture of all tokens.");
    if (m_rows.kind == "pooled")
        return tr("Rows are queries; each column is the mean of tokens around every %1th.")
            .arg(m_rows.stride);
    if (m_rows.kind == "derived")
        return tr("Derived: φ(q)·φ(k) by its sum. The model never computes this map.");
    return tr("Rows are queries, columns the tokens they look at. Grey: not seen.");
}

QString AttentionMatrix::sentenceFor(int row, int column) const {
    const QString query = tr("token %1, place %2").arg(m_tokens.value(row)).arg(row + 1);
    if (!sees(row, column))
        return tr("%1 does not see %2, place %3").arg(query, columnName(column)).arg(column + 1);
    return tr("%1 looks at %2, place %3, weight %4")
        .arg(query, columnName(column))
        .arg(column + 1)
        .arg(formatFixed(double{m_rows.at(row, column)}, 4));
}

void AttentionMatrix::drawNames(QPainter& painter, const Geometry& at) const {
    const QFont font = m_look.font(Type::Tiny);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    if (at.height < metrics.height() - 2)
        return;
    const int room = m_look.u(kNames - 2);
    for (int row = 0; row < m_rows.rows; ++row) {
        painter.setPen(m_look.colour(m_cursor && m_cursor->y() == row ? Role::Accent : Role::Text));
        painter.drawText(
            QRectF(at.cells.left() - m_look.u(kNames - 1), at.cells.top() + row * at.height, room, at.height),
            Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(m_tokens.value(row), Qt::ElideRight, room));
    }
    for (int column = 0; column < m_rows.columns; ++column) {
        painter.setPen(m_look.colour(m_cursor && m_cursor->x() == column ? Role::Accent : Role::Text));
        painter.save();
        painter.translate(at.cells.left() + (column + 0.5) * at.width, at.cells.top() - m_look.u(1));
        painter.rotate(-90);
        const QString name = m_rows.kind == "landmarks"
                                 ? QString::number(column + 1)
                                 : m_tokens.value(m_rows.kind == "pooled" ? column * m_rows.stride : column);
        painter.drawText(QRectF(0, -metrics.height() / 2.0, room, metrics.height()), Qt::AlignVCenter,
                         metrics.elidedText(name, Qt::ElideRight, room));
        painter.restore();
    }
}

void AttentionMatrix::draw(QPainter& painter, const QRect& place, bool cursor) const {
    const Geometry at = geometryIn(place);
    painter.setFont(m_look.font(Type::Secondary));
    painter.setPen(m_look.colour(Role::Muted));
    const int legend = m_look.u(kLegend);
    painter.drawText(at.note.adjusted(0, 0, -legend - m_look.u(2), 0), Qt::AlignVCenter | Qt::TextWordWrap,
                     note());
    paintScaleLegend(painter,
                     {at.note.right() + 1 - legend, at.note.top() + m_look.u(1), legend, m_look.u(7)}, m_look,
                     {ScaleMode::Raw, m_top});
    if (at.cells.isEmpty())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(at.cells, m_image);
    drawNames(painter, at);
    if (!cursor || !m_cursor)
        return;
    const QRectF cell(at.cells.left() + m_cursor->x() * at.width, at.cells.top() + m_cursor->y() * at.height,
                      at.width, at.height);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_look.colour(Role::Base), 3));
    painter.drawRect(cell);
    painter.setPen(QPen(m_look.colour(Role::Accent), 1.75));
    painter.drawRect(cell.adjusted(-0.5, -0.5, 0.5, 0.5));
}

void AttentionMatrix::paintEvent(QPaintEvent*) {
    if (m_rows.rows == 0)
        return;
    QPainter painter(this);
    draw(painter, rect(), true);
}

void AttentionMatrix::setCursorCell(QPoint cell) {
    m_cursor = cell;
    setAccessibleDescription(sentenceFor(cell.y(), cell.x()));
    update();
    emit tokenChosen(cell.y());
}

void AttentionMatrix::mouseMoveEvent(QMouseEvent* event) {
    const QPoint point = event->position().toPoint();
    if (const auto cell = cellAt(point))
        QToolTip::showText(mapToGlobal(point), sentenceFor(cell->y(), cell->x()), this,
                           cellRect(cell->y(), cell->x()));
    else
        QToolTip::hideText();
}

void AttentionMatrix::mousePressEvent(QMouseEvent* event) {
    if (const auto cell = cellAt(event->position().toPoint()))
        setCursorCell(*cell);
}

void AttentionMatrix::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    const QPoint step(key == Qt::Key_Right  ? 1
                      : key == Qt::Key_Left ? -1
                                            : 0,
                      key == Qt::Key_Down ? 1
                      : key == Qt::Key_Up ? -1
                                          : 0);
    if (step.isNull() || m_rows.rows == 0)
        return QWidget::keyPressEvent(event);
    const QPoint to = m_cursor ? *m_cursor + step : QPoint(0, 0);
    setCursorCell({std::clamp(to.x(), 0, m_rows.columns - 1), std::clamp(to.y(), 0, m_rows.rows - 1)});
}

void AttentionMatrix::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void AttentionMatrix::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

QString AttentionMatrix::exportTitle() const {
    return tr("Whole attention map");
}

QSize AttentionMatrix::exportSize() const {
    return {std::max(width(), m_look.u(120)), std::max(height(), m_look.u(120))};
}

void AttentionMatrix::paintExport(QPainter& painter, const QRect& place) {
    draw(painter, place, false);
}

NumberTable AttentionMatrix::exportNumbers() const {
    NumberTable numbers;
    numbers.columns = {QStringLiteral("query"), QStringLiteral("query_token"), QStringLiteral("column"),
                       QStringLiteral("weight")};
    for (int row = 0; row < m_rows.rows; ++row)
        for (int column = 0; column < m_rows.columns; ++column)
            if (sees(row, column))
                numbers.rows.push_back({row, m_tokens.value(row), column, double{m_rows.at(row, column)}});
    return numbers;
}

} // namespace lab
