# lab_find_pip_cublas(<out> <major> <python>): the folder of pip's package nvidia-cublas for CUDA <major> that holds
# include/cublas_v2.h and lib/libcublas.so.<major> (pip's libraries have no plain libcublas.so), or "".
function(lab_find_pip_cublas out major python)
  set(${out} "" PARENT_SCOPE)
  execute_process(COMMAND ${python} -c "import nvidia; print(*nvidia.__path__, sep=';')"
    OUTPUT_VARIABLE roots OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(failed)
    return()
  endif()
  foreach(root IN LISTS roots)
    foreach(folder ${root}/cu${major} ${root}/cublas)
      if(EXISTS ${folder}/include/cublas_v2.h AND EXISTS ${folder}/include/cublasLt.h
          AND EXISTS ${folder}/lib/libcublas.so.${major} AND EXISTS ${folder}/lib/libcublasLt.so.${major})
        set(${out} ${folder} PARENT_SCOPE)
        return()
      endif()
    endforeach()
  endforeach()
endfunction()
