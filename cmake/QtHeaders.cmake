# LAB_QT_HEADERS: what the window's sources include most, to be precompiled. Not all of <QtWidgets>: GCC maps a
# precompiled header into memory as it is up to 256 MB and reads a larger one anew for every source (0.7 and 2.2 s).
set(LAB_QT_HEADERS
  <QAction> <QApplication> <QButtonGroup> <QCheckBox> <QComboBox> <QDialog> <QDir> <QElapsedTimer> <QEvent> <QFileInfo>
  <QGridLayout> <QHBoxLayout> <QHeaderView> <QKeyEvent> <QLabel> <QLineEdit> <QMenu> <QMouseEvent> <QPainter>
  <QPainterPath> <QPushButton> <QScrollArea> <QScrollBar> <QSettings> <QSignalBlocker> <QSplitter> <QStackedWidget>
  <QTableView> <QTimer> <QToolButton> <QToolTip> <QUndoStack> <QVBoxLayout>
  <fmt/format.h> <algorithm> <condition_variable> <functional> <map> <mutex> <optional> <set> <stop_token> <string> <thread>
  <variant> <vector>)
