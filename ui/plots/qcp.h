#pragma once

// The one place that names the plotting library's header.
#include <qcustomplot.h>
