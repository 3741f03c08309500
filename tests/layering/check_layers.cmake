# The layering test: which folder may include what, and how long a file may be.
#   cmake -DROOT=<source folder> -P check_layers.cmake
# A rule is "path pattern | forbidden include pattern | reason"; every rule whose path pattern fits a file applies.
set(qt "^Q[A-Z]|^Qt|^q[a-z]+[.]h$")
set(cuda "^cuda|^cublas|^gpu/")
set(sqlite "sqlite3[.]h$|^SQLiteCpp/")
set(rules
  "^core/ | ${qt} | core knows no Qt"
  "^core/ | ${cuda} | core reaches the GPU only through its Backend interface"
  "^core/ | ^(ui|app|datasets|workbench)/ | core stands below every other room"
  "^core/(base|backend|cpu|autograd|ops|nn|encoders|tasks|text|train|inspect|timing)/ | ${sqlite}|^nlohmann/|^core/store/ | only core/store stores things"
  "^gpu/ | ${qt}|${sqlite}|^Eigen/ | gpu needs CUDA and the headers of core alone"
  "^gpu/ | ^(ui|app|datasets|workbench|tests)/|^core/(cpu|store)/ | gpu stands beside core/cpu and below every other room"
  "^datasets/ | ${qt}|${cuda}|${sqlite}|^Eigen/ | datasets needs core and JSON alone"
  "^datasets/ | ^(ui|app|workbench)/ | datasets stands below workbench and ui"
  "^workbench/ | ${qt}|${cuda}|${sqlite}|^Eigen/ | workbench works through core, store and datasets"
  "^workbench/ | ^(ui|app)/ | workbench stands below ui and app"
  "^ui/ | ${cuda}|${sqlite}|^Eigen/ | ui computes nothing and queries nothing itself"
  "^ui/ | ^app/ | ui stands below app"
  "^app/(cli/|main_cli) | ${qt}|${sqlite}|^Eigen/|^ui/ | the command line works without Qt")
# The ladders: of the rooms of a house, a room may include only itself and those that stand before it. What lies in the
# house itself (ui/main_window.h) stands above its rooms.
set(ladders
  "core/ base backend cpu autograd ops config text nn encoders tasks inspect timing train store"
  "ui/ bridge words look models edits export studio actions plots views/controls views pages frame")
set(longest_file 600)

# How high \p path stands in the house: 0 for the first of \p rooms; a room inside a room is named before it.
function(lab_rung result path house rooms)
  set(rung -1)
  list(LENGTH rooms above)
  if(path MATCHES "^${house}[^/]+$")
    set(rung ${above})
  else()
    foreach(room IN LISTS rooms)
      if(path MATCHES "^${house}${room}/")
        list(FIND rooms ${room} rung)
        break()
      endif()
    endforeach()
  endif()
  set(${result} ${rung} PARENT_SCOPE)
endfunction()

set(faults)
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/core/* ${ROOT}/gpu/* ${ROOT}/datasets/* ${ROOT}/workbench/*
     ${ROOT}/ui/* ${ROOT}/app/* ${ROOT}/tests/*)
list(FILTER files INCLUDE REGEX "[.](h|cpp|cu|cuh)$")
list(FILTER files EXCLUDE REGEX "/fixture/")
if(NOT files)
  message(FATAL_ERROR "no sources under ${ROOT}")
endif()

foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} text)
  string(REGEX MATCHALL "\n" newlines "${text}")
  list(LENGTH newlines length)
  if(length GREATER longest_file)
    list(APPEND faults "${file} has ${length} lines, the limit is ${longest_file}")
  endif()

  # The house that the file stands in, and how high.
  set(house)
  foreach(ladder IN LISTS ladders)
    string(REPLACE " " ";" rooms "${ladder}")
    list(POP_FRONT rooms root)
    if(file MATCHES "^${root}")
      set(house ${root})
      lab_rung(own ${file} ${house} "${rooms}")
      if(own EQUAL -1)
        list(APPEND faults "${file} stands in a room that no ladder of check_layers.cmake names")
      endif()
      break()
    endif()
  endforeach()

  file(STRINGS ${ROOT}/${file} includes REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
  foreach(line IN LISTS includes)
    string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]*)[>\"].*" "\\1" header "${line}")
    if(header STREQUAL "qcustomplot.h" AND NOT file MATCHES "^ui/plots/")
      list(APPEND faults "${file} includes ${header}: only ui/plots knows the plotting library")
    endif()
    if(house AND header MATCHES "^${house}")
      lab_rung(other ${header} ${house} "${rooms}")
      if(other GREATER own)
        list(APPEND faults "${file} includes ${header}: it stands higher (the ladders of check_layers.cmake)")
      endif()
    endif()
    foreach(rule IN LISTS rules)
      string(REGEX MATCH "^(.*) [|] (.*) [|] (.*)$" parts "${rule}")
      set(where "${CMAKE_MATCH_1}")
      set(forbidden "${CMAKE_MATCH_2}")
      set(reason "${CMAKE_MATCH_3}")
      if(file MATCHES "${where}" AND header MATCHES "${forbidden}")
        list(APPEND faults "${file} includes ${header}: ${reason}")
      endif()
    endforeach()
  endforeach()
endforeach()

list(LENGTH files count)
if(faults)
  list(JOIN faults "\n  " report)
  message(FATAL_ERROR "the layers are broken:\n  ${report}")
endif()
message(STATUS "${count} files keep to their layers")
