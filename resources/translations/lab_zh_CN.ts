<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AttentionStrip</name>
    <message>
        <source>pool</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>L%1</source>
        <comment>layer number</comment>
        <translation>层%1</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
</context>
<context>
    <name>CoreSentences</name>
    <message>
        <source>{}: the disk is full, the last change was not stored; free some space and try again</source>
        <translation>{}：磁盘已满，最后的修改没有保存；请腾出空间后重试</translation>
    </message>
    <message>
        <source>{}: the lab file was moved or removed while it was open; put it back where it was, or start the program again</source>
        <translation>{}：实验室文件在打开期间被移动或删除；请把它放回原处，或重新启动程序</translation>
    </message>
    <message>
        <source>{}: the lab file is read-only; make the file and its folder writable (chmod u+w) or name another lab with --lab</source>
        <translation>{}：实验室文件是只读的；请让文件及其文件夹可写（chmod u+w），或用 --lab 指定另一个实验室</translation>
    </message>
    <message>
        <source>{}: another program has been writing to the lab file for too long; try again when it is done</source>
        <translation>{}：另一个程序占用实验室文件写入过久；请等它完成后重试</translation>
    </message>
    <message>
        <source>{}: is not a lab file (not an SQLite database); name another with --lab</source>
        <translation>{}：不是实验室文件（不是 SQLite 数据库）；请用 --lab 指定另一个</translation>
    </message>
    <message>
        <source>{}: the lab file is damaged; restore a copy, or rescue what is readable with: sqlite3 FILE .recover</source>
        <translation>{}：实验室文件已损坏；请恢复备份，或用此命令抢救可读的内容：sqlite3 FILE .recover</translation>
    </message>
    <message>
        <source>{}: the lab file cannot be opened; check that you may read it and write to its folder</source>
        <translation>{}：无法打开实验室文件；请检查是否可以读取它并写入其文件夹</translation>
    </message>
    <message>
        <source>{}: the disk failed while the lab file was read or written ({})</source>
        <translation>{}：读写实验室文件时磁盘出错（{}）</translation>
    </message>
    <message>
        <source>{}: what this belongs to is no longer in the lab file; perhaps another program has deleted the run</source>
        <translation>{}：所属的内容已不在实验室文件中；可能有另一个程序删除了这次训练</translation>
    </message>
    <message>
        <source>{}: there is no such lab file</source>
        <translation>{}：没有这个实验室文件</translation>
    </message>
    <message>
        <source>{}: the folder {} is not writable; name another lab with --lab</source>
        <translation>{}：文件夹 {} 不可写；请用 --lab 指定另一个实验室</translation>
    </message>
    <message>
        <source>{}: is not a lab file (an SQLite database of another program); name another with --lab</source>
        <translation>{}：不是实验室文件（是另一个程序的 SQLite 数据库）；请用 --lab 指定另一个</translation>
    </message>
    <message>
        <source>{}: was written by a newer version of Fastformer Lab (format {}, this program knows {}); update the program</source>
        <translation>{}：由更新版本的 Fastformer 实验室写成（格式 {}，本程序支持 {}）；请更新程序</translation>
    </message>
    <message>
        <source>run {} has no stored weights yet; they come with its first checkpoint</source>
        <translation>训练 {} 还没有保存的权重；第一个检查点之后才有</translation>
    </message>
    <message>
        <source>{}: run {} is being trained by process {} on {}; stop it first</source>
        <translation>{}：训练 {} 正由进程 {}（在 {} 上）进行；请先停止它</translation>
    </message>
    <message>
        <source>{}: the disk is full; free some space or choose another folder</source>
        <translation>{}：磁盘已满；请腾出空间或选择其他文件夹</translation>
    </message>
    <message>
        <source>{}: the folder {} does not exist; create it first</source>
        <translation>{}：文件夹 {} 不存在；请先创建它</translation>
    </message>
    <message>
        <source>{}: the folder {} is not writable; choose another folder</source>
        <translation>{}：文件夹 {} 不可写；请选择其他文件夹</translation>
    </message>
    <message>
        <source>{}: cannot be written ({})</source>
        <translation>{}：无法写入（{}）</translation>
    </message>
    <message>
        <source>{} does not exist: check the path</source>
        <translation>{} 不存在：请检查路径</translation>
    </message>
    <message>
        <source>{} is a folder, but a file is needed here</source>
        <translation>{} 是文件夹，但此处需要文件</translation>
    </message>
    <message>
        <source>{} is a folder without texts in pos/ and neg/: name a data file, or a folder laid out as IMDB&apos;s train/pos, train/neg, test/pos, test/neg</source>
        <translation>{} 文件夹的 pos/ 和 neg/ 中没有文本：请指定数据文件，或按 IMDB 的 train/pos、train/neg、test/pos、test/neg 布局的文件夹</translation>
    </message>
    <message>
        <source>{} is in no format the lab knows; name one in front of it, such as csv:{}</source>
        <translation>{} 不是实验室认识的格式；请在前面写明格式，例如 csv:{}</translation>
    </message>
    <message>
        <source>{} is a binary file: a data set is text (CSV, TSV, JSON lines), plain or gzip</source>
        <translation>{} 是二进制文件：数据集应为文本（CSV、TSV、JSON 行），可用 gzip 压缩</translation>
    </message>
    <message>
        <source>{} has a single column, &apos;{}&apos;: a data set needs a text column and a column with the class of each text</source>
        <translation>{} 只有一列“{}”：数据集需要一列文本和一列每段文本的类别</translation>
    </message>
    <message>
        <source>{} has no column &apos;{}&apos;: its {} columns are {}</source>
        <translation>{} 没有列“{}”：它的 {} 列是 {}</translation>
    </message>
    <message>
        <source>{} has no column that looks like a class: its columns are {}; name one with --label</source>
        <translation>{} 没有像类别的列：它的列是 {}；请用 --label 指定一列</translation>
    </message>
    <message>
        <source>{} has no column that looks like text: its columns are {}; name one with --text</source>
        <translation>{} 没有像文本的列：它的列是 {}；请用 --text 指定一列</translation>
    </message>
    <message>
        <source>{}: the class column has {} different values in {} rows, so it holds no classes; name another with --label</source>
        <translation>{}：类别列有 {} 个不同的值，共 {} 行，所以不是类别；请用 --label 指定另一列</translation>
    </message>
    <message>
        <source>{} has one class only (&apos;{}&apos; for all {} examples): at least two are needed</source>
        <translation>{} 只有一个类别（“{}”，全部 {} 个样本）：至少需要两个</translation>
    </message>
    <message>
        <source>{}: column &apos;{}&apos; cannot be text and class at once; choose others with --text and --label</source>
        <translation>{}：列“{}”不能同时是文本和类别；请用 --text 和 --label 另选</translation>
    </message>
    <message>
        <source>{} is cut short: its gzip data ends after {} unpacked bytes without the end mark; fetch the file again</source>
        <translation>{} 不完整：gzip 数据在解压 {} 字节后结束，没有结束标记；请重新获取文件</translation>
    </message>
    <message>
        <source>{} is damaged: its gzip data cannot be unpacked ({})</source>
        <translation>{} 已损坏：gzip 数据无法解压（{}）</translation>
    </message>
    <message>
        <source>{} holds no word vectors: lines of a word and its numbers are expected</source>
        <translation>{} 不含词向量：每行应为一个词及其数值</translation>
    </message>
    <message>
        <source>{} heads do not divide a width of {}; choose --heads so that it divides --dim</source>
        <translation>{} 个头不能整除宽度 {}；请选择能整除 --dim 的 --heads</translation>
    </message>
    <message>
        <source>{} has no query that could serve as value and no maps that heads could share; choose none or query_value_layer</source>
        <translation>{} 没有可作为值的查询，也没有各头可共用的映射；请选择 none 或 query_value_layer</translation>
    </message>
    <message>
        <source>concat needs maps of the whole width, which head-wise sharing does not have; choose product or add</source>
        <translation>concat 需要整个宽度的映射，而各头共用时没有；请选择 product 或 add</translation>
    </message>
    <message>
        <source>give --epochs or --steps, both are 0</source>
        <translation>请给出 --epochs 或 --steps，两者都是 0</translation>
    </message>
    <message>
        <source>the training part needs a share above 0, the others at least 0</source>
        <translation>训练部分的份额必须大于 0，其他部分至少为 0</translation>
    </message>
    <message>
        <source>the three shares sum to {:.4g}, not to 1</source>
        <translation>三个份额之和为 {}，不是 1</translation>
    </message>
    <message>
        <source>the loss of step {} is not finite: {} was the first op to give such a value; lower --lr or set --clip-norm</source>
        <translation>第 {} 步的损失不是有限值：最先给出这种值的运算是 {}；请降低 --lr 或设置 --clip-norm</translation>
    </message>
    <message>
        <source>{} has no training examples; give the training part a larger share with --split</source>
        <translation>{} 没有训练样本；请用 --split 给训练部分更大的份额</translation>
    </message>
    <message>
        <source>run {} cannot go on: the lab file does not hold its data set any more</source>
        <translation>训练 {} 无法继续：实验室文件中已没有它的数据集</translation>
    </message>
    <message>
        <source>{} cannot be opened: {}</source>
        <translation>{} 无法打开：{}</translation>
    </message>
    <message>
        <source>{} cannot be read: {}</source>
        <translation>{} 无法读取：{}</translation>
    </message>
    <message>
        <source>{} is empty</source>
        <translation>{} 是空的</translation>
    </message>
    <message>
        <source>{}: the lab file does not accept the change ({})</source>
        <translation>{}：实验室文件不接受这一更改（{}）</translation>
    </message>
    <message>
        <source>{}: there is not enough memory to use the lab file</source>
        <translation>{}：内存不足，无法使用实验室文件</translation>
    </message>
    <message>
        <source>{}: the lab file cannot be used ({})</source>
        <translation>{}：无法使用实验室文件（{}）</translation>
    </message>
    <message>
        <source>{}: the lab file cannot be opened ({})</source>
        <translation>{}：无法打开实验室文件（{}）</translation>
    </message>
    <message>
        <source>{}: is a directory; --lab needs the name of a file</source>
        <translation>{}：这是一个目录；--lab 需要文件名</translation>
    </message>
    <message>
        <source>{}: the folder cannot be created ({}); name another lab with --lab</source>
        <translation>{}：无法创建该文件夹（{}）；请用 --lab 指定另一个实验室</translation>
    </message>
    <message>
        <source>{}: is empty and no lab file yet</source>
        <translation>{}：是空文件，还不是实验室文件</translation>
    </message>
    <message>
        <source>{}: has the older format {} (this program writes {}); open it once for writing, or a writable copy of it, to bring it up to date</source>
        <translation>{}：使用旧格式 {}（本程序写入的格式是 {}）；请以可写方式打开一次，或打开它的可写副本，即可更新</translation>
    </message>
    <message>
        <source>{}: there is no run {}; see the list of runs for those there are</source>
        <translation>{}：没有训练 {}；现有的请见训练记录</translation>
    </message>
    <message>
        <source>the lab file holds an unknown run status &quot;{}&quot;</source>
        <translation>实验室文件中有未知的训练状态“{}”</translation>
    </message>
    <message>
        <source>the lab file holds an unknown split &quot;{}&quot;</source>
        <translation>实验室文件中有未知的数据部分“{}”</translation>
    </message>
    <message>
        <source>{}: there is no data set {}</source>
        <translation>{}：没有数据集 {}</translation>
    </message>
    <message>
        <source>{}: a record of data set {} has the unknown class {}</source>
        <translation>{}：数据集 {} 的一条记录有未知的类别 {}</translation>
    </message>
    <message>
        <source>&apos;{}&apos; names no data set of the lab: give its number, or at least {} digits of its fingerprint</source>
        <translation>“{}”不是实验室里的数据集：请给出它的编号，或其指纹的至少 {} 位</translation>
    </message>
    <message>
        <source>{}: several data sets have a fingerprint that begins with {}; give more of its digits</source>
        <translation>{}：有几个数据集的指纹以 {} 开头；请多给几位</translation>
    </message>
    <message>
        <source>{}: an evaluation of run {} is damaged</source>
        <translation>{}：训练 {} 的一次评估已损坏</translation>
    </message>
    <message>
        <source>{}: the filter of a slice cannot be read ({})</source>
        <translation>{}：无法读取某个切片的筛选条件（{}）</translation>
    </message>
    <message>
        <source>{}: there is no vocabulary {}</source>
        <translation>{}：没有词表 {}</translation>
    </message>
    <message>
        <source>{}: is not an attention map</source>
        <translation>{}：不是注意力图</translation>
    </message>
    <message>
        <source>{}: the snapshot of run {} after step {}</source>
        <translation>{}：训练 {} 在第 {} 步之后的快照</translation>
    </message>
    <message>
        <source>{} does not exist</source>
        <translation>{}不存在</translation>
    </message>
    <message>
        <source>{}: the configuration is not a JSON object</source>
        <translation>{}：配置不是 JSON 对象</translation>
    </message>
    <message>
        <source>{}: &quot;{}&quot; in the configuration: {}</source>
        <translation>{}：配置中的“{}”：{}</translation>
    </message>
    <message>
        <source>{}: &quot;{}&quot; in the configuration must be {}</source>
        <translation>{}：配置中的“{}”必须是 {}</translation>
    </message>
    <message>
        <source>{} must be a JSON list of strings</source>
        <translation>{}必须是由字符串组成的 JSON 列表</translation>
    </message>
    <message>
        <source>the configuration holds a text that is not valid UTF-8 and cannot be stored</source>
        <translation>配置中有不是有效 UTF-8 的文字，无法保存</translation>
    </message>
    <message>
        <source>a list holds a text that is not valid UTF-8 and cannot be stored</source>
        <translation>某个列表中有不是有效 UTF-8 的文字，无法保存</translation>
    </message>
    <message>
        <source>unknown {} &quot;{}&quot;; known: {}</source>
        <translation>未知的 {}“{}”；已知的有：{}</translation>
    </message>
    <message>
        <source>{}: cannot be written because it is {}; give the name of a file</source>
        <translation>{}：无法写入，因为它是{}；请给出文件名</translation>
    </message>
    <message>
        <source>a directory</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>特殊文件</translation>
    </message>
    <message>
        <source>a model file cannot hold a name or text that is not valid UTF-8</source>
        <translation>模型文件不能存放不是有效 UTF-8 的名称或文字</translation>
    </message>
    <message>
        <source>{} holds no usable example</source>
        <translation>{} 中没有可用的样本</translation>
    </message>
    <message>
        <source>{} holds no usable example: every row was skipped ({})</source>
        <translation>{} 中没有可用的样本：每一行都被跳过（{}）</translation>
    </message>
    <message>
        <source>{} has no rows</source>
        <translation>{} 中没有行</translation>
    </message>
    <message>
        <source>{} has no rows below its header</source>
        <translation>{} 的表头下面没有行</translation>
    </message>
    <message>
        <source>{}: the quoted field that opens in row {} (line {}) is never closed; add the missing quotation mark, or read the file as tsv: if its quotation marks are plain text</source>
        <translation>{}：第 {} 行（文件第 {} 行）开始的引号字段没有结束；请补上缺少的引号，如果引号只是普通文字，请按 tsv: 读取该文件</translation>
    </message>
    <message>
        <source>{} has a row of more than 64 MB: it is not a table of texts</source>
        <translation>{} 中有一行超过 64 MB：它不是文本表格</translation>
    </message>
    <message>
        <source>{} has a JSON object of more than 64 MB (number {})</source>
        <translation>{} 中有一个超过 64 MB 的 JSON 对象（第 {} 个）</translation>
    </message>
    <message>
        <source>{} holds MIND&apos;s impressions, which have no texts to classify: name news.tsv</source>
        <translation>{} 是 MIND 的展示记录，没有可分类的文本：请选择 news.tsv</translation>
    </message>
    <message>
        <source>{} is neither a folder nor a tar archive, so it holds no IMDB reviews</source>
        <translation>{} 既不是文件夹也不是 tar 归档，因此不含 IMDB 评论</translation>
    </message>
    <message>
        <source>{} holds no reviews: files such as train/pos/0_9.txt are expected in it</source>
        <translation>{} 中没有评论：其中应有 train/pos/0_9.txt 这样的文件</translation>
    </message>
    <message>
        <source>{} has no text column &apos;{}&apos;: its columns are &apos;text&apos;, &apos;sentiment&apos;, &apos;stars&apos;</source>
        <translation>{} 没有文本列“{}”：它的列是 &apos;text&apos;、&apos;sentiment&apos;、&apos;stars&apos;</translation>
    </message>
    <message>
        <source>{} has no class &apos;{}&apos;: choose sentiment or stars with --label</source>
        <translation>{} 没有类别“{}”：请用 --label 选择 sentiment 或 stars</translation>
    </message>
    <message>
        <source>{} cannot be unpacked: zlib did not start</source>
        <translation>无法解压 {}：zlib 没有启动</translation>
    </message>
    <message>
        <source>{} is not a regular file: save it first</source>
        <translation>{} 不是普通文件：请先保存它</translation>
    </message>
    <message>
        <source>{} is cut short: the archive ends inside file {} ({})</source>
        <translation>{} 不完整：归档在第 {} 个文件（{}）内中断</translation>
    </message>
    <message>
        <source>the first header</source>
        <translation>第一个文件头</translation>
    </message>
    <message>
        <source>{} is damaged: the archive header after file {} is wrong</source>
        <translation>{} 已损坏：第 {} 个文件之后的归档文件头有误</translation>
    </message>
    <message>
        <source>{}: the file {} inside the archive is larger than 64 MB</source>
        <translation>{}：归档中的文件 {} 大于 64 MB</translation>
    </message>
    <message>
        <source>{} is a ZIP archive (or an Office file): extract the data file, or save the sheet as CSV</source>
        <translation>{} 是 ZIP 归档（或 Office 文件）：请解压出数据文件，或把表格另存为 CSV</translation>
    </message>
    <message>
        <source>{} is an xz archive: unpack it with xz -d</source>
        <translation>{} 是 xz 归档：请用 xz -d 解压</translation>
    </message>
    <message>
        <source>{} is a bzip2 archive: unpack it with bunzip2</source>
        <translation>{} 是 bzip2 归档：请用 bunzip2 解压</translation>
    </message>
    <message>
        <source>{} is a Zstandard archive: unpack it with zstd -d</source>
        <translation>{} 是 Zstandard 归档：请用 zstd -d 解压</translation>
    </message>
    <message>
        <source>{} is a 7-Zip archive: extract the data file</source>
        <translation>{} 是 7-Zip 归档：请解压出数据文件</translation>
    </message>
    <message>
        <source>{} is an SQLite file, not a text file</source>
        <translation>{} 是 SQLite 文件，不是文本文件</translation>
    </message>
    <message>
        <source>{} is a Parquet file: save it as CSV or JSON lines</source>
        <translation>{} 是 Parquet 文件：请另存为 CSV 或 JSON 行</translation>
    </message>
    <message>
        <source>{} is a PDF document, not a text file</source>
        <translation>{} 是 PDF 文档，不是文本文件</translation>
    </message>
    <message>
        <source>{} is UTF-16 text: leave the encoding to be detected, or choose utf-16</source>
        <translation>{} 是 UTF-16 文本：请让程序识别编码，或选择 utf-16</translation>
    </message>
    <message>
        <source>data of the format {} has no delimiter, encoding or header line to choose: leave out --delimiter, --encoding and --header</source>
        <translation>{} 格式的数据没有可选的分隔符、编码或表头：请去掉 --delimiter、--encoding 和 --header</translation>
    </message>
    <message>
        <source>the format {} says itself how its rows are written: leave out --delimiter and --header</source>
        <translation>{} 格式自己规定了行的写法：请去掉 --delimiter 和 --header</translation>
    </message>
    <message>
        <source>the format {} says itself how its rows are written: leave out --delimiter and --header, or read it as csv:</source>
        <translation>{} 格式自己规定了行的写法：请去掉 --delimiter 和 --header，或按 csv: 读取</translation>
    </message>
    <message>
        <source>tsv: means columns separated by tabs: leave out --delimiter, or read it as csv:</source>
        <translation>tsv: 表示列以制表符分隔：请去掉 --delimiter，或按 csv: 读取</translation>
    </message>
    <message>
        <source>no data set is named: give a file, a folder or demo:reviews</source>
        <translation>没有指定数据集：请给出文件、文件夹或 demo:reviews</translation>
    </message>
    <message>
        <source>&apos;{}&apos; in &apos;{}&apos; is no data format; the formats are {}</source>
        <translation>“{}”（在“{}”中）不是数据格式；可用的格式有 {}</translation>
    </message>
    <message>
        <source>&apos;{}&apos; names a format but no data: add a path or a name behind the colon</source>
        <translation>“{}”只指定了格式而没有数据：请在冒号后加上路径或名称</translation>
    </message>
    <message>
        <source>there is no built-in data set &apos;demo:{}&apos;; there are {}</source>
        <translation>没有内置数据集“demo:{}”；现有的是 {}</translation>
    </message>
    <message>
        <source>{} is stored as it was imported, so {} cannot be changed; leave it out</source>
        <translation>{} 按导入时的样子保存，因此不能更改 {}；请去掉它</translation>
    </message>
    <message>
        <source>--split has the share {}; every share must be a number from 0 to 1</source>
        <translation>--split 中有份额 {}；每个份额必须是 0 到 1 之间的数</translation>
    </message>
    <message>
        <source>the shares of --split {}/{}/{} sum to {}, not to 1</source>
        <translation>--split {}/{}/{} 的份额之和是 {}，不是 1</translation>
    </message>
    <message>
        <source>--split leaves nothing to train on, and the data has a test part of its own</source>
        <translation>--split 没有留下训练数据，而数据自带测试部分</translation>
    </message>
    <message>
        <source>--limit {} must be 0 (all examples) or more</source>
        <translation>--limit {} 必须是 0（全部样本）或更大</translation>
    </message>
    <message>
        <source>there is no encoder &quot;{}&quot;; known: {}</source>
        <translation>没有编码器“{}”；已知的有：{}</translation>
    </message>
    <message>
        <source>the width must lie in 1 … {}, it is {}</source>
        <translation>宽度必须在 1 … {} 之间，现在是 {}</translation>
    </message>
    <message>
        <source>at least one head is needed, not {}</source>
        <translation>至少需要一个头，而不是 {}</translation>
    </message>
    <message>
        <source>the number of layers must lie in 1 … {}, it is {}</source>
        <translation>层数必须在 1 … {} 之间，现在是 {}</translation>
    </message>
    <message>
        <source>the feed-forward width must lie in 1 … 65536, it is {}</source>
        <translation>前馈宽度必须在 1 … 65536 之间，现在是 {}</translation>
    </message>
    <message>
        <source>the length must lie in 1 … {} tokens, it is {}</source>
        <translation>长度必须在 1 … {} 个词元之间，现在是 {}</translation>
    </message>
    <message>
        <source>the probability must lie in 0 … 0.99, it is {}</source>
        <translation>概率必须在 0 … 0.99 之间，现在是 {}</translation>
    </message>
    <message>
        <source>the deviation must be positive, it is {}</source>
        <translation>标准差必须为正，现在是 {}</translation>
    </message>
    <message>
        <source>it must not be negative, it is {}</source>
        <translation>它不能为负，现在是 {}</translation>
    </message>
    <message>
        <source>the width must lie in 1 … 65536, it is {}</source>
        <translation>宽度必须在 1 … 65536 之间，现在是 {}</translation>
    </message>
    <message>
        <source>the number of epochs must not be negative, it is {}</source>
        <translation>轮数不能为负，现在是 {}</translation>
    </message>
    <message>
        <source>the number of steps must not be negative, it is {}</source>
        <translation>步数不能为负，现在是 {}</translation>
    </message>
    <message>
        <source>the batch must lie in 1 … 65536 sequences, it is {}</source>
        <translation>批量必须在 1 … 65536 条序列之间，现在是 {}</translation>
    </message>
    <message>
        <source>the learning rate must be a positive number, it is {}</source>
        <translation>学习率必须是正数，现在是 {}</translation>
    </message>
    <message>
        <source>it must lie in 0 … 1, it is {}</source>
        <translation>它必须在 0 … 1 之间，现在是 {}</translation>
    </message>
    <message>
        <source>it must be positive, it is {}</source>
        <translation>它必须为正，现在是 {}</translation>
    </message>
    <message>
        <source>the limit must not be negative, it is {}</source>
        <translation>上限不能为负，现在是 {}</translation>
    </message>
    <message>
        <source>{} has no such setting</source>
        <translation>{} 没有这一设置</translation>
    </message>
    <message>
        <source>{} lies outside {} … {}</source>
        <translation>{} 不在 {} … {} 之内</translation>
    </message>
    <message>
        <source>there are no loaded word vectors to freeze; name a file with --embeddings</source>
        <translation>没有可冻结的已加载词向量；请用 --embeddings 指定文件</translation>
    </message>
    <message>
        <source>none of the chosen encoders has a setting &quot;{}&quot;</source>
        <translation>所选的编码器都没有设置“{}”</translation>
    </message>
    <message>
        <source>--batch: {} texts of {} tokens are too many for one step</source>
        <translation>--batch：{} 篇各 {} 个词元的文本对一步来说太多</translation>
    </message>
    <message>
        <source>--batch {}: run {} takes {} texts per update; give at most {}</source>
        <translation>--batch {}：训练 {} 每次更新用 {} 篇文本；请最多给 {}</translation>
    </message>
    <message>
        <source>--lengths, --encoders and --sharing each need at least one entry</source>
        <translation>--lengths、--encoders 和 --sharing 各需要至少一项</translation>
    </message>
    <message>
        <source>--lengths {}: give lengths from 1 to 1048576 tokens</source>
        <translation>--lengths {}：请给出 1 到 1048576 个词元的长度</translation>
    </message>
    <message>
        <source>--tokens {}: a batch needs at least one token</source>
        <translation>--tokens {}：一批至少需要一个词元</translation>
    </message>
    <message>
        <source>--seeds {}: at least one is needed</source>
        <translation>--seeds {}：至少需要一个</translation>
    </message>
    <message>
        <source>{}: the {} is damaged; restore a copy of the lab file</source>
        <translation>{}：{}已损坏；请恢复实验室文件的副本</translation>
    </message>
    <message>
        <source>checkpoint of run {} after step {}</source>
        <translation>训练 {} 在第 {} 步之后的检查点</translation>
    </message>
    <message>
        <source>the checkpoint of run {} after step {}</source>
        <translation>训练 {} 在第 {} 步之后的检查点</translation>
    </message>
    <message>
        <source>the checkpoint of run {}</source>
        <translation>训练 {} 的检查点</translation>
    </message>
    <message>
        <source>{}: run {} has no {} checkpoint</source>
        <translation>{}：训练 {} 没有 {} 检查点</translation>
    </message>
    <message>
        <source>{}: run {} keeps no checkpoint after step {}</source>
        <translation>{}：训练 {} 没有保留第 {} 步之后的检查点</translation>
    </message>
    <message>
        <source>run {} keeps no checkpoint after step {}; {}</source>
        <translation>训练 {} 没有保留第 {} 步之后的检查点；{}</translation>
    </message>
    <message>
        <source>it has none yet</source>
        <translation>它还没有检查点</translation>
    </message>
    <message>
        <source>it keeps those after step {}</source>
        <translation>它保留了这些步之后的：{}</translation>
    </message>
    <message>
        <source>{} was stored by an older version, without the optimiser&apos;s state: a branch cannot begin there</source>
        <translation>{}由旧版本保存，没有优化器的状态：不能从那里开始分支</translation>
    </message>
    <message>
        <source>a branch from step {} would end before it begins: its settings say {} steps; give it more epochs</source>
        <translation>从第 {} 步开始的分支还没开始就会结束：它的设置只有 {} 步；请增加轮数</translation>
    </message>
    <message>
        <source>run {} has no vocabulary in this lab file</source>
        <translation>训练 {} 在这个实验室文件中没有词表</translation>
    </message>
    <message>
        <source>{}; these weights are damaged: choose other ones, or train the run again</source>
        <translation>{}；这些权重已损坏：请选择其他权重，或重新训练一次</translation>
    </message>
    <message>
        <source>the weights lack the tensor {}{}, which this model needs</source>
        <translation>权重中缺少这个模型需要的张量 {}{}</translation>
    </message>
    <message>
        <source>the tensor {}{} has the shape [{}], this model needs [{}]</source>
        <translation>张量 {}{} 的形状是 [{}]，这个模型需要 [{}]</translation>
    </message>
    <message>
        <source>the tensor {}{} holds integers, this model needs float values</source>
        <translation>张量 {}{} 存放的是整数，这个模型需要浮点数</translation>
    </message>
    <message>
        <source>{}: a model needs at least two labels, it has {}</source>
        <translation>{}：模型至少需要两个类别，它有 {} 个</translation>
    </message>
    <message>
        <source>{}: tensor &quot;{}&quot; holds the value {}, which does not fit into 32 bits</source>
        <translation>{}：张量“{}”中的值 {} 无法用 32 位存放</translation>
    </message>
    <message>
        <source>{}: is not a safetensors file: {}</source>
        <translation>{}：不是 safetensors 文件：{}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is shorter than its 8-byte prefix</source>
        <translation>它比 8 字节的前缀还短</translation>
    </message>
    <message>
        <source>{} has a line of more than 16 MB: it is not a text file of lines</source>
        <translation>{} 中有一行超过 16 MB：它不是逐行的文本文件</translation>
    </message>
    <message>
        <source>{} is a binary file: word vectors are text (GloVe or word2vec text format)</source>
        <translation>{} 是二进制文件：词向量应是文本（GloVe 或 word2vec 文本格式）</translation>
    </message>
    <message>
        <source>{}, line {}: a word and its numbers are expected, found {} fields</source>
        <translation>{}，第 {} 行：应是一个词及其数字，却有 {} 个字段</translation>
    </message>
    <message>
        <source>{}, line {}: the vector has {} numbers, but {} are expected</source>
        <translation>{}，第 {} 行：向量有 {} 个数，应有 {} 个</translation>
    </message>
    <message>
        <source>{}, line {}: &apos;{}&apos; is not a number</source>
        <translation>{}，第 {} 行：“{}”不是数字</translation>
    </message>
    <message>
        <source>the vocabulary is empty: it needs at least the padding entry with id 0</source>
        <translation>词表是空的：至少需要编号为 0 的填充项</translation>
    </message>
    <message>
        <source>the vocabulary has {} entries, more than ids can number</source>
        <translation>词表有 {} 项，超过编号能表示的数量</translation>
    </message>
    <message>
        <source>the vocabulary holds the token &quot;{}&quot; twice, with the ids {} and {}</source>
        <translation>词表中“{}”出现两次，编号为 {} 和 {}</translation>
    </message>
    <message>
        <source>a vocabulary of {} entries has no room for words beside {} and {}: use 3 or more, or 0 for no limit</source>
        <translation>{} 项的词表除了 {} 和 {} 之外放不下任何词：请用 3 或更大，或用 0 表示不限制</translation>
    </message>
    <message>
        <source>the minimum count of a word is {}; it must be at least 1</source>
        <translation>词的最少次数是 {}；它必须至少是 1</translation>
    </message>
    <message>
        <source>{}; lower --lr or set --clip-norm</source>
        <translation>{}；请降低 --lr 或设置 --clip-norm</translation>
    </message>
    <message>
        <source>the gradient of {} is not finite</source>
        <translation>{} 的梯度不是有限值</translation>
    </message>
    <message>
        <source>the norm of the gradients is too large for a number</source>
        <translation>梯度的范数大到无法用数字表示</translation>
    </message>
    <message>
        <source>Linformer reads at most {} tokens (its projections have that many rows), a text has {}; raise --max-length before training or cut the text</source>
        <translation>Linformer 最多读 {} 个词元（它的投影只有这么多行），而一篇文本有 {} 个；请在训练前提高 --max-length 或截短文本</translation>
    </message>
    <message>
        <source>the machine has no {:.1f} MB of memory left; use a smaller batch, width or length</source>
        <translation>机器剩余内存不足 {:.1f} MB；请用更小的批量、宽度或长度</translation>
    </message>
    <message>
        <source>the GPU has no room for {:.0f} MB more: {:.0f} of its {:.0f} MB are free</source>
        <translation>GPU 放不下另外的 {:.0f} MB：空闲 {:.0f} MB，共 {:.0f} MB</translation>
    </message>
    <message>
        <source>cuBLAS failed in {} ({})</source>
        <translation>cuBLAS 在 {} 中出错（{}）</translation>
    </message>
    <message>
        <source>run {} has no data set in the lab file, so there are no examples to read</source>
        <translation>训练 {} 在实验室文件中没有数据集，因此没有可读的样本</translation>
    </message>
    <message>
        <source>&apos;{}&apos; stays, because runs could not go on without the texts that they were trained on: {} in number, the first is run {}; remove those for good before it, also from the trash of runs</source>
        <translation>“{}”不能删除：有训练以其文本学习，没有它们就无法继续，数量：{}，其中第一个是训练 {}；请先永久删除这些训练，包括训练回收站中的</translation>
    </message>
    <message>
        <source>a record needs a text: type one, or remove the record</source>
        <translation>每条记录都需要文本：请输入文本，或移除该记录</translation>
    </message>
    <message>
        <source>the training part needs a record: put another one there first</source>
        <translation>训练部分至少需要一条记录：请先把另一条记录放进去</translation>
    </message>
    <message>
        <source>nothing was changed: &apos;{}&apos; holds exactly the texts that this edit would make; use that data set instead</source>
        <translation>未作任何更改：“{}”的内容与此修改的结果完全相同；请改用该数据集</translation>
    </message>
    <message>
        <source>nothing was changed: &apos;{}&apos; in the trash holds exactly the texts that this edit would make; restore it instead</source>
        <translation>未作任何更改：回收站中的“{}”的内容与此修改的结果完全相同；请改为恢复它</translation>
    </message>
    <message>
        <source>the data set that this edit changed is no longer in the lab file as it was</source>
        <translation>此修改所涉及的数据集已不再以原样存在于实验文件中</translation>
    </message>
    <message>
        <source>another program changed the data set while it was read; open it again</source>
        <translation>读取数据集时另一个程序更改了它；请重新打开</translation>
    </message>
    <message>
        <source>the data set &apos;{}&apos; is not in the trash; move it there first</source>
        <translation>数据集“{}”不在回收站中；请先把它移到回收站</translation>
    </message>
    <message>
        <source>there is no class {}: the data set has {}, from 0 on</source>
        <translation>没有类别 {}：数据集有 {} 个类别，从 0 数起</translation>
    </message>
    <message>
        <source>{} × {}, first in row {}</source>
        <translation>{} × {}，首次出现在第 {} 行</translation>
    </message>
    <message>
        <source>{} × {}, first in row {}; {}</source>
        <translation>{} × {}，首次出现在第 {} 行；{}</translation>
    </message>
    <message>
        <source>{} (test set)</source>
        <translation>{}（测试集）</translation>
    </message>
    <message>
        <source>empty text</source>
        <translation>文本为空</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>没有类别</translation>
    </message>
    <message>
        <source>too few columns</source>
        <translation>列数不足</translation>
    </message>
    <message>
        <source>too many columns</source>
        <translation>列数过多</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>内容不完整</translation>
    </message>
    <message>
        <source>no class (unsup folder)</source>
        <translation>没有类别（unsup 文件夹）</translation>
    </message>
    <message>
        <source>no stars in the file name</source>
        <translation>文件名中没有星级</translation>
    </message>
    <message>
        <source>not in the test part</source>
        <translation>不属于测试部分</translation>
    </message>
    <message>
        <source>the set&apos;s own test part, replaced by the separate one</source>
        <translation>数据集自带的测试部分，已由单独的测试集代替</translation>
    </message>
    <message>
        <source>invalid UTF-8 replaced</source>
        <translation>无效的 UTF-8 字符已替换</translation>
    </message>
    <message>
        <source>{}: column &apos;{}&apos; says the parts and cannot be text or class as well; choose another with --text, --label or --split-column</source>
        <translation>{}：列“{}”指明所属部分，不能同时是文本或类别；请用 --text、--label 或 --split-column 另选</translation>
    </message>
    <message>
        <source>--test and --split-column both say which texts are for the test: leave out one</source>
        <translation>--test 和 --split-column 都指明哪些文本用于测试：请去掉其中一个</translation>
    </message>
    <message>
        <source>part is not train, validation or test</source>
        <translation>所属部分不是 train、validation 或 test</translation>
    </message>
    <message>
        <source>{} has no column of parts, its folders train and test say them: leave out --split-column</source>
        <translation>{} 没有指明部分的列，由其文件夹 train 和 test 指明：请去掉 --split-column</translation>
    </message>
    <message>
        <source>demo:{} has no columns to choose from: leave out --text, --label and --split-column</source>
        <translation>demo:{} 没有可选的列：请去掉 --text、--label 和 --split-column</translation>
    </message>
    <message>
        <source>{} has no training examples: its column &apos;{}&apos; calls none of them train; divide them anew with --split-column none</source>
        <translation>{} 没有训练样本：其列“{}”没有把任何一行标为 train；请用 --split-column none 重新划分</translation>
    </message>
    <message>
        <source>{} ends its lines with carriage returns alone, as old Macs did: save it with line feeds</source>
        <translation>{} 的各行只以回车符结尾（旧式 Mac 的写法）：请改用换行符保存</translation>
    </message>
    <message>
        <source>the number of epochs must lie in 0 … 1000000000, it is {}</source>
        <translation>轮数须在 0 … 1000000000 之间，现为 {}</translation>
    </message>
    <message>
        <source>{}: this is the lab file into which runs are to be copied, so it has them already; name another one</source>
        <translation>{}：这正是要复制运行到的实验室文件，运行已在其中；请指定另一个文件</translation>
    </message>
    <message>
        <source>{} has the class &quot;{}&quot;, but this model knows {}; give data with these classes, or name the column that holds them</source>
        <translation>{} 有类别“{}”，而这个模型只认识 {}；请使用带有这些类别的数据，或指定保存类别的列</translation>
    </message>
    <message>
        <source>this text is not read: {}; shorten it. The training goes on</source>
        <translation>这段文本没有读取：{}；请缩短它。训练继续进行</translation>
    </message>
    <message>
        <source>{} holds no columns: a data set needs a text column and a column with the class of each text</source>
        <translation>{} 没有任何列：数据集需要一列文本和一列每段文本的类别</translation>
    </message>
    <message>
        <source>the GPU has no room left: {:.0f} of its {:.0f} MB are free</source>
        <translation>GPU 已没有空间：空闲 {:.0f} MB，共 {:.0f} MB</translation>
    </message>
    <message>
        <source>the module has no machine code for the {}, and its driver is too old to translate; update the driver, or build with -DLAB_CUDA_ARCHITECTURES={}{}</source>
        <translation>该模块没有适用于 {} 的机器码，而其驱动程序太旧，无法转译；请更新驱动程序，或用 -DLAB_CUDA_ARCHITECTURES={}{} 构建</translation>
    </message>
    <message>
        <source>this machine has no NVIDIA driver; install it</source>
        <translation>本机没有 NVIDIA 驱动程序；请安装</translation>
    </message>
    <message>
        <source>the NVIDIA driver is too old: it knows CUDA {}, the module needs {}; update the driver</source>
        <translation>NVIDIA 驱动程序太旧：它支持 CUDA {}，而模块需要 {}；请更新驱动程序</translation>
    </message>
    <message>
        <source>the NVIDIA driver finds no GPU; look whether CUDA_VISIBLE_DEVICES hides it</source>
        <translation>NVIDIA 驱动程序找不到 GPU；请检查 CUDA_VISIBLE_DEVICES 是否隐藏了它</translation>
    </message>
    <message>
        <source>the GPU cannot be used ({}); look whether nvidia-smi knows it</source>
        <translation>GPU 无法使用（{}）；请检查 nvidia-smi 是否能识别它</translation>
    </message>
    <message>
        <source>the {} is too old (compute capability {}.{}, {}.0 is needed); take a newer one</source>
        <translation>{} 太旧（计算能力 {}.{}，需要 {}.0）；请换用较新的 GPU</translation>
    </message>
    <message>
        <source>this build has no CUDA module: install the package fastformer-lab-cuda, or build where the CUDA toolkit (nvcc) is found</source>
        <translation>此构建不含 CUDA 模块：请安装软件包 fastformer-lab-cuda，或在有 CUDA 工具包（nvcc）的机器上构建</translation>
    </message>
    <message>
        <source>the CUDA module cannot be loaded ({}); install the CUDA libraries that it was built with</source>
        <translation>无法加载 CUDA 模块（{}）；请安装构建它时所用的 CUDA 库</translation>
    </message>
    <message>
        <source>{} is not a CUDA module of this program; give {} the path of one</source>
        <translation>{} 不是本程序的 CUDA 模块；请让 {} 指向正确的模块</translation>
    </message>
    <message>
        <source>the CUDA module {} belongs to another build ({}, this program is {}); build both together</source>
        <translation>CUDA 模块 {} 属于另一次构建（{}，本程序是 {}）；请一起构建</translation>
    </message>
    <message>
        <source>{}; go on with {} of its texts at once instead of {} (runs continue {} --batch {}), or on the processor (runs continue {} --device cpu)</source>
        <translation>{}；请一次用 {} 篇文本而不是 {} 篇继续 (runs continue {} --batch {})，或在处理器上继续 (runs continue {} --device cpu)</translation>
    </message>
    <message>
        <source>{}; train with a smaller --max-length or --dim, or go on with this run on the processor (runs continue {} --device cpu)</source>
        <translation>{}；请用更小的 --max-length 或 --dim 训练，或在处理器上继续这次训练 (runs continue {} --device cpu)</translation>
    </message>
    <message>
        <source>{}; go on with this run on the processor (runs continue {} --device cpu)</source>
        <translation>{}；请在处理器上继续这次训练 (runs continue {} --device cpu)</translation>
    </message>
    <message>
        <source>{}, and the model with its gradients and moments does not fit; train with a smaller --dim, --layers or --vocabulary, or on the processor (--device cpu)</source>
        <translation>{}，模型连同梯度和动量放不下；请用更小的 --dim、--layers 或 --vocabulary 训练，或在处理器上训练 (--device cpu)</translation>
    </message>
    <message>
        <source>{}; let the processor read with this model (--device cpu)</source>
        <translation>{}；请让处理器用这个模型读取 (--device cpu)</translation>
    </message>
    <message>
        <source>{}; {} needs more: measure with shorter --lengths, fewer --tokens or a smaller --dim, or on the processor (--device cpu); what is measured so far is kept</source>
        <translation>{}；{} 需要更多：请用更短的 --lengths、更少的 --tokens 或更小的 --dim 测量，或在处理器上测量 (--device cpu)；已测得的结果会保留</translation>
    </message>
    <message>
        <source>the GPU failed in {} ({}); the run can be continued from its last checkpoint, also on the processor (--device cpu)</source>
        <translation>GPU 在 {} 中出错（{}）；可以从这次训练的最后检查点继续，也可以在处理器上继续 (--device cpu)</translation>
    </message>
    <message>
        <source>no GPU to compute on: {}, or use the processor (--device cpu)</source>
        <translation>没有可用于计算的 GPU：{}，或使用处理器 (--device cpu)</translation>
    </message>
    <message>
        <source>{} holds a vector of none of the {} words of the training texts: take vectors of their language, or cut the texts with another tokeniser</source>
        <translation>{} 中没有训练文本的 {} 个词中任何一个的向量：请使用相同语言的词向量，或换用其他分词器</translation>
    </message>
    <message>
        <source>--test {}: a stored data set cannot be the separate test set of another; name the file that it was read from</source>
        <translation>--test {}：已保存的数据集不能作为另一个数据集的单独测试集；请改为指定它的来源文件</translation>
    </message>
    <message>
        <source>run {} cannot go on: the lab file does not hold the weights that it started from; delete it and begin it again</source>
        <translation>训练 {} 无法继续：实验室文件中没有它开始时的权重；请删除它并重新开始</translation>
    </message>
    <message>
        <source>run {} has done {} steps already and cannot end after step {}; give a later end with --steps or --epochs</source>
        <translation>训练 {} 已完成 {} 步，不能在第 {} 步后结束；请用 --steps 或 --epochs 给出更晚的终点</translation>
    </message>
    <message>
        <source>with a stride of {} some tokens see no average within a pooled window of {}; choose --stride up to {} or a wider --window-pooled</source>
        <translation>步幅为 {} 时，有些词元在池化窗口 {} 内看不到任何平均；请把 --stride 设为不大于 {}，或加大 --window-pooled</translation>
    </message>
    <message>
        <source>{}: run {} is being trained by process {} on {}; stop it there first, or wait when that process is gone: a run counts as stopped an hour after its last step, a paused one after a day</source>
        <translation>{}：训练 {} 正由进程 {}（在 {} 上）进行；请先在那里停止它，若该进程已不在，则请等待：训练在其最后一步一小时后视为已停止，暂停的训练则在一天后</translation>
    </message>
</context>
<context>
    <name>CoreWords</name>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>How many neighbours a token sees, half on each side</source>
        <translation>一个词元能看到的邻近词元数，两侧各一半</translation>
    </message>
    <message>
        <source>Global tokens</source>
        <translation>全局词元</translation>
    </message>
    <message>
        <source>The first tokens of a text see all and are seen by all</source>
        <translation>文本开头的词元能看到所有词元，也被所有词元看到</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Tokens that see and are seen together</source>
        <translation>一起看、一起被看的词元</translation>
    </message>
    <message>
        <source>Random blocks</source>
        <translation>随机块</translation>
    </message>
    <message>
        <source>Blocks drawn for each block, layer and head</source>
        <translation>为每个块、层和头抽取的块</translation>
    </message>
    <message>
        <source>Pattern seed</source>
        <translation>模式种子</translation>
    </message>
    <message>
        <source>Which random blocks are drawn</source>
        <translation>抽取哪些随机块</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Landmarks that a text&apos;s keys and values are projected to</source>
        <translation>文本的键和值投影到的地标</translation>
    </message>
    <message>
        <source>Neighbours on each side in the first level</source>
        <translation>第一级中每侧的邻近词元</translation>
    </message>
    <message>
        <source>Pooled window</source>
        <translation>池化窗口</translation>
    </message>
    <message>
        <source>How far the second level looks on each side</source>
        <translation>第二级每侧看多远</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>核</translation>
    </message>
    <message>
        <source>Tokens that one average covers</source>
        <translation>一次平均覆盖的词元</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>块</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Authors&apos; quick start</source>
        <translation>作者的快速入门</translation>
    </message>
    <message>
        <source>Paper: Amazon</source>
        <translation>论文：Amazon</translation>
    </message>
    <message>
        <source>Paper: IMDB</source>
        <translation>论文：IMDB</translation>
    </message>
    <message>
        <source>Paper: MIND topic</source>
        <translation>论文：MIND 主题</translation>
    </message>
    <message>
        <source>Tiny, for teaching</source>
        <translation>微型，用于教学</translation>
    </message>
    <message>
        <source>Tokens from one average to the next; at most the pooled window plus 1</source>
        <translation>相邻两次平均之间的词元数；不超过池化窗口加 1</translation>
    </message>
</context>
<context>
    <name>CostFigures</name>
    <message>
        <source>Ratio to Fastformer</source>
        <translation>与 Fastformer 之比</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>inf.</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Paper: an old GPU (V100), TensorFlow 1.12, attention not fused. Only ratios carry over.</source>
        <translation>论文：旧显卡（V100），TensorFlow 1.12，注意力未融合。只有比值可以参考。</translation>
    </message>
    <message>
        <source>Slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>from %1 tokens, 95 %</source>
        <translation>%1 个词元起，95 %</translation>
    </message>
    <message>
        <source>every length</source>
        <translation>任何长度</translation>
    </message>
    <message>
        <source>no length</source>
        <translation>没有长度</translation>
    </message>
    <message>
        <source>Transformer slower from</source>
        <translation>Transformer 更慢，起于</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>峰值内存</translation>
    </message>
    <message>
        <source>training, %1 tokens</source>
        <translation>训练，%1 个词元</translation>
    </message>
</context>
<context>
    <name>DraftEdit</name>
    <message>
        <source>change of %1</source>
        <translation>修改%1</translation>
    </message>
    <message>
        <source>change of settings</source>
        <translation>修改设置</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Parameter sharing</source>
        <translation>参数共享</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <comment>a setting, its value before and after</comment>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>设置：%1</translation>
    </message>
</context>
<context>
    <name>Extracting</name>
    <message>
        <source>the data set was edited while it was written; export it again</source>
        <translation>数据集在写入期间被编辑；请重新导出</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>The drawing could not be begun.</source>
        <translation>无法开始绘制。</translation>
    </message>
    <message>
        <source>The drawing could not be ended.</source>
        <translation>无法完成绘制。</translation>
    </message>
    <message>
        <source>A picture of %1 × %2 pixels is too large; choose a smaller scale, SVG or PDF.</source>
        <translation>%1 × %2 像素的图片太大；请选择较小的倍数、SVG 或 PDF。</translation>
    </message>
    <message>
        <source>There is no memory for a picture of %1 × %2 pixels.</source>
        <translation>内存不足，无法生成 %1 × %2 像素的图片。</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>CPU · 1 thread</source>
        <translation>CPU · 1 线程</translation>
    </message>
    <message>
        <source>CPU · %1 threads</source>
        <translation>CPU · %1 线程</translation>
    </message>
    <message>
        <source>GPU · %1</source>
        <translation>GPU · %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 beside fp32 after step %2: logits differ by %3 %, gradients by %4 %, the loss by %5.</source>
        <translation>第 %2 步后 %1 与 fp32 相比：logits 相差 %3 %，梯度相差 %4 %，损失相差 %5。</translation>
    </message>
</context>
<context>
    <name>InspectActions</name>
    <message>
        <source>All examples</source>
        <translation>所有样本</translation>
    </message>
    <message>
        <source>Go through all examples again, not only through one cell of the confusion matrix</source>
        <translation>重新浏览所有样本，不限于混淆矩阵的一格</translation>
    </message>
    <message>
        <source>Previous head</source>
        <translation>上一个头</translation>
    </message>
    <message>
        <source>Choose the head before this one</source>
        <translation>选择上一个头</translation>
    </message>
    <message>
        <source>Next head</source>
        <translation>下一个头</translation>
    </message>
    <message>
        <source>Choose the head after this one</source>
        <translation>选择下一个头</translation>
    </message>
    <message>
        <source>Previous layer</source>
        <translation>上一层</translation>
    </message>
    <message>
        <source>Choose the same head one layer below</source>
        <translation>选择下一层的同一个头</translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>Choose the same head one layer above</source>
        <translation>选择上一层的同一个头</translation>
    </message>
    <message>
        <source>Next maximum</source>
        <translation>下一个极大值</translation>
    </message>
    <message>
        <source>Go to the token with the next smaller weight of the head</source>
        <translation>转到该头权重次小的词元</translation>
    </message>
    <message>
        <source>Previous maximum</source>
        <translation>上一个极大值</translation>
    </message>
    <message>
        <source>Go to the token with the next larger weight of the head</source>
        <translation>转到该头权重次大的词元</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>Show every head of every layer</source>
        <translation>显示每一层的每个头</translation>
    </message>
    <message>
        <source>Mean per layer</source>
        <translation>各层平均</translation>
    </message>
    <message>
        <source>Show the mean of the heads of each layer</source>
        <translation>显示每一层各头的平均</translation>
    </message>
    <message>
        <source>Chosen head</source>
        <translation>所选的头</translation>
    </message>
    <message>
        <source>Show the chosen head alone</source>
        <translation>只显示所选的头</translation>
    </message>
    <message>
        <source>No explanation</source>
        <translation>不解释</translation>
    </message>
    <message>
        <source>Show the weights alone</source>
        <translation>只显示权重</translation>
    </message>
    <message>
        <source>Leave-one-out</source>
        <translation>逐词剔除</translation>
    </message>
    <message>
        <source>How the probability of the class changes when a token is left out</source>
        <translation>剔除一个词元后类别概率如何变化</translation>
    </message>
    <message>
        <source>Gradient × input</source>
        <translation>梯度 × 输入</translation>
    </message>
    <message>
        <source>The gradient of the class&apos;s logit by a token&apos;s vector, times the vector</source>
        <translation>类别 logit 对词元向量的梯度，乘以该向量</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>The same, as a mean on the way from words of zeros to the text</source>
        <translation>同上，在从零向量到文本的路径上取平均</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>Show the tokens in numbers instead of the map</source>
        <translation>以数值代替图显示词元</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Explain this long text; it may take a while</source>
        <translation>解释这段长文本；可能需要一些时间</translation>
    </message>
    <message>
        <source>Stop computing</source>
        <translation>停止计算</translation>
    </message>
    <message>
        <source>End the explanation that is being computed</source>
        <translation>结束正在进行的解释</translation>
    </message>
    <message>
        <source>Whole map</source>
        <translation>完整注意力图</translation>
    </message>
    <message>
        <source>Show all weights of the chosen head, query by key; for encoders that compare tokens with tokens</source>
        <translation>显示所选头的全部权重，查询对键；用于逐对比较词元的编码器</translation>
    </message>
</context>
<context>
    <name>LayerPlan</name>
    <message>
        <source>query map</source>
        <translation>查询映射</translation>
    </message>
    <message>
        <source>key map</source>
        <translation>键映射</translation>
    </message>
    <message>
        <source>value map</source>
        <translation>值映射</translation>
    </message>
    <message>
        <source>scores of the queries</source>
        <translation>查询的打分</translation>
    </message>
    <message>
        <source>scores of the keys</source>
        <translation>键的打分</translation>
    </message>
    <message>
        <source>joins global query and key</source>
        <translation>全局查询与键相结合</translation>
    </message>
    <message>
        <source>joins global key and value</source>
        <translation>全局键与值相结合</translation>
    </message>
    <message>
        <source>transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>softmax(q·k / √e)</source>
        <translation>softmax(q·k / √e)</translation>
    </message>
    <message>
        <source>global query g</source>
        <translation>全局查询 g</translation>
    </message>
    <message>
        <source>Σ α q</source>
        <translation>Σ α q</translation>
    </message>
    <message>
        <source>[g ; k]</source>
        <translation>[g ; k]</translation>
    </message>
    <message>
        <source>global key g′</source>
        <translation>全局键 g′</translation>
    </message>
    <message>
        <source>Σ β p</source>
        <translation>Σ β p</translation>
    </message>
    <message>
        <source>[g′ ; v]</source>
        <translation>[g′ ; v]</translation>
    </message>
    <message>
        <source>+ q</source>
        <translation>＋ q</translation>
    </message>
    <message>
        <source>%1 a side, first %2</source>
        <translation>每侧 %1 个，首 %2 个</translation>
    </message>
    <message>
        <source>%1 tokens a side</source>
        <translation>每侧 %1 个词元</translation>
    </message>
    <message>
        <source>the whole text</source>
        <translation>整段文本</translation>
    </message>
    <message>
        <source>the first %1 rows from the right, the others from the left</source>
        <translation>前 %1 行来自右侧，其余来自左侧</translation>
    </message>
    <message>
        <source>%1 landmarks</source>
        <translation>%1 个地标</translation>
    </message>
    <message>
        <source>elu + 1</source>
        <translation>elu + 1</translation>
    </message>
    <message>
        <source>S = Σ φ(k) vᵀ, z = Σ φ(k)</source>
        <translation>S = Σ φ(k) vᵀ, z = Σ φ(k)</translation>
    </message>
    <message>
        <source>%1 a side</source>
        <translation>每侧 %1 个</translation>
    </message>
    <message>
        <source>%1 every %2</source>
        <translation>每 %2 取 %1</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>sum of both levels</source>
        <translation>两级之和</translation>
    </message>
    <message>
        <source>every token</source>
        <translation>每个词元</translation>
    </message>
    <message>
        <source>near, ends, %1 random</source>
        <translation>邻近、两端、随机 %1 个</translation>
    </message>
    <message>
        <source>add, normalise</source>
        <translation>相加、归一化</translation>
    </message>
    <message>
        <source>normalise</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>add</source>
        <translation>相加</translation>
    </message>
    <message>
        <source>output map</source>
        <translation>输出映射</translation>
    </message>
    <message>
        <source>feed-forward, GELU</source>
        <translation>前馈，GELU</translation>
    </message>
    <message>
        <source>, borrowed from the %1</source>
        <translation>，借自%1</translation>
    </message>
    <message>
        <source>query map of global tokens</source>
        <translation>全局词元的查询映射</translation>
    </message>
    <message>
        <source>key map for global tokens</source>
        <translation>全局词元的键映射</translation>
    </message>
    <message>
        <source>value map for global tokens</source>
        <translation>全局词元的值映射</translation>
    </message>
    <message>
        <source>projection of the keys</source>
        <translation>键的投影</translation>
    </message>
    <message>
        <source>projection of the values</source>
        <translation>值的投影</translation>
    </message>
    <message>
        <source>query map of the second level</source>
        <translation>第二级的查询映射</translation>
    </message>
    <message>
        <source>key map of the second level</source>
        <translation>第二级的键映射</translation>
    </message>
    <message>
        <source>value map of the second level</source>
        <translation>第二级的值映射</translation>
    </message>
    <message>
        <source>tokens x</source>
        <translation>词元 x</translation>
    </message>
    <message>
        <source>n × %1</source>
        <translation>n × %1</translation>
    </message>
</context>
<context>
    <name>Occupation</name>
    <message>
        <source>Timings are being measured, and a run beside them would disturb them. Cancel the measuring first.</source>
        <translation>正在测量用时，同时训练会干扰测量。请先取消测量。</translation>
    </message>
    <message>
        <source>Timings are being measured, and a study beside them would disturb them. Cancel the measuring first.</source>
        <translation>正在测量用时，同时进行研究会干扰测量。请先取消测量。</translation>
    </message>
    <message>
        <source>A quality study is training, and only one thing trains at a time. Cancel the study first (workspace Cost, Quality); it can go on later.</source>
        <translation>质量研究正在训练，一次只能训练一项。请先取消研究（“开销”工作区的“质量”页）；之后可以继续。</translation>
    </message>
    <message>
        <source>A quality study is training, and timings beside it would be wrong. Cancel the study first; it can go on later.</source>
        <translation>质量研究正在训练，此时测得的用时不准。请先取消研究；之后可以继续。</translation>
    </message>
    <message>
        <source>A run is training, and timings beside it would be wrong. Stop the run first.</source>
        <translation>正在训练，此时测得的用时不准。请先停止训练。</translation>
    </message>
    <message>
        <source>A run is training, and only one thing trains at a time. Stop the run first.</source>
        <translation>正在训练，一次只能训练一项。请先停止训练。</translation>
    </message>
    <message>
        <source>Runs of the queue are waiting. Cancel them or let them end first.</source>
        <translation>队列中有训练在等待。请先取消它们或等它们结束。</translation>
    </message>
</context>
<context>
    <name>PageNames</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Watch a run learn</source>
        <translation>观察训练过程</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Look closely at what a run attends to</source>
        <translation>仔细看一次训练关注什么</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Put runs side by side</source>
        <translation>把多次训练并排比较</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Bring in texts and look into them</source>
        <translation>引入文本并查看</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>搭建</translation>
    </message>
    <message>
        <source>Choose encoder and settings of the next run and see what they make</source>
        <translation>为下一次训练选择编码器和设置，并查看结果</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>开销</translation>
    </message>
    <message>
        <source>Measure what encoders cost as texts grow</source>
        <translation>测量文本变长时编码器的开销</translation>
    </message>
</context>
<context>
    <name>ProbesEdit</name>
    <message>
        <source>Probe added
adding a probe</source>
        <translation>添加了探针
添加探针</translation>
    </message>
    <message>
        <source>Probe removed
removing a probe</source>
        <translation>移除了探针
移除探针</translation>
    </message>
    <message>
        <source>Probe edited
editing a probe</source>
        <translation>修改了探针
修改探针</translation>
    </message>
</context>
<context>
    <name>SettingTitles</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Text columns</source>
        <translation>文本列</translation>
    </message>
    <message>
        <source>Class column</source>
        <translation>类别列</translation>
    </message>
    <message>
        <source>Shares of the parts</source>
        <translation>各部分的比例</translation>
    </message>
    <message>
        <source>Split column</source>
        <translation>划分列</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Header line</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Word vectors kept</source>
        <translation>词向量不训练</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Parameter sharing</source>
        <translation>参数共享</translation>
    </message>
    <message>
        <source>Normalisation ε</source>
        <translation>归一化 ε</translation>
    </message>
    <message>
        <source>Initial deviation</source>
        <translation>初始标准差</translation>
    </message>
    <message>
        <source>Steps between validations</source>
        <translation>两次验证间的步数</translation>
    </message>
    <message>
        <source>Epochs between checkpoints</source>
        <translation>两个检查点间的轮数</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Scores</source>
        <translation>打分</translation>
    </message>
    <message>
        <source>What a head&apos;s score reads: the whole row (authors&apos; code) or its own slice (paper)</source>
        <translation>头的打分读什么：整行（作者代码）或自己的切片（论文）</translation>
    </message>
    <message>
        <source>across heads</source>
        <translation>跨头</translation>
    </message>
    <message>
        <source>per head</source>
        <translation>逐头</translation>
    </message>
    <message>
        <source>Heads that share their parameters read their own slice</source>
        <translation>共享参数的头读自己的切片</translation>
    </message>
    <message>
        <source>Interaction</source>
        <translation>交互</translation>
    </message>
    <message>
        <source>How the global vector g meets a token&apos;s vector t</source>
        <translation>全局向量 g 如何与词元向量 t 结合</translation>
    </message>
    <message>
        <source>product</source>
        <translation>逐元素乘积</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>concat</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Numbers in the vector of a token; the heads share them</source>
        <translation>词元向量的数值个数；各头平分</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Parallel attentions; their number must divide the width</source>
        <translation>并行的注意力；头数必须整除宽度</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Attention and feed-forward blocks, one after the other</source>
        <translation>依次排列的注意力块和前馈块</translation>
    </message>
    <message>
        <source>Feed-forward width</source>
        <translation>前馈宽度</translation>
    </message>
    <message>
        <source>Inner width of the feed-forward block</source>
        <translation>前馈块的内部宽度</translation>
    </message>
    <message>
        <source>Tokens at most</source>
        <translation>最多词元数</translation>
    </message>
    <message>
        <source>A longer text is cut</source>
        <translation>更长的文本会被截断</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>随机失活</translation>
    </message>
    <message>
        <source>Share of numbers set to 0 while training</source>
        <translation>训练时置为 0 的数值比例</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>A learnt vector for each place in the text</source>
        <translation>文本中每个位置一个可学习的向量</translation>
    </message>
    <message>
        <source>Layer normalisation</source>
        <translation>层归一化</translation>
    </message>
    <message>
        <source>After the embedding and after each block</source>
        <translation>在词向量之后和每个块之后</translation>
    </message>
    <message>
        <source>Feed-forward block</source>
        <translation>前馈块</translation>
    </message>
    <message>
        <source>Two maps with GELU between them, token by token</source>
        <translation>两个映射，中间为 GELU，逐词元</translation>
    </message>
    <message>
        <source>Residual connections</source>
        <translation>残差连接</translation>
    </message>
    <message>
        <source>Each block adds to its input</source>
        <translation>每个块加到其输入上</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Training share</source>
        <translation>训练比例</translation>
    </message>
    <message>
        <source>Share of the texts that the model is trained on</source>
        <translation>用于训练的文本比例</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>Measured after each epoch</source>
        <translation>每轮之后测量</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>测试比例</translation>
    </message>
    <message>
        <source>Measured once, at the end</source>
        <translation>最后测量一次</translation>
    </message>
    <message>
        <source>Seed of the split</source>
        <translation>划分的种子</translation>
    </message>
    <message>
        <source>Which texts go to which part</source>
        <translation>哪段文本归入哪一部分</translation>
    </message>
    <message>
        <source>Texts at most</source>
        <translation>最多文本数</translation>
    </message>
    <message>
        <source>Use only so many texts of the data set; the size of a demo</source>
        <translation>只用数据集的这么多段文本；也是内置示例的大小</translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation>词向量</translation>
    </message>
    <message>
        <source>A GloVe text file to start from; vectors that are trained are brought to the size of the model&apos;s own start values</source>
        <translation>用作起点的 GloVe 文本文件；需训练的向量会缩放到模型初值的大小</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Keep them as they are</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Do not train the loaded word vectors</source>
        <translation>不训练载入的词向量</translation>
    </message>
    <message>
        <source>Only word vectors from a file can be kept as they are</source>
        <translation>只有来自文件的词向量才能保持不变</translation>
    </message>
    <message>
        <source>Word vector width</source>
        <translation>词向量宽度</translation>
    </message>
    <message>
        <source>Another width than the model&apos;s; a learnt map joins them</source>
        <translation>与模型不同的宽度；由可学习的映射连接</translation>
    </message>
    <message>
        <source>as the model</source>
        <translation>与模型相同</translation>
    </message>
    <message>
        <source>The file of word vectors says it</source>
        <translation>由词向量文件决定</translation>
    </message>
    <message>
        <source>Tokeniser</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Words and punctuation apart, or whatever stands between blanks</source>
        <translation>词与标点分开，或按空格切分</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Vocabulary at most</source>
        <translation>词表上限</translation>
    </message>
    <message>
        <source>Keep only the most frequent words</source>
        <translation>只保留最常见的词</translation>
    </message>
    <message>
        <source>Least occurrences</source>
        <translation>最少出现次数</translation>
    </message>
    <message>
        <source>Keep words that occur at least so often</source>
        <translation>只保留至少出现这么多次的词</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>How often each training text is seen</source>
        <translation>每段训练文本读几遍</translation>
    </message>
    <message>
        <source>The number of steps decides</source>
        <translation>由步数决定</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>A number of updates instead of epochs</source>
        <translation>用更新次数代替轮数</translation>
    </message>
    <message>
        <source>by epochs</source>
        <translation>由轮数决定</translation>
    </message>
    <message>
        <source>Batch, texts</source>
        <translation>批大小，文本</translation>
    </message>
    <message>
        <source>Texts in one step</source>
        <translation>每一步的文本数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed and settings give the same run to the last bit</source>
        <translation>种子和设置相同，结果逐位相同</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>Another order of the texts in each epoch</source>
        <translation>每一轮换一种文本顺序</translation>
    </message>
    <message>
        <source>Also validate every</source>
        <translation>另外每隔此步数验证</translation>
    </message>
    <message>
        <source>Steps between validations besides each epoch&apos;s end</source>
        <translation>每轮结束之外，隔多少步验证一次</translation>
    </message>
    <message>
        <source>epoch only</source>
        <translation>仅每轮</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Of Adam, at its highest</source>
        <translation>Adam 的学习率，最高处</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>How the learning rate goes on after the warm-up</source>
        <translation>预热之后学习率如何变化</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>linear to 0</source>
        <translation>线性降到 0</translation>
    </message>
    <message>
        <source>cosine to 0</source>
        <translation>余弦降到 0</translation>
    </message>
    <message>
        <source>Warm-up, steps</source>
        <translation>预热，步</translation>
    </message>
    <message>
        <source>Steps in which the learning rate rises from 0</source>
        <translation>学习率从 0 上升的步数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Gradient norm at most</source>
        <translation>梯度范数上限</translation>
    </message>
    <message>
        <source>A longer gradient is shortened to it</source>
        <translation>更长的梯度会缩短到此值</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Adam β₁</source>
        <translation>Adam β₁</translation>
    </message>
    <message>
        <source>How slowly the mean of the gradients follows</source>
        <translation>梯度均值变化的快慢</translation>
    </message>
    <message>
        <source>Adam β₂</source>
        <translation>Adam β₂</translation>
    </message>
    <message>
        <source>How slowly the mean of their squares follows</source>
        <translation>梯度平方均值变化的快慢</translation>
    </message>
    <message>
        <source>Adam ε</source>
        <translation>Adam ε</translation>
    </message>
    <message>
        <source>Keeps Adam from dividing by 0</source>
        <translation>使 Adam 不会除以 0</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>规模</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框架</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keep a checkpoint every</source>
        <translation>保留检查点的间隔</translation>
    </message>
    <message>
        <source>Epochs between checkpoints that stay, to branch, inspect and export from. Each takes three times the size of the model in the lab file. The best and the last are always there</source>
        <translation>相邻两个保留的检查点之间的轮数，之后可从中分支、查看和导出。每个检查点在实验室文件中占模型大小的三倍。最佳和最后的检查点始终保留</translation>
    </message>
    <message>
        <source>best and last only</source>
        <translation>仅最佳和最后</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>as imported</source>
        <translation>按导入时</translation>
    </message>
    <message>
        <source>An imported data set keeps the texts and parts that it was imported with</source>
        <translation>导入的数据集保持导入时的文本和部分</translation>
    </message>
</context>
<context>
    <name>WeightWords</name>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>weights of step %1 (%2)</source>
        <translation>第 %1 步的权重（%2）</translation>
    </message>
    <message>
        <source>no best weights are stored, these are of step %1 (%2)</source>
        <translation>没有存储最佳权重，这些是第 %1 步的（%2）</translation>
    </message>
    <message>
        <source>no last weights are stored, these are of step %1 (%2)</source>
        <translation>没有存储最后的权重，这些是第 %1 步的（%2）</translation>
    </message>
    <message>
        <source>no weights of step %1 are stored, the nearest are of step %2 (%3)</source>
        <translation>没有存储第 %1 步的权重，最近的是第 %2 步的（%3）</translation>
    </message>
</context>
<context>
    <name>lab::Actions</name>
    <message>
        <source>About Fastformer Lab</source>
        <translation>关于 Fastformer 实验室</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>版本与许可</translation>
    </message>
    <message>
        <source>Open data…</source>
        <translation>打开数据…</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>Set up another run, with the settings on show</source>
        <translation>按当前显示的设置准备另一次训练</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close the lab; a run that trains is stopped and kept</source>
        <translation>关闭实验室；正在进行的训练会停止并保存</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last edit</source>
        <translation>撤销上一次修改</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Make the edit again that was taken back</source>
        <translation>重做刚撤销的修改</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Train one step, then pause</source>
        <translation>训练一步，然后暂停</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>一轮</translation>
    </message>
    <message>
        <source>Train to the end of the epoch, then pause</source>
        <translation>训练到这一轮结束，然后暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End the run after this step; it can be continued later</source>
        <translation>这一步之后结束训练；以后可以继续</translation>
    </message>
    <message>
        <source>Add probe</source>
        <translation>添加观察句</translation>
    </message>
    <message>
        <source>Add a text whose attention is watched</source>
        <translation>添加一段文本，观察它的注意力</translation>
    </message>
    <message>
        <source>Remove probe</source>
        <translation>移除观察句</translation>
    </message>
    <message>
        <source>Stop watching the chosen probe</source>
        <translation>不再观察所选的观察句</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>您的文本</translation>
    </message>
    <message>
        <source>Type a text and see its attention</source>
        <translation>输入一段文本，查看它的注意力</translation>
    </message>
    <message>
        <source>Previous example</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <source>Inspect the example before this one</source>
        <translation>查看上一个样本</translation>
    </message>
    <message>
        <source>Next example</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <source>Inspect the example after this one</source>
        <translation>查看下一个样本</translation>
    </message>
    <message>
        <source>Only wrong ones</source>
        <translation>只看错误</translation>
    </message>
    <message>
        <source>Go only through examples that the run gets wrong</source>
        <translation>只浏览这次训练判断错误的样本</translation>
    </message>
    <message>
        <source>Pin as probe</source>
        <translation>设为观察句</translation>
    </message>
    <message>
        <source>Watch this text while a run trains</source>
        <translation>在训练时观察这段文本</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light or dark as the desktop is</source>
        <translation>与桌面一致，浅色或深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色界面</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色界面</translation>
    </message>
    <message>
        <source>Raw weights</source>
        <translation>原始权重</translation>
    </message>
    <message>
        <source>Colours from 0 to the largest weight</source>
        <translation>按 0 到最大权重着色</translation>
    </message>
    <message>
        <source>Weights from 0 to 1</source>
        <translation>权重 0 到 1</translation>
    </message>
    <message>
        <source>Colours from 0 to 1 for every text</source>
        <translation>每段文本都按 0 到 1 着色</translation>
    </message>
    <message>
        <source>Relative to uniform</source>
        <translation>相对均匀值</translation>
    </message>
    <message>
        <source>Colours by weight × number of tokens, on a log scale</source>
        <translation>按权重 × 词元数着色，对数刻度</translation>
    </message>
    <message>
        <source>Lock colour scale</source>
        <translation>锁定色标</translation>
    </message>
    <message>
        <source>Keep the numbers of the colours while weights change</source>
        <translation>权重变化时色标的数值保持不变</translation>
    </message>
    <message>
        <source>Curves over steps</source>
        <translation>曲线按步</translation>
    </message>
    <message>
        <source>Count steps along the curves</source>
        <translation>曲线横轴按步计</translation>
    </message>
    <message>
        <source>Curves over epochs</source>
        <translation>曲线按轮</translation>
    </message>
    <message>
        <source>Count epochs along the curves</source>
        <translation>曲线横轴按轮计</translation>
    </message>
    <message>
        <source>Rewind</source>
        <translation>回退</translation>
    </message>
    <message>
        <source>Look back at the step with the best validation accuracy</source>
        <translation>回看验证准确率最高的一步</translation>
    </message>
    <message>
        <source>Pin run</source>
        <translation>钉住训练</translation>
    </message>
    <message>
        <source>Keep this run&apos;s validation curves, dashed, beside whatever is on show</source>
        <translation>把这次训练的验证曲线以虚线留在任何曲线旁</translation>
    </message>
    <message>
        <source>Queue…</source>
        <translation>排队…</translation>
    </message>
    <message>
        <source>Train sharing modes, encoders and seeds one after the other</source>
        <translation>依次训练各种共享方式、编码器和种子</translation>
    </message>
    <message>
        <source>Curves over tokens</source>
        <translation>曲线按词元</translation>
    </message>
    <message>
        <source>Count the tokens trained on along the curves</source>
        <translation>曲线横轴按已训练的词元计</translation>
    </message>
    <message>
        <source>Curves over time</source>
        <translation>曲线按时间</translation>
    </message>
    <message>
        <source>Count minutes of training along the curves</source>
        <translation>曲线横轴按训练分钟计</translation>
    </message>
    <message>
        <source>Rename or edit</source>
        <translation>重命名或编辑</translation>
    </message>
    <message>
        <source>Change the name of the chosen run, or the chosen probe</source>
        <translation>修改所选训练记录的名称，或所选的观察句</translation>
    </message>
    <message>
        <source>Open files of labelled texts; nothing is stored before you have seen them</source>
        <translation>打开带标签文本的文件；在您看过之前不会保存任何内容</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open a folder of labelled texts, such as IMDB&apos;s</source>
        <translation>打开带标签文本的文件夹，例如 IMDB</translation>
    </message>
    <message>
        <source>Larger type</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Make all type and everything around it larger</source>
        <translation>放大所有文字及其周围的一切</translation>
    </message>
    <message>
        <source>Smaller type</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Make all type and everything around it smaller</source>
        <translation>缩小所有文字及其周围的一切</translation>
    </message>
    <message>
        <source>Normal type</source>
        <translation>标准文字</translation>
    </message>
    <message>
        <source>Type as large as the system wants it</source>
        <translation>文字大小与系统一致</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Use the whole screen, without a frame</source>
        <translation>使用整个屏幕，不带边框</translation>
    </message>
    <message>
        <source>Presenter mode</source>
        <translation>演示模式</translation>
    </message>
    <message>
        <source>Larger type and no side panes, for a projector</source>
        <translation>文字更大，不显示侧栏，适合投影</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Window, panes and type as in the first start</source>
        <translation>窗口、侧栏和文字恢复到首次启动时的样子</translation>
    </message>
    <message>
        <source>The language of the desktop, if the lab speaks it</source>
        <translation>桌面的语言（若实验室支持）</translation>
    </message>
    <message>
        <source>Show the window in English</source>
        <translation>以英文显示窗口</translation>
    </message>
    <message>
        <source>Show the window in Simplified Chinese</source>
        <translation>以简体中文显示窗口</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Find any command, run or data set by typing some of its letters</source>
        <translation>键入几个字母，查找任何命令、训练记录或数据集</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>What this workspace is for and how to use it</source>
        <translation>此工作区的用途和用法</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>键盘快捷键…</translation>
    </message>
    <message>
        <source>See and change the key of every action</source>
        <translation>查看并修改每个操作的快捷键</translation>
    </message>
    <message>
        <source>What&apos;s this?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <source>Click something afterwards to read what it is</source>
        <translation>随后点击某处，即可看到它的说明</translation>
    </message>
    <message>
        <source>Export view…</source>
        <translation>导出视图…</translation>
    </message>
    <message>
        <source>Save a view of this workspace as a picture or as numbers</source>
        <translation>把此工作区的一个视图保存为图片或数值</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Put the picture of the view under the pointer on the clipboard</source>
        <translation>把指针下视图的图片放到剪贴板</translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <source>Put the numbers of the view under the pointer on the clipboard</source>
        <translation>把指针下视图的数值放到剪贴板</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Show the ways to begin again, on the Train page</source>
        <translation>在训练页再次显示几种开始方式</translation>
    </message>
    <message>
        <source>Open lab file…</source>
        <translation>打开实验室文件…</translation>
    </message>
    <message>
        <source>Open another lab file, in a window of its own</source>
        <translation>在单独的窗口中打开另一个实验室文件</translation>
    </message>
    <message>
        <source>Undo history…</source>
        <translation>撤销历史…</translation>
    </message>
    <message>
        <source>Every edit in order; go back to any of them, and forth again</source>
        <translation>按顺序列出每次修改；可回到其中任意一次，也可再前进</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>取消导出</translation>
    </message>
    <message>
        <source>End what is being exported or copied; nothing of it is written</source>
        <translation>结束正在进行的导出或复制；不写入任何内容</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>lab::AgreementList</name>
    <message>
        <source>Agreement with leave-one-out</source>
        <translation>与逐词剔除的一致程度</translation>
    </message>
</context>
<context>
    <name>lab::AttentionMatrix</name>
    <message>
        <source>Whole map of the chosen head</source>
        <translation>所选头的完整注意力图</translation>
    </message>
    <message>
        <source>landmark %1</source>
        <translation>地标 %1</translation>
    </message>
    <message>
        <source>the mean around %1</source>
        <translation>%1 周围的平均</translation>
    </message>
    <message>
        <source>Rows are queries; columns are Linformer&apos;s landmarks, each a mixture of all tokens.</source>
        <translation>行是查询；列是 Linformer 的地标，每个都是所有词元的混合。</translation>
    </message>
    <message>
        <source>Rows are queries; each column is the mean of tokens around every %1th.</source>
        <translation>行是查询；每列是每隔 %1 个词元取的邻近词元平均。</translation>
    </message>
    <message>
        <source>Derived: φ(q)·φ(k) by its sum. The model never computes this map.</source>
        <translation>推导所得：φ(q)·φ(k) 除以其和。模型从不计算此图。</translation>
    </message>
    <message>
        <source>Rows are queries, columns the tokens they look at. Grey: not seen.</source>
        <translation>行是查询，列是它们关注的词元。灰色：看不到。</translation>
    </message>
    <message>
        <source>token %1, place %2</source>
        <translation>词元 %1，位置 %2</translation>
    </message>
    <message>
        <source>%1 does not see %2, place %3</source>
        <translation>%1 看不到 %2，位置 %3</translation>
    </message>
    <message>
        <source>%1 looks at %2, place %3, weight %4</source>
        <translation>%1 关注 %2，位置 %3，权重 %4</translation>
    </message>
    <message>
        <source>Whole attention map</source>
        <translation>完整注意力图</translation>
    </message>
</context>
<context>
    <name>lab::AttentionMinimap</name>
    <message>
        <source>Overview of the text</source>
        <translation>文本概览</translation>
    </message>
    <message>
        <source>Mean weight of each token over all heads, from the smallest to the largest. Click or drag to go there.</source>
        <translation>每个词元在所有头上的平均权重，从最小到最大。点击或拖动可跳到该处。</translation>
    </message>
    <message>
        <source>tokens %1 to %2 of %3</source>
        <translation>第 %1 至 %2 个词元，共 %3 个</translation>
    </message>
</context>
<context>
    <name>lab::AttentionStrip</name>
    <message>
        <source>alpha</source>
        <translation>alpha</translation>
    </message>
    <message>
        <source>beta</source>
        <translation>beta</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>attention received, mean over the queries</source>
        <translation>得到的注意力，对各查询取平均</translation>
    </message>
    <message>
        <source>α query weights</source>
        <translation>α 查询权重</translation>
    </message>
    <message>
        <source>β key weights</source>
        <translation>β 键权重</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>rank %1 of %2</source>
        <translation>%2 个中排第 %1</translation>
    </message>
    <message>
        <source>token %1, pooling weight %2, %3</source>
        <translation>词元 %1，池化权重 %2，%3</translation>
    </message>
    <message>
        <source>pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>token %1 of %2</source>
        <translation>第 %1 个词元，共 %2 个</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>uniform, 1/n</source>
        <translation>均匀值，1/n</translation>
    </message>
    <message>
        <source>× uniform</source>
        <translation>× 均匀值</translation>
    </message>
    <message>
        <source>weight × tokens</source>
        <translation>权重 × 词元数</translation>
    </message>
    <message>
        <source>difference of weights</source>
        <translation>权重差值</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Attention difference</source>
        <translation>注意力差值</translation>
    </message>
    <message>
        <source>Attention map</source>
        <translation>注意力图</translation>
    </message>
    <message>
        <source>tokens %1 to %2 of %3</source>
        <translation>第 %1 至 %2 个词元，共 %3 个</translation>
    </message>
    <message>
        <source>token %1, %2 %3, %4</source>
        <translation>词元 %1，%2 %3，%4</translation>
    </message>
    <message>
        <source>layer %1, mean of heads</source>
        <translation>第 %1 层，各头平均</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>not in the vocabulary</source>
        <translation>不在词表中</translation>
    </message>
    <message>
        <source>id %1</source>
        <translation>编号 %1</translation>
    </message>
</context>
<context>
    <name>lab::BranchButton</name>
    <message>
        <source>Branch with changes…</source>
        <translation>修改并另开分支…</translation>
    </message>
    <message>
        <source>From the best step, %1</source>
        <translation>自最佳步 %1</translation>
    </message>
    <message>
        <source>From the last step, %1</source>
        <translation>自最后一步 %1</translation>
    </message>
    <message>
        <source>A new run that goes on from a stored checkpoint with other training settings</source>
        <translation>从已保存的检查点以其他训练设置继续的新训练</translation>
    </message>
    <message>
        <source>A branch begins at a stored checkpoint: stop the run, or wait for its end</source>
        <translation>分支从已保存的检查点开始：请停止训练，或等它结束</translation>
    </message>
    <message>
        <source>This run keeps no checkpoint from which a branch could begin</source>
        <translation>这次训练没有保存可供分支的检查点</translation>
    </message>
    <message>
        <source>From the kept step, %1</source>
        <translation>从保留的步开始，%1</translation>
    </message>
    <message>
        <source>Start a new run from the weights after step %1</source>
        <translation>用第 %1 步之后的权重开始一次新训练</translation>
    </message>
</context>
<context>
    <name>lab::BuildPage</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Parameter sharing</source>
        <translation>参数共享</translation>
    </message>
    <message>
        <source>attention parameters</source>
        <translation>注意力参数</translation>
    </message>
    <message>
        <source>One layer</source>
        <translation>单层</translation>
    </message>
    <message>
        <source>The stack</source>
        <translation>层叠结构</translation>
    </message>
    <message>
        <source>solid: stored · dashed: borrowed</source>
        <translation>实线：自有 · 虚线：借用</translation>
    </message>
    <message>
        <source>New run with these settings</source>
        <translation>用这些设置新建训练</translation>
    </message>
    <message>
        <source>as it was trained</source>
        <translation>训练时的设置</translation>
    </message>
    <message>
        <source>Preset: %1</source>
        <translation>预设：%1</translation>
    </message>
    <message>
        <source>own settings</source>
        <translation>自定设置</translation>
    </message>
    <message>
        <source>Settings that somebody published, or that teach well</source>
        <translation>已发表的设置，或适合教学的设置</translation>
    </message>
    <message>
        <source>%1, %2, width %3, %4 heads, %5 layers</source>
        <translation>%1，%2，宽度 %3，%4 头，%5 层</translation>
    </message>
    <message>
        <source>fixed while it trains</source>
        <translation>训练期间固定</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
</context>
<context>
    <name>lab::CheckpointDialog</name>
    <message>
        <source>best validation</source>
        <translation>验证最佳</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>last step</source>
        <translation>最后一步</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Why it is there</source>
        <translation>保存原因</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Branch from here</source>
        <translation>从这里分支</translation>
    </message>
    <message>
        <source>A new run that goes on from this moment with other training settings</source>
        <translation>以其他训练设置从这一时刻继续的新训练</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Read texts with the weights of this moment</source>
        <translation>用这一时刻的权重读取文本</translation>
    </message>
    <message>
        <source>Export the model…</source>
        <translation>导出模型…</translation>
    </message>
    <message>
        <source>Write the weights of this moment as a model file (safetensors)</source>
        <translation>把这一时刻的权重写成模型文件（safetensors）</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Remove a kept checkpoint; its room goes to the next things that are stored</source>
        <translation>移除一个保留的检查点；空出的空间留给之后存储的内容</translation>
    </message>
    <message>
        <source>The next run has no checkpoints yet</source>
        <translation>下一次训练还没有检查点</translation>
    </message>
    <message>
        <source>While a run trains, “Keep this step” (%1) stores its weights of that moment. The best and the last are stored by themselves.</source>
        <translation>训练时，“保留这一步”（%1）会存储当时的权重。最佳和最后的权重会自动存储。</translation>
    </message>
    <message>
        <source>%1 in the lab file</source>
        <translation>在实验室文件中占 %1</translation>
    </message>
    <message>
        <source>Export the model of run %1 after step %2</source>
        <translation>导出训练 %1 在第 %2 步后的模型</translation>
    </message>
    <message>
        <source>Model files (*.safetensors)</source>
        <translation>模型文件 (*.safetensors)</translation>
    </message>
    <message>
        <source>Remove the checkpoint</source>
        <translation>移除检查点</translation>
    </message>
    <message>
        <source>Remove the checkpoint after step %1 for good? This cannot be undone.</source>
        <translation>永久移除第 %1 步后的检查点？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>lab::ClassList</name>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>%1: probability %2, logit %3</source>
        <translation>%1：概率 %2，logit %3</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>logit</source>
        <translation>logit</translation>
    </message>
</context>
<context>
    <name>lab::Closing</name>
    <message>
        <source>The data set is not imported yet, and nothing of it would be stored.</source>
        <translation>数据集尚未导入完毕，其内容将完全不会保存。</translation>
    </message>
    <message>
        <source>Not every run is imported yet; those that are here would stay.</source>
        <translation>尚有训练记录未导入；已导入的会保留。</translation>
    </message>
    <message>
        <source>Runs that wait in the queue and would be forgotten: %1.</source>
        <translation>队列中有 %1 次训练在等待，关闭后将丢失。</translation>
    </message>
    <message>
        <source>Close Fastformer Lab</source>
        <translation>关闭 Fastformer Lab</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>不关闭</translation>
    </message>
    <message>
        <source>Closing when the file is written…</source>
        <translation>文件写完后关闭…</translation>
    </message>
    <message>
        <source>Closing…</source>
        <translation>正在关闭…</translation>
    </message>
</context>
<context>
    <name>lab::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Type a command, a run or a data set</source>
        <translation>键入命令、训练记录或数据集</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>符合的命令</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>data %1</source>
        <translation>数据 %1</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
</context>
<context>
    <name>lab::CompareModel</name>
    <message>
        <source>query = value</source>
        <translation>查询 = 值</translation>
    </message>
    <message>
        <source>query = value + all heads</source>
        <translation>查询 = 值 ＋ 各头共用</translation>
    </message>
    <message>
        <source>query = value + all layers</source>
        <translation>查询 = 值 ＋ 各层共用</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不共享</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Attention parameters</source>
        <translation>注意力参数</translation>
    </message>
    <message>
        <source>Test accuracy ± sd</source>
        <translation>测试准确率 ± 标准差</translation>
    </message>
    <message>
        <source>After the last step, in percent; deviation over the seeds</source>
        <translation>最后一步之后，百分比；各种子间的标准差</translation>
    </message>
    <message>
        <source>Test macro-F1 ± sd</source>
        <translation>测试宏 F1 ± 标准差</translation>
    </message>
    <message>
        <source>Validation ± sd</source>
        <translation>验证 ± 标准差</translation>
    </message>
    <message>
        <source>Validation accuracy in percent at the moment chosen above</source>
        <translation>上方所选时刻的验证准确率，百分比</translation>
    </message>
    <message>
        <source>s / epoch</source>
        <translation>秒/轮</translation>
    </message>
    <message>
        <source>Time of one epoch</source>
        <translation>一轮的时间</translation>
    </message>
    <message>
        <source>Δ to %1</source>
        <translation>与 %1 之差</translation>
    </message>
    <message>
        <source>Test accuracy above or below the reference row&apos;s, in percent</source>
        <translation>测试准确率比参照行高或低多少，百分点</translation>
    </message>
    <message>
        <source>Wu and others, Fastformer (arXiv 2108.09084), table 4 and figure 4</source>
        <translation>Wu 等，Fastformer（arXiv 2108.09084），表 4 与图 4</translation>
    </message>
    <message>
        <source>Paper: accuracy</source>
        <translation>论文：准确率</translation>
    </message>
    <message>
        <source>Paper: macro-F1</source>
        <translation>论文：宏 F1</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>What the largest training step held: weights, gradients, Adam&apos;s moments and activations. Runs of older versions did not record it.</source>
        <translation>最大的一个训练步所占用的内存：权重、梯度、Adam 的动量和激活值。旧版本的训练没有记录。</translation>
    </message>
    <message>
        <source>per head</source>
        <translation>逐头</translation>
    </message>
    <message>
        <source>across heads</source>
        <translation>跨头</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>concat</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>product</source>
        <translation>逐元素乘积</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Changed on the way</source>
        <translation>途中更改</translation>
    </message>
    <message>
        <source>Such a run was trained unlike others with its settings and is in no group</source>
        <translation>这样的训练与其他相同设置的训练过程不同，因此不属于任何组</translation>
    </message>
    <message>
        <source>LR %1 after step %2</source>
        <translation>第 %2 步后学习率 %1</translation>
    </message>
    <message>
        <source>dropout %1 after step %2</source>
        <translation>第 %2 步后 dropout %1</translation>
    </message>
    <message>
        <source>end %1 after step %2</source>
        <translation>第 %2 步后终点 %1</translation>
    </message>
</context>
<context>
    <name>lab::ComparePage</name>
    <message>
        <source>Nothing is compared yet. Choose runs on the left and add them from their menu, drag them here, or compare all runs of the newest data set.</source>
        <translation>还没有可比较的内容。请在左侧选择训练记录，从其菜单添加或拖到这里，或比较最新数据集的全部训练。</translation>
    </message>
    <message>
        <source>Compare the newest data set&apos;s runs</source>
        <translation>比较最新数据集的训练</translation>
    </message>
    <message>
        <source>Put the newest runs of the newest data set side by side</source>
        <translation>把最新数据集的最新训练并排比较</translation>
    </message>
    <message>
        <source>Take out of the comparison</source>
        <translation>移出比较</translation>
    </message>
    <message>
        <source>Leave the chosen rows out; the runs themselves stay</source>
        <translation>移出所选的行；训练记录本身保留</translation>
    </message>
    <message>
        <source>Empty the comparison</source>
        <translation>清空比较</translation>
    </message>
    <message>
        <source>Start over with no runs compared</source>
        <translation>重新开始，不比较任何训练</translation>
    </message>
    <message>
        <source>Differences to this row</source>
        <translation>与此行之差</translation>
    </message>
    <message>
        <source>Show by how much each row is above or below the chosen one</source>
        <translation>显示每一行比所选行高或低多少</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>只看差异</translation>
    </message>
    <message>
        <source>Leave settings out that all rows have in common</source>
        <translation>略去各行相同的设置</translation>
    </message>
    <message>
        <source>Paper&apos;s figures</source>
        <translation>论文数值</translation>
    </message>
    <message>
        <source>Show the paper&apos;s results where data set and model are the paper&apos;s</source>
        <translation>数据集和模型与论文相同时显示论文的结果</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>曲线显示什么</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>宏 F1</translation>
    </message>
    <message>
        <source>What the x axis counts</source>
        <translation>横轴按什么计</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>一轮</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>each seed, mean and 95 % interval</source>
        <translation>每个种子，均值与 95 % 区间</translation>
    </message>
    <message>
        <source>Settings that differ, and results</source>
        <translation>不同的设置与结果</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>At the cursor</source>
        <translation>光标处</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较表</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>%1 equal settings hidden</source>
        <translation>已隐藏 %1 项相同的设置</translation>
    </message>
    <message>
        <source>run %1 seed %2</source>
        <translation>%1 号训练 种子 %2</translation>
    </message>
    <message>
        <source>mean of the seeds, band from lowest to highest</source>
        <translation>各种子的均值，范围从最低到最高</translation>
    </message>
    <message>
        <source>Moment of the validation column, and of the weights that read a text below</source>
        <translation>验证列所取的时刻，也是下方读文本所用权重的时刻</translation>
    </message>
</context>
<context>
    <name>lab::CompareTable</name>
    <message>
        <source>Comparison</source>
        <translation>比较表</translation>
    </message>
</context>
<context>
    <name>lab::Comparison</name>
    <message>
        <source>%1 seeds</source>
        <translation>%1 个种子</translation>
    </message>
    <message>
        <source>%1 seeds, %2 in training</source>
        <translation>%1 个种子，其中 %2 个在训练</translation>
    </message>
</context>
<context>
    <name>lab::ConfusionView</name>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆</translation>
    </message>
    <message>
        <source>%1 of %2 texts of class %3 are taken for %4</source>
        <translation>%3 类的 %2 段文本中有 %1 段被判为 %4</translation>
    </message>
    <message>
        <source>nothing measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source> · rows true, columns predicted</source>
        <translation> · 行为真实，列为预测</translation>
    </message>
    <message>
        <source>Click to see them in Inspect</source>
        <translation>点击即可在“查看”中浏览</translation>
    </message>
</context>
<context>
    <name>lab::CostChart</name>
    <message>
        <source>slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>crossover at %1 tokens, %2 … %3</source>
        <translation>在 %1 个词元处交叉，%2 … %3</translation>
    </message>
    <message>
        <source>measured, most memory held</source>
        <translation>实测，最多占用的内存</translation>
    </message>
    <message>
        <source>measured, median and 95 % interval of up to %1 repeats</source>
        <translation>实测，至多 %1 次重复的中位数与 95 % 区间</translation>
    </message>
    <message>
        <source>by definition, one fitted constant</source>
        <translation>按定义，拟合一个常数</translation>
    </message>
    <message>
        <source>where the Transformer becomes the slower one</source>
        <translation>Transformer 由此变得更慢</translation>
    </message>
    <message>
        <source>Cost against sequence length</source>
        <translation>开销与序列长度</translation>
    </message>
    <message>
        <source>tokens in a sequence</source>
        <translation>一个序列的词元数</translation>
    </message>
    <message>
        <source>measured, one pass</source>
        <translation>实测，一次</translation>
    </message>
</context>
<context>
    <name>lab::CostChooser</name>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>Timings</source>
        <translation>计时</translation>
    </message>
    <message>
        <source>Stored timings</source>
        <translation>已保存的计时</translation>
    </message>
    <message>
        <source>Nothing measured yet.</source>
        <translation>尚未测量。</translation>
    </message>
    <message>
        <source>Encoders</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不共享</translation>
    </message>
    <message>
        <source>Each map has its own parameters</source>
        <translation>每个映射有自己的参数</translation>
    </message>
    <message>
        <source>query = value</source>
        <translation>查询 = 值</translation>
    </message>
    <message>
        <source>Fastformer; the others are measured without sharing</source>
        <translation>Fastformer；其他编码器不共享参数测量</translation>
    </message>
    <message>
        <source>query = value + all heads</source>
        <translation>查询 = 值 ＋ 各头共用</translation>
    </message>
    <message>
        <source>Fastformer alone offers this</source>
        <translation>只有 Fastformer 提供</translation>
    </message>
    <message>
        <source>query = value + all layers</source>
        <translation>查询 = 值 ＋ 各层共用</translation>
    </message>
    <message>
        <source>For the others: all layers alike</source>
        <translation>其他编码器：各层相同</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Texts of %1 tokens</source>
        <translation>每段 %1 个词元的文本</translation>
    </message>
    <message>
        <source>ms, %1</source>
        <translation>毫秒，%1</translation>
    </message>
</context>
<context>
    <name>lab::CostPage</name>
    <message>
        <source>Time and memory</source>
        <translation>时间与内存</translation>
    </message>
    <message>
        <source>What encoders cost as texts grow</source>
        <translation>文本变长时各编码器的开销</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>How good encoders are on a data set: the paper&apos;s table</source>
        <translation>各编码器在一个数据集上的质量：论文中的表</translation>
    </message>
    <message>
        <source>Time and memory, or quality</source>
        <translation>时间与内存，或质量</translation>
    </message>
</context>
<context>
    <name>lab::CostView</name>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Measure what is ticked; what the lab file holds already is kept</source>
        <translation>测量勾选的项目；实验室文件里已有的保留</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Measure everything that is ticked anew</source>
        <translation>重新测量所有勾选的项目</translation>
    </message>
    <message>
        <source>Cancel measuring</source>
        <translation>取消测量</translation>
    </message>
    <message>
        <source>Stop now; what was measured is kept</source>
        <translation>立即停止；已测得的结果会保留</translation>
    </message>
    <message>
        <source>Export timings…</source>
        <translation>导出计时…</translation>
    </message>
    <message>
        <source>Write the timings on show as a table, as fastformer timing --csv does</source>
        <translation>把当前的计时写成表格，与 fastformer timing --csv 相同</translation>
    </message>
    <message>
        <source>Inference</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>A forward pass without gradients</source>
        <translation>不求梯度的前向计算</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Forward, loss and backward</source>
        <translation>前向、损失和反向</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Seconds of a batch</source>
        <translation>每批的秒数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Most memory held for a training pass</source>
        <translation>一次训练计算最多占用的内存</translation>
    </message>
    <message>
        <source>Where the time goes</source>
        <translation>时间用在哪里</translation>
    </message>
    <message>
        <source>at</source>
        <translation>于</translation>
    </message>
    <message>
        <source>Length in tokens</source>
        <translation>长度（词元）</translation>
    </message>
    <message>
        <source>The length that parts and ratios are told for</source>
        <translation>说明各部分和比值所用的长度</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>Parts as percent of the pass</source>
        <translation>各部分占整次计算的百分比</translation>
    </message>
    <message>
        <source>Parts in milliseconds, one scale for all</source>
        <translation>各部分的毫秒数，统一刻度</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Tick at least one encoder, one sharing mode and one length.</source>
        <translation>请至少勾选一种编码器、一种共享方式和一个长度。</translation>
    </message>
    <message>
        <source>Export timings</source>
        <translation>导出计时</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 tokens a batch, %2, width %3, %4 heads</source>
        <translation>每批 %1 个词元，%2，宽度 %3，%4 头</translation>
    </message>
    <message>
        <source>one layer</source>
        <translation>1 层</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>%1 · build %2 · measured %3</source>
        <translation>%1 · 构建 %2 · 测于 %3</translation>
    </message>
    <message>
        <source>tokens: not measured there</source>
        <translation>个词元：该处未测量</translation>
    </message>
    <message>
        <source>at %1 tokens · %2</source>
        <translation>于 %1 个词元 · %2</translation>
    </message>
    <message>
        <source>tokens: not measured there; measured at %1</source>
        <translation>个词元：该处未测量；已测量：%1</translation>
    </message>
    <message>
        <source>Nothing of what is ticked on the left is in these timings. Tick more, or measure it.</source>
        <translation>左侧勾选的内容都不在这些计时中。请勾选更多，或进行测量。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ratios, slopes and memory stand here as soon as something is measured.</source>
        <translation>测量之后，这里显示比值、斜率与内存。</translation>
    </message>
    <message>
        <source>Nothing measured yet. Measuring all seven encoders at ten lengths takes some twenty minutes; points appear one by one, can be cancelled at any time, and go on where they were. Untick what you do not need on the left.</source>
        <translation>尚未测量。测量全部七种编码器的十个长度约需二十分钟；结果逐点出现，可随时取消，之后从中断处继续。不需要的请在左侧取消勾选。</translation>
    </message>
</context>
<context>
    <name>lab::CurveBoard</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>宏 F1</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm by layer</source>
        <translation>各层梯度范数</translation>
    </message>
    <message>
        <source>√Σg² over the parameters of each part, at each evaluation, before clipping</source>
        <translation>每次评估时各部分参数的 √Σg²，裁剪之前</translation>
    </message>
    <message>
        <source>Weight norm by layer</source>
        <translation>各层权重范数</translation>
    </message>
    <message>
        <source>√Σw² over the parameters of each part, at each evaluation</source>
        <translation>每次评估时各部分参数的 √Σw²</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Charts on show and smoothing</source>
        <translation>显示的图表与平滑</translation>
    </message>
    <message>
        <source>Which charts are shown, and smoothing</source>
        <translation>显示哪些图表，以及平滑</translation>
    </message>
    <message>
        <source>Confusion, test</source>
        <translation>混淆矩阵，测试</translation>
    </message>
    <message>
        <source>Confusion, validation</source>
        <translation>混淆矩阵，验证</translation>
    </message>
    <message>
        <source>Smoothing %1</source>
        <translation>平滑 %1</translation>
    </message>
    <message>
        <source>No smoothing</source>
        <translation>不平滑</translation>
    </message>
    <message>
        <source>Training points: m = w·m + (1 − w)·x, drawn as m / (1 − wⁿ)</source>
        <translation>训练点：m = w·m + (1 − w)·x，画作 m / (1 − wⁿ)</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>词向量</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>pinned run %1</source>
        <translation>钉住的 %1 号训练</translation>
    </message>
    <message>
        <source>test, step %1</source>
        <translation>测试，第 %1 步</translation>
    </message>
    <message>
        <source>validation, step %1</source>
        <translation>验证，第 %1 步</translation>
    </message>
    <message>
        <source>Show this chart, or put it away</source>
        <translation>显示或收起此图表</translation>
    </message>
</context>
<context>
    <name>lab::DataActions</name>
    <message>
        <source>Rename the data set…</source>
        <translation>重命名数据集…</translation>
    </message>
    <message>
        <source>Give the chosen data set of the lab file another name</source>
        <translation>为实验室文件中选中的数据集改名</translation>
    </message>
    <message>
        <source>Rename the data set</source>
        <translation>重命名数据集</translation>
    </message>
    <message>
        <source>Name of the data set:</source>
        <translation>数据集名称：</translation>
    </message>
    <message>
        <source>Export the data set…</source>
        <translation>导出数据集…</translation>
    </message>
    <message>
        <source>Write every text of the chosen data set with class and part, as CSV</source>
        <translation>把所选数据集的每段文本连同类别和部分写成 CSV</translation>
    </message>
    <message>
        <source>Move the data set to the trash</source>
        <translation>把数据集移到回收站</translation>
    </message>
    <message>
        <source>Put the chosen data set aside (Delete in the list); it can be restored</source>
        <translation>把所选数据集放到一边（列表中按 Delete）；可以恢复</translation>
    </message>
    <message>
        <source>Restore the data set</source>
        <translation>恢复数据集</translation>
    </message>
    <message>
        <source>Bring the data sets that are chosen in the trash back</source>
        <translation>恢复在回收站中选中的数据集</translation>
    </message>
    <message>
        <source>Delete the data set for good…</source>
        <translation>永久删除数据集…</translation>
    </message>
    <message>
        <source>Remove the data sets that are chosen in the trash from the lab file</source>
        <translation>从实验文件中删除在回收站中选中的数据集</translation>
    </message>
    <message>
        <source>Export the data set</source>
        <translation>导出数据集</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Delete %1 for good, with its slices? This cannot be undone.</source>
        <translation>要永久删除 %1 及其切片吗？此操作无法撤销。</translation>
    </message>
</context>
<context>
    <name>lab::DataDesk</name>
    <message>
        <source>change text of a record</source>
        <translation>更改一条记录的文本</translation>
    </message>
    <message>
        <source>remove a record</source>
        <translation>移除一条记录</translation>
    </message>
    <message>
        <source>remove %1 records</source>
        <translation>移除 %1 条记录</translation>
    </message>
    <message>
        <source>change class of a record</source>
        <translation>更改一条记录的类别</translation>
    </message>
    <message>
        <source>change class of %1 records</source>
        <translation>更改 %1 条记录的类别</translation>
    </message>
    <message>
        <source>change part of a record</source>
        <translation>更改一条记录的部分</translation>
    </message>
    <message>
        <source>change part of %1 records</source>
        <translation>更改 %1 条记录的部分</translation>
    </message>
    <message>
        <source>Data set renamed %1
renaming data set %1</source>
        <translation>数据集已重命名为 %1
重命名数据集 %1</translation>
    </message>
    <message>
        <source>Data set %1 moved to the trash
moving data set %1 to the trash</source>
        <translation>数据集 %1 已移到回收站
把数据集 %1 移到回收站</translation>
    </message>
    <message>
        <source>Data set %1 restored
restoring data set %1</source>
        <translation>数据集 %1 已恢复
恢复数据集 %1</translation>
    </message>
    <message>
        <source>Texts with HTML tags, which the program drops when it reads the file: %1</source>
        <translation>含有 HTML 标签的文本（读取该文件时标签会被去掉）：%1</translation>
    </message>
    <message>
        <source>add a record</source>
        <translation>添加一条记录</translation>
    </message>
    <message>
        <source>%1 stays as it is, because runs need it so or it is built in; the change is in its copy %2, which is open now.</source>
        <translation>%1 保持不变，因为有训练需要它或它是内置的；更改已写入其副本 %2，现已打开该副本。</translation>
    </message>
</context>
<context>
    <name>lab::DataModel</name>
    <message>
        <source>%1
%2 texts to train, %3 to validate, %4 to test
%5 classes · median %6 tokens</source>
        <translation>%1
训练 %2 段，验证 %3 段，测试 %4 段
%5 类 · 中位数 %6 个词元</translation>
    </message>
</context>
<context>
    <name>lab::DataPage</name>
    <message>
        <source>Reading… %1 %</source>
        <translation>正在读取… %1 %</translation>
    </message>
    <message>
        <source>Sample: %1</source>
        <translation>示例：%1</translation>
    </message>
    <message>
        <source>Look at the built-in data set %1</source>
        <translation>查看内置数据集 %1</translation>
    </message>
    <message>
        <source>Drop a file or folder of labelled texts here, or start with a sample. CSV, TSV, JSON lines, IMDB folders, Amazon reviews and AG News are read as they are; nothing is stored before you have seen it.</source>
        <translation>把带标签文本的文件或文件夹拖到这里，或从示例开始。CSV、TSV、JSON 行、IMDB 文件夹、Amazon 评论和 AG News 可直接读取；在您看过之前不会保存任何内容。</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The texts, to search, filter and sort</source>
        <translation>文本：可搜索、筛选和排序</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Classes, parts, lengths, and what is wrong</source>
        <translation>类别、部分、长度和问题</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>The vocabulary, and what a text is cut into</source>
        <translation>词表，以及文本如何切分</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>%1 texts · %2 classes · %3 words</source>
        <translation>%1 段文本 · %2 类 · %3 个词</translation>
    </message>
    <message>
        <source>Back to the import</source>
        <translation>回到导入</translation>
    </message>
    <message>
        <source>Go on with the source that you were looking at</source>
        <translation>继续处理之前查看的来源</translation>
    </message>
</context>
<context>
    <name>lab::DataSummary</name>
    <message>
        <source>Texts by class and part</source>
        <translation>各类别、各部分的文本数</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>%1 texts: %2 to train, %3 to validate, %4 to test</source>
        <translation>%1 段文本：训练 %2，验证 %3，测试 %4</translation>
    </message>
    <message>
        <source>Tokens: median %1, 95 % of the texts within %2, longest %3.</source>
        <translation>词元：中位数 %1，95 % 的文本不超过 %2，最长 %3。</translation>
    </message>
    <message>
        <source>The maximum length of %1 tokens cuts %2 of the texts.</source>
        <translation>最大长度 %1 个词元会截断 %2 的文本。</translation>
    </message>
    <message>
        <source>Repaired: %1 × %2, first in row %3.</source>
        <translation>已修复：%1 × %2，首次在第 %3 行。</translation>
    </message>
    <message>
        <source>%1 test texts also stand in another part: the test measures them too well.</source>
        <translation>%1 段测试文本也出现在其他部分：测试结果会偏高。</translation>
    </message>
    <message>
        <source>%1 texts repeat an earlier one.</source>
        <translation>%1 段文本与前面的重复。</translation>
    </message>
    <message>
        <source>Skipped: %1 × %2, first in row %3.</source>
        <translation>已跳过：%1 × %2，首次在第 %3 行。</translation>
    </message>
    <message>
        <source>Training lacks %1 of the words of the validation part and %2 of the test part.</source>
        <translation>训练部分缺少验证部分 %1 的词和测试部分 %2 的词。</translation>
    </message>
    <message>
        <source>Training lacks %1 of the words of the validation part.</source>
        <translation>训练部分缺少验证部分 %1 的词。</translation>
    </message>
    <message>
        <source>Training lacks %1 of the words of the test part.</source>
        <translation>训练部分缺少测试部分 %1 的词。</translation>
    </message>
    <message>
        <source>Vocabulary: %1 words.</source>
        <translation>词表：%1 个词。</translation>
    </message>
</context>
<context>
    <name>lab::DataTrash</name>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Data sets that can still be restored</source>
        <translation>仍可恢复的数据集</translation>
    </message>
</context>
<context>
    <name>lab::DeviceCombo</name>
    <message>
        <source>Every core of the processor</source>
        <translation>处理器的所有核心</translation>
    </message>
    <message>
        <source>Leaves cores to other programs</source>
        <translation>给其他程序留出核心</translation>
    </message>
    <message>
        <source>The GPU of this machine and its memory</source>
        <translation>本机的 GPU 及其显存</translation>
    </message>
    <message>
        <source>Computes as exactly as the processor</source>
        <translation>与处理器同样精确</translation>
    </message>
    <message>
        <source>Products read 10 bits of fraction of each number: faster, less exact</source>
        <translation>乘积只读取每个数的 10 位尾数：更快，精度稍低</translation>
    </message>
    <message>
        <source>Keeps 7 bits of fraction of each number: fastest, half the memory, least exact</source>
        <translation>每个数只保留 7 位尾数：最快，内存减半，精度最低</translation>
    </message>
    <message>
        <source>No GPU</source>
        <translation>没有 GPU</translation>
    </message>
    <message>
        <source>What computes: %1</source>
        <translation>计算设备：%1</translation>
    </message>
    <message>
        <source>What computes. The result has the same bits with any number of threads.</source>
        <translation>用什么计算。线程数不同，结果仍逐位相同。</translation>
    </message>
</context>
<context>
    <name>lab::DivisionBar</name>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Share of the rows that is measured after each epoch; 0 = the data set has none</source>
        <translation>每轮之后用于验证的行所占的比例；0 = 数据集没有验证行</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Share of the rows that is measured once, at the end; 0 = the data set has none</source>
        <translation>最后只测试一次的行所占的比例；0 = 数据集没有测试行</translation>
    </message>
    <message>
        <source>Share of the part %1</source>
        <translation>%1部分的比例</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Nothing is drawn: every row trains that the source gives no other part.</source>
        <translation>不抽取：来源未归入其他部分的每一行都用于训练。</translation>
    </message>
    <message>
        <source>Drawn where the source has no validation rows; the other %1 % train.</source>
        <translation>来源没有验证行时才抽取；其余 %1 % 用于训练。</translation>
    </message>
    <message>
        <source>The source says which rows validate: none are drawn</source>
        <translation>来源已指明验证行：不再抽取</translation>
    </message>
    <message>
        <source>The source says which rows are for the test: none are drawn</source>
        <translation>来源已指明测试行：不再抽取</translation>
    </message>
    <message>
        <source>Nothing is drawn from a source that says which rows validate: it has no test part</source>
        <translation>来源已指明验证行时不再抽取：它没有测试部分</translation>
    </message>
    <message>
        <source>as the source says</source>
        <translation>按来源所定</translation>
    </message>
    <message>
        <source>Nothing is drawn: the source says which rows validate and test.</source>
        <translation>不抽取：来源已指明验证行和测试行。</translation>
    </message>
    <message>
        <source>Nothing is drawn: the source says which rows validate, and has none to test.</source>
        <translation>不抽取：来源已指明验证行，且没有测试行。</translation>
    </message>
    <message>
        <source>The source says which rows test; of the others %1 % train.</source>
        <translation>来源已指明测试行；其余各行中 %1 % 用于训练。</translation>
    </message>
</context>
<context>
    <name>lab::DuelPane</name>
    <message>
        <source>Previous text</source>
        <translation>上一段</translation>
    </message>
    <message>
        <source>Compare on the example before this one</source>
        <translation>比较上一个样本</translation>
    </message>
    <message>
        <source>Next text</source>
        <translation>下一段</translation>
    </message>
    <message>
        <source>Compare on the example after this one</source>
        <translation>比较下一个样本</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>交换 A 与 B</translation>
    </message>
    <message>
        <source>Read B − A the other way round</source>
        <translation>反过来看 B − A</translation>
    </message>
    <message>
        <source>Find where A and B disagree</source>
        <translation>查找 A 与 B 不同之处</translation>
    </message>
    <message>
        <source>Read the test part with both runs and list the examples they do not agree on</source>
        <translation>用两次训练读测试部分，列出判断不同的样本</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>结束查找</translation>
    </message>
    <message>
        <source>Stop looking for disagreements; those found so far stay</source>
        <translation>停止查找；已找到的保留</translation>
    </message>
    <message>
        <source>Find disagreements</source>
        <translation>查找不同之处</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>One text through both models</source>
        <translation>两个模型读同一段文本</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Run A</source>
        <translation>训练 A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Run B</source>
        <translation>训练 B</translation>
    </message>
    <message>
        <source>Text for both models</source>
        <translation>供两个模型读的文本</translation>
    </message>
    <message>
        <source>Type a text, or step through the test examples</source>
        <translation>输入文本，或浏览测试样本</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>Attention of both models and their difference</source>
        <translation>两个模型的注意力及其差值</translation>
    </message>
    <message>
        <source>Add a second run to see one text through both.</source>
        <translation>再添加一次训练，即可用两个模型读同一段文本。</translation>
    </message>
    <message>
        <source>Examples on which A and B disagree</source>
        <translation>A 与 B 判断不同的样本</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>已读 %1 / %2</translation>
    </message>
    <message>
        <source>your text · mean over the heads</source>
        <translation>您的文本 · 各头平均</translation>
    </message>
    <message>
        <source>test example %1 · class %2 · mean over the heads</source>
        <translation>测试样本 %1 · 类别 %2 · 各头平均</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>%1   A %2 · B %3   %4</source>
        <comment>example, class by A, class by B, text</comment>
        <translation>%1   A %2 · B %3   %4</translation>
    </message>
    <message>
        <source>class %1
%2</source>
        <translation>类别 %1
%2</translation>
    </message>
    <message>
        <source>%1 of %2 differ</source>
        <translation>%2 个中有 %1 个不同</translation>
    </message>
    <message>
        <source>%1 of %2 differ; ended early</source>
        <translation>%2 个中有 %1 个不同；提前结束</translation>
    </message>
    <message>
        <source>No reading by both models: type a text, or choose other runs.</source>
        <translation>两个模型还没有都读过：请输入文本，或选择其他训练。</translation>
    </message>
    <message>
        <source>A: %1, B: %2, %3, %4</source>
        <translation>A：%1，B：%2，%3，%4</translation>
    </message>
    <message>
        <source>A: %1 · B: %2</source>
        <translation>A：%1 · B：%2</translation>
    </message>
</context>
<context>
    <name>lab::DuelStrip</name>
    <message>
        <source>pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source> L%1</source>
        <comment>layer number</comment>
        <translation> 层%1</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
    <message>
        <source>A %1</source>
        <comment>first of two runs</comment>
        <translation>A %1</translation>
    </message>
    <message>
        <source>B %1</source>
        <comment>second of two runs</comment>
        <translation>B %1</translation>
    </message>
    <message>
        <source>No difference strip: the two models cut this text into other tokens.</source>
        <translation>没有差值图：两个模型对这段文本的切分不同。</translation>
    </message>
    <message>
        <source>predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>differ</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>agree</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>KL(A ‖ B)</source>
        <translation>KL(A ‖ B)</translation>
    </message>
    <message>
        <source>max |B − A|</source>
        <translation>最大 |B − A|</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>%1, token %2: %3 %4 %5</source>
        <translation>%1，词元 %2：%3 %4 %5</translation>
    </message>
    <message>
        <source>One text through both models</source>
        <translation>两个模型读同一段文本</translation>
    </message>
</context>
<context>
    <name>lab::ExportDesk</name>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>No view of this workspace shows anything yet that could be copied.</source>
        <translation>此工作区还没有可复制的视图内容。</translation>
    </message>
    <message>
        <source>This workspace has no view to export</source>
        <translation>此工作区没有可导出的视图</translation>
    </message>
    <message>
        <source>Save a view of this workspace as a picture or as numbers</source>
        <translation>把此工作区的一个视图保存为图片或数值</translation>
    </message>
    <message>
        <source>Put the picture of the view under the pointer on the clipboard</source>
        <translation>把指针下视图的图片放到剪贴板</translation>
    </message>
    <message>
        <source>Put the numbers of the view under the pointer on the clipboard</source>
        <translation>把指针下视图的数值放到剪贴板</translation>
    </message>
    <message>
        <source>Export “%1”…</source>
        <translation>导出“%1”…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 号训练</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>This view shows nothing yet</source>
        <translation>此视图尚无内容</translation>
    </message>
    <message>
        <source>Save this view as a picture or as numbers</source>
        <translation>将此视图保存为图片或数值</translation>
    </message>
    <message>
        <source>Put the picture of this view on the clipboard</source>
        <translation>将此视图的图片放到剪贴板</translation>
    </message>
    <message>
        <source>Put the numbers of this view on the clipboard</source>
        <translation>将此视图的数值放到剪贴板</translation>
    </message>
    <message>
        <source>Export of “%1” cancelled; nothing was written</source>
        <translation>已取消导出“%1”；没有写入任何内容</translation>
    </message>
</context>
<context>
    <name>lab::ExportDialog</name>
    <message>
        <source>Export view</source>
        <translation>导出视图</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>PNG: picture of pixels</source>
        <translation>PNG：像素图片</translation>
    </message>
    <message>
        <source>SVG: lines and text, for the web</source>
        <translation>SVG：线条和文字，供网页使用</translation>
    </message>
    <message>
        <source>PDF: lines and text, for print</source>
        <translation>PDF：线条和文字，供打印</translation>
    </message>
    <message>
        <source>CSV: its numbers, for tables</source>
        <translation>CSV：数值，供表格使用</translation>
    </message>
    <message>
        <source>JSON: its numbers, for programs</source>
        <translation>JSON：数值，供程序使用</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Put the picture or the numbers on the clipboard</source>
        <translation>把图片或数值放到剪贴板</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>关闭，不保存</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Choose the file to write</source>
        <translation>选择要写入的文件</translation>
    </message>
    <message>
        <source>%1 (nothing to export yet)</source>
        <translation>%1（尚无内容可导出）</translation>
    </message>
    <message>
        <source>This view shows nothing yet.</source>
        <translation>此视图尚无内容。</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, without the caption</source>
        <translation>%1 × %2 像素，不含说明</translation>
    </message>
    <message>
        <source>Text stays text: it can be selected, searched and edited.</source>
        <translation>文字仍是文字：可以选择、搜索和编辑。</translation>
    </message>
    <message>
        <source>Every number in full precision, with a decimal point.</source>
        <translation>每个数值都保留全部精度，用小数点。</translation>
    </message>
    <message>
        <source>The page shows this view no longer: choose another.</source>
        <translation>页面已不再显示此视图：请选择其他视图。</translation>
    </message>
</context>
<context>
    <name>lab::FigurePreview</name>
    <message>
        <source>Preview of the picture</source>
        <translation>图片预览</translation>
    </message>
</context>
<context>
    <name>lab::FileField</name>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>No file</source>
        <translation>没有文件</translation>
    </message>
</context>
<context>
    <name>lab::HeadTable</name>
    <message>
        <source>Heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entropy of the head&apos;s weights</source>
        <translation>该头权重的熵</translation>
    </message>
    <message>
        <source>Effective number of tokens, 2 to the power of the entropy</source>
        <translation>有效词元数，2 的熵次方</translation>
    </message>
    <message>
        <source>uniform: %1 bits, %2 tokens</source>
        <translation>均匀：%1 比特，%2 个词元</translation>
    </message>
</context>
<context>
    <name>lab::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help for the workspace on show</source>
        <translation>当前工作区的帮助</translation>
    </message>
    <message>
        <source>en</source>
        <comment>folder of the help pages</comment>
        <extracomment>The folder of the help pages in this language: &quot;en&quot;, &quot;zh_CN&quot;.</extracomment>
        <translation>zh_CN</translation>
    </message>
</context>
<context>
    <name>lab::ImportView</name>
    <message>
        <source>Counting… %1 %</source>
        <translation>正在统计… %1 %</translation>
    </message>
    <message>
        <source>First rows of the source and the use of each column</source>
        <translation>来源的前几行和各列的用途</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the data set</source>
        <translation>数据集名称</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Import nothing; what was stored of it goes</source>
        <translation>不导入；已保存的部分会删除</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Store the texts in the lab file: runs need the source no more</source>
        <translation>把文本保存到实验室文件：以后训练不再需要来源</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Storing…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Nothing is stored yet.</source>
        <translation>尚未保存任何内容。</translation>
    </message>
    <message>
        <source>1 column</source>
        <translation>1 列</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>separated by %1</source>
        <translation>以 %1 分隔</translation>
    </message>
    <message>
        <source>with a header line</source>
        <translation>有表头</translation>
    </message>
    <message>
        <source>without a header line</source>
        <translation>无表头</translation>
    </message>
    <message>
        <source>test set: %1</source>
        <translation>测试集：%1</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Use of column %1</source>
        <translation>第 %1 列的用途</translation>
    </message>
    <message>
        <source>Choose at least one column as text.</source>
        <translation>请至少选择一列作为文本。</translation>
    </message>
    <message>
        <source>Choose one column as class.</source>
        <translation>请选择一列作为类别。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Storing… %1 %</source>
        <translation>正在保存… %1 %</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Each row stays in the part that the column names: train, validation (also valid, val, dev) or test</source>
        <translation>每一行归入该列写明的部分：train、validation（也可写 valid、val、dev）或 test</translation>
    </message>
    <message>
        <source>Choose no more than one column as part.</source>
        <translation>最多只能选择一列作为部分。</translation>
    </message>
    <message>
        <source>The test set is a file of its own: no column can say the part as well.</source>
        <translation>测试集是单独的文件：不能再用一列指明部分。</translation>
    </message>
</context>
<context>
    <name>lab::InspectDetails</name>
    <message>
        <source>Pooling weight</source>
        <translation>池化权重</translation>
    </message>
    <message>
        <source>Gradient × input</source>
        <translation>梯度 × 输入</translation>
    </message>
    <message>
        <source>%1, mean of heads</source>
        <translation>%1，各头平均</translation>
    </message>
    <message>
        <source>α query</source>
        <translation>α 查询</translation>
    </message>
    <message>
        <source>β key</source>
        <translation>β 键</translation>
    </message>
    <message>
        <source>Chosen token</source>
        <translation>所选的词元</translation>
    </message>
    <message>
        <source>Leave-one-out</source>
        <translation>逐词剔除</translation>
    </message>
    <message>
        <source>rank correlation</source>
        <translation>秩相关</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>× uniform</source>
        <translation>× 均匀值</translation>
    </message>
    <message>
        <source>layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>Click a word or a cell.</source>
        <translation>点击一个词或格子。</translation>
    </message>
    <message>
        <source>token %1 of %2</source>
        <translation>第 %1 个词元，共 %2 个</translation>
    </message>
    <message>
        <source>%1 times in this text</source>
        <translation>在此文本中出现 %1 次</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>未选词元</translation>
    </message>
</context>
<context>
    <name>lab::InspectMap</name>
    <message>
        <source>Attention map</source>
        <translation>注意力图</translation>
    </message>
    <message>
        <source>Heads on show</source>
        <translation>显示的头</translation>
    </message>
    <message>
        <source>Explanation below the map</source>
        <translation>注意力图下方的解释</translation>
    </message>
    <message>
        <source>Type a text above, or go to the next example.</source>
        <translation>在上方输入文本，或转到下一个样本。</translation>
    </message>
    <message>
        <source>%1 tokens · step %2</source>
        <translation>%1 个词元 · 第 %2 步</translation>
    </message>
    <message>
        <source>A text is explained when the run has ended.</source>
        <translation>训练结束后才能解释文本。</translation>
    </message>
    <message>
        <source>This text has more than %1 tokens.</source>
        <translation>此文本超过 %1 个词元。</translation>
    </message>
    <message>
        <source>Explaining… %1 %</source>
        <translation>正在解释… %1 %</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Change of p(%1) when the token is left out.</source>
        <translation>剔除该词元后 p(%1) 的变化。</translation>
    </message>
    <message>
        <source>Gradient × input of the logit of %1.</source>
        <translation>%1 的 logit 的梯度 × 输入。</translation>
    </message>
    <message>
        <source>Integrated gradients of the logit of %1, from words of zeros.</source>
        <translation>%1 的 logit 的积分梯度，自零向量起。</translation>
    </message>
    <message>
        <source>Purple, up: the token supports “%1”. Orange, down: it speaks against it.</source>
        <translation>紫色，向上：词元支持“%1”。橙色，向下：词元反对它。</translation>
    </message>
</context>
<context>
    <name>lab::InspectPage</name>
    <message>
        <source>There is no model yet to look into. Train one, or choose a run on the left: here stands what it makes of each text of its data.</source>
        <translation>还没有模型可看。请训练一个，或在左侧选择一次训练：这里会显示它如何看待数据中的每段文本。</translation>
    </message>
    <message>
        <source>Text to inspect</source>
        <translation>要查看的文本</translation>
    </message>
    <message>
        <source>Type a text: the reading follows</source>
        <translation>输入文本：读数随之更新</translation>
    </message>
    <message>
        <source>Change the text: attention and prediction follow while you type</source>
        <translation>修改文本：注意力和预测随输入更新</translation>
    </message>
    <message>
        <source>Tint</source>
        <translation>着色</translation>
    </message>
    <message>
        <source>What tints the words</source>
        <translation>词按什么着色</translation>
    </message>
    <message>
        <source>Which weight tints the words: the final pooling, or the head chosen on the right</source>
        <translation>词按哪个权重着色：最终的池化，或右侧所选的头</translation>
    </message>
    <message>
        <source>Pooling weight</source>
        <translation>池化权重</translation>
    </message>
    <message>
        <source>Chosen head</source>
        <translation>所选的头</translation>
    </message>
    <message>
        <source>Tokens, tinted by weight</source>
        <translation>词元，按权重着色</translation>
    </message>
    <message>
        <source>Only wrong ones (%1)</source>
        <translation>只看错误（%1）</translation>
    </message>
    <message>
        <source>Only wrong ones</source>
        <translation>只看错误</translation>
    </message>
    <message>
        <source>Its examples are classified when the run has ended</source>
        <translation>训练结束后才会给样本分类</translation>
    </message>
    <message>
        <source>Go only through examples that the run gets wrong (%1)</source>
        <translation>只浏览这次训练判断错误的样本（%1）</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>您的文本</translation>
    </message>
    <message>
        <source>example %1, changed</source>
        <translation>样本 %1，已修改</translation>
    </message>
    <message>
        <source>Test example %1</source>
        <translation>测试样本 %1</translation>
    </message>
    <message>
        <source>Validation example %1</source>
        <translation>验证样本 %1</translation>
    </message>
    <message>
        <source>Training example %1</source>
        <translation>训练样本 %1</translation>
    </message>
    <message>
        <source>of the first %1 of %2</source>
        <translation>/ 前 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>predicted %1, probability %2</source>
        <translation>预测 %1，概率 %2</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong: its class is %1</source>
        <translation>错误：类别是 %1</translation>
    </message>
    <message>
        <source>run %1 %2</source>
        <translation>%1 号训练 %2</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>true %1</source>
        <translation>真实 %1</translation>
    </message>
    <message>
        <source>predicted %1</source>
        <translation>预测 %1</translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>known when the run has ended</source>
        <translation>训练结束后才知道</translation>
    </message>
    <message>
        <source>classifying…</source>
        <translation>正在分类…</translation>
    </message>
    <message>
        <source>A text of %1 characters: what you type takes its place</source>
        <translation>共 %1 个字符的文本：您输入的内容会取代它</translation>
    </message>
    <message>
        <source>Weights that read</source>
        <translation>读取所用的权重</translation>
    </message>
    <message>
        <source>Which of the run&apos;s stored weights read the text</source>
        <translation>用这次训练的哪一份已存权重读取文本</translation>
    </message>
    <message>
        <source>last step, %1</source>
        <translation>最后一步，%1</translation>
    </message>
    <message>
        <source>best step, %1</source>
        <translation>最佳步，%1</translation>
    </message>
    <message>
        <source>kept step, %1</source>
        <translation>保留的步，%1</translation>
    </message>
</context>
<context>
    <name>lab::LayerDiagram</name>
    <message>
        <source>Structure of a layer</source>
        <translation>一层的结构</translation>
    </message>
    <message>
        <source>borrowed: no parameters of its own</source>
        <translation>借用：没有自己的参数</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
</context>
<context>
    <name>lab::LayoutBar</name>
    <message>
        <source>found: %1</source>
        <translation>识别为：%1</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>What separates the columns</source>
        <translation>各列之间的分隔符</translation>
    </message>
    <message>
        <source>found</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>pipe</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>How letters are stored; choose another where the rows show wrong letters</source>
        <translation>文字的存储方式；若各行显示乱码，请选择其他编码</translation>
    </message>
    <message>
        <source>First row</source>
        <translation>首行</translation>
    </message>
    <message>
        <source>Whether the first row names the columns</source>
        <translation>首行是否为列名</translation>
    </message>
    <message>
        <source>names the columns</source>
        <translation>是列名</translation>
    </message>
    <message>
        <source>is an example</source>
        <translation>是样本</translation>
    </message>
    <message>
        <source>Some letters are not of this encoding: try another.</source>
        <translation>有些字符不属于该编码：请换一种试试。</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>lab::LengthHistogram</name>
    <message>
        <source>median %1, 95 % within %2, longest %3 tokens</source>
        <translation>中位数 %1，95 % 不超过 %2，最长 %3 个词元</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>maximum length %1</source>
        <translation>最大长度 %1</translation>
    </message>
    <message>
        <source>Lengths of the texts</source>
        <translation>文本长度</translation>
    </message>
</context>
<context>
    <name>lab::MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>查看(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;ost</source>
        <translation>开销(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last edit</source>
        <translation>撤销上一次修改</translation>
    </message>
    <message>
        <source>No edit to take back</source>
        <translation>没有可撤销的修改</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Make the edit again that was taken back</source>
        <translation>重做刚撤销的修改</translation>
    </message>
    <message>
        <source>No edit was taken back</source>
        <translation>没有撤销过的修改</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>Labelled texts (*.csv *.tsv *.jsonl *.json *.txt *.gz *.tar.gz)</source>
        <translation>带标签的文本 (*.csv *.tsv *.jsonl *.json *.txt *.gz *.tar.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>About Fastformer Lab</source>
        <translation>关于 Fastformer 实验室</translation>
    </message>
    <message>
        <source>Fastformer Lab %1

Train small Fastformer models and watch their attention while they learn.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Fastformer 实验室 %1

训练小型 Fastformer 模型，边训练边看它的注意力。

自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Open lab file</source>
        <translation>打开实验室文件</translation>
    </message>
    <message>
        <source>Lab files (*.db)</source>
        <translation>实验室文件 (*.db)</translation>
    </message>
</context>
<context>
    <name>lab::MessageLine</name>
    <message>
        <source>Dismiss this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>lab::Navigator</name>
    <message>
        <source>Data sets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>best accuracy</source>
        <translation>最佳准确率</translation>
    </message>
    <message>
        <source>No runs yet. Press Train.</source>
        <translation>还没有训练记录。请按“训练”。</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>观察句</translation>
    </message>
    <message>
        <source>a text to watch</source>
        <translation>要观察的文本</translation>
    </message>
    <message>
        <source>Trash of data sets</source>
        <translation>数据集回收站</translation>
    </message>
</context>
<context>
    <name>lab::NewRecordDialog</name>
    <message>
        <source>Add a record</source>
        <translation>添加记录</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>lab::OverlayChart</name>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Validation macro-F1</source>
        <translation>验证宏 F1</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
</context>
<context>
    <name>lab::PartBars</name>
    <message>
        <source>Projections</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>Scores, softmax</source>
        <translation>打分、softmax</translation>
    </message>
    <message>
        <source>Weighted sums</source>
        <translation>加权和</translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Derived rows</source>
        <translation>推导的行</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>Where the time goes</source>
        <translation>时间用在哪里</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>lab::Plot</name>
    <message>
        <source>train, each step</source>
        <translation>训练，逐步</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>What the x axis counts, for every plot</source>
        <translation>所有图表的横轴按什么计</translation>
    </message>
    <message>
        <source>Unit of the x axis</source>
        <translation>横轴的单位</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>%1 @ %2</source>
        <translation>%1 @ %2</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Drag to look at a part of the axis, double-click to see all of it</source>
        <translation>拖动可放大横轴的一段，双击恢复全部</translation>
    </message>
    <message>
        <source>train, smoothed</source>
        <translation>训练，平滑</translation>
    </message>
    <message>
        <source>Count training steps along every chart</source>
        <translation>所有图表的横轴按训练步数计</translation>
    </message>
    <message>
        <source>Count passes through the training part along every chart</source>
        <translation>所有图表的横轴按遍历训练集的轮数计</translation>
    </message>
    <message>
        <source>Count the tokens trained on along every chart</source>
        <translation>所有图表的横轴按已训练的词元数计</translation>
    </message>
    <message>
        <source>Count the minutes of training along every chart</source>
        <translation>所有图表的横轴按训练分钟数计</translation>
    </message>
</context>
<context>
    <name>lab::PropertiesPane</name>
    <message>
        <source>New run with these settings</source>
        <translation>用这些设置新建训练</translation>
    </message>
    <message>
        <source>Parameter sharing</source>
        <translation>参数共享</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
    <message>
        <source>as it was trained</source>
        <translation>训练时的设置</translation>
    </message>
    <message>
        <source>Branch of run %1</source>
        <translation>%1 号训练的分支</translation>
    </message>
    <message>
        <source>from step %1</source>
        <translation>自第 %1 步</translation>
    </message>
    <message>
        <source>fixed but for dropout</source>
        <translation>除随机失活外不可更改</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1，数据 %2</translation>
    </message>
</context>
<context>
    <name>lab::QueuePanel</name>
    <message>
        <source>Queue of runs</source>
        <translation>训练队列</translation>
    </message>
    <message>
        <source>Close; the queue goes on</source>
        <translation>关闭；队列继续</translation>
    </message>
    <message>
        <source>Close the queue panel</source>
        <translation>关闭队列面板</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Begin the next run of the queue</source>
        <translation>开始队列中的下一次训练</translation>
    </message>
    <message>
        <source>Cancel this</source>
        <translation>取消此项</translation>
    </message>
    <message>
        <source>Take the chosen run out; a running one is stopped and kept</source>
        <translation>移出所选的训练；正在进行的会停止并保存</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Stop the running one and begin none of the others</source>
        <translation>停止正在进行的训练，不再开始其他训练</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Take those that have ended off the list; their runs stay stored</source>
        <translation>从列表移出已结束的训练；其记录仍保存</translation>
    </message>
    <message>
        <source>Parameter sharing</source>
        <translation>参数共享</translation>
    </message>
    <message>
        <source>Encoders</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Seeds of each setting</source>
        <translation>每种设置的种子数</translation>
    </message>
    <message>
        <source>How many runs of each setting, from the seed of the settings on show upwards</source>
        <translation>每种设置训练几次，种子从当前设置的种子起</translation>
    </message>
    <message>
        <source>Train all combinations, one after the other, with the settings on show</source>
        <translation>用当前设置依次训练所有组合</translation>
    </message>
    <message>
        <source>Runs of the queue</source>
        <translation>队列中的训练</translation>
    </message>
    <message>
        <source>Accuracy of each setting</source>
        <translation>各设置的准确率</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>次训练</translation>
    </message>
    <message>
        <source>accuracy ± sd</source>
        <translation>准确率 ± 标准差</translation>
    </message>
    <message>
        <source>Mean and sample deviation over the finished runs: of the test split, else of validation</source>
        <translation>已完成训练的均值和样本标准差：测试部分，没有则为验证部分</translation>
    </message>
    <message numerus="yes">
        <source>Queue %n runs</source>
        <translation>
            <numerusform>%n 次训练排队</numerusform>
        </translation>
    </message>
    <message>
        <source>A setting on show is not possible with one of these</source>
        <translation>当前的某项设置与其中之一不相容</translation>
    </message>
    <message>
        <source>Choose what to vary, then press Queue</source>
        <translation>选择要变化的项，然后按“排队”</translation>
    </message>
    <message>
        <source>held: a run was stopped; %1 wait</source>
        <translation>已搁置：有训练被停止；等待 %1</translation>
    </message>
    <message>
        <source>%1 finished, %2 wait</source>
        <translation>完成 %1，等待 %2</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>lab::RecordBrowser</name>
    <message>
        <source>%1 texts</source>
        <translation>%1 段文本</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Find in the texts</source>
        <translation>在文本中查找</translation>
    </message>
    <message>
        <source>Look for words in the texts of the data set</source>
        <translation>在数据集的文本中查找词</translation>
    </message>
    <message>
        <source>Predict with the run</source>
        <translation>用训练预测</translation>
    </message>
    <message>
        <source>Let the run on show read every text: then they can be filtered by its mistakes</source>
        <translation>让当前的训练读每段文本：之后可按其错误筛选</translation>
    </message>
    <message>
        <source>Save as slice</source>
        <translation>保存为切片</translation>
    </message>
    <message>
        <source>Keep this choice of texts under the name beside it</source>
        <translation>以旁边的名称保存这组文本选择</translation>
    </message>
    <message>
        <source>Remove slice</source>
        <translation>移除切片</translation>
    </message>
    <message>
        <source>Forget the chosen slice; its texts stay</source>
        <translation>忘掉所选的切片；其文本保留</translation>
    </message>
    <message>
        <source>Watch as probes</source>
        <translation>设为观察句</translation>
    </message>
    <message>
        <source>Watch the chosen texts while a run trains</source>
        <translation>在训练时观察所选的文本</translation>
    </message>
    <message>
        <source>Inspect the text</source>
        <translation>查看文本</translation>
    </message>
    <message>
        <source>See what the run on show makes of the chosen text</source>
        <translation>看当前的训练如何判断所选文本</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Copy the chosen rows, tab-separated</source>
        <translation>复制所选的行，以制表符分隔</translation>
    </message>
    <message>
        <source>Words to find</source>
        <translation>要查找的词</translation>
    </message>
    <message>
        <source>Find words, or &quot;words side by side&quot;</source>
        <translation>查找词，或“相邻的词”</translation>
    </message>
    <message>
        <source>Part of the data</source>
        <translation>数据的部分</translation>
    </message>
    <message>
        <source>every part</source>
        <translation>所有部分</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>every class</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>What the run makes of it</source>
        <translation>训练的判断</translation>
    </message>
    <message>
        <source>right or wrong</source>
        <translation>正确或错误</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Predicted class</source>
        <translation>预测类别</translation>
    </message>
    <message>
        <source>any prediction</source>
        <translation>任何预测</translation>
    </message>
    <message>
        <source>Texts that stand elsewhere too</source>
        <translation>也出现在别处的文本</translation>
    </message>
    <message>
        <source>all texts</source>
        <translation>所有文本</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>leaked test texts</source>
        <translation>泄漏的测试文本</translation>
    </message>
    <message>
        <source>Fewest tokens</source>
        <translation>最少词元数</translation>
    </message>
    <message>
        <source>from </source>
        <translation>从 </translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation>最多词元数</translation>
    </message>
    <message>
        <source>to </source>
        <translation>到 </translation>
    </message>
    <message>
        <source>Progress of the predictions</source>
        <translation>预测进度</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Choices of texts that were given a name</source>
        <translation>已命名的文本选择</translation>
    </message>
    <message>
        <source>Name of a slice</source>
        <translation>切片名称</translation>
    </message>
    <message>
        <source>name of a slice</source>
        <translation>切片名称</translation>
    </message>
    <message>
        <source>Texts of the data set</source>
        <translation>数据集的文本</translation>
    </message>
    <message>
        <source>no slices yet</source>
        <translation>还没有切片</translation>
    </message>
    <message>
        <source>Stop predicting</source>
        <translation>停止预测</translation>
    </message>
    <message>
        <source>Predictions: %1</source>
        <translation>预测：%1</translation>
    </message>
    <message>
        <source>predicted by run %1</source>
        <translation>由训练 %1 预测</translation>
    </message>
    <message>
        <source>from the shortest</source>
        <translation>从最短</translation>
    </message>
    <message>
        <source>to the longest</source>
        <translation>到最长</translation>
    </message>
</context>
<context>
    <name>lab::RecordDelegate</name>
    <message>
        <source>Part of the data</source>
        <translation>数据的部分</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Text of the record</source>
        <translation>记录的文本</translation>
    </message>
    <message>
        <source>Enter keeps the text, Shift+Enter begins a line, Escape leaves it as it was</source>
        <translation>Enter 保存文本，Shift+Enter 换行，Escape 放弃修改</translation>
    </message>
</context>
<context>
    <name>lab::RecordEditing</name>
    <message>
        <source>Class of the chosen records…</source>
        <translation>所选记录的类别…</translation>
    </message>
    <message>
        <source>Give the chosen records of the data set another class</source>
        <translation>给数据集中所选的记录另一个类别</translation>
    </message>
    <message>
        <source>Part of the chosen records…</source>
        <translation>所选记录的部分…</translation>
    </message>
    <message>
        <source>Move the chosen records to training, validation or test</source>
        <translation>把所选记录移到训练、验证或测试部分</translation>
    </message>
    <message>
        <source>Remove the chosen records</source>
        <translation>移除所选记录</translation>
    </message>
    <message>
        <source>Take the chosen records out of the data set (Delete in the table)</source>
        <translation>把所选记录移出数据集（表格中按 Delete）</translation>
    </message>
    <message>
        <source>Add a record…</source>
        <translation>添加记录…</translation>
    </message>
    <message>
        <source>Put a text with its class into the data set</source>
        <translation>把一段文本及其类别放入数据集</translation>
    </message>
    <message>
        <source>Give the chosen records this class</source>
        <translation>给所选记录这个类别</translation>
    </message>
    <message>
        <source>Move the chosen records to this part</source>
        <translation>把所选记录移到这个部分</translation>
    </message>
</context>
<context>
    <name>lab::RecordModel</name>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>no.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
</context>
<context>
    <name>lab::RecordSession</name>
    <message>
        <source>the list of texts changed before it was written; export it again</source>
        <translation>文本列表在写入之前已改变；请重新导出</translation>
    </message>
    <message>
        <source>the list of texts has just changed; edit it again</source>
        <translation>文本列表刚刚改变；请重新编辑</translation>
    </message>
    <message>
        <source>edited</source>
        <extracomment>marks the name of an edited copy: plums.csv (edited)</extracomment>
        <translation>已编辑</translation>
    </message>
</context>
<context>
    <name>lab::RecordTable</name>
    <message>
        <source>Texts of the data set</source>
        <translation>数据集的文本</translation>
    </message>
    <message>
        <source>%1 texts</source>
        <translation>%1 段文本</translation>
    </message>
</context>
<context>
    <name>lab::RunActions</name>
    <message>
        <source>Add to the comparison</source>
        <translation>加入比较</translation>
    </message>
    <message>
        <source>Put the chosen runs beside those on the Compare page</source>
        <translation>把所选的训练记录加入“比较”页</translation>
    </message>
    <message>
        <source>Tags of the run…</source>
        <translation>训练标签…</translation>
    </message>
    <message>
        <source>Words by which the chosen runs are found again</source>
        <translation>以后用来找到所选训练的词</translation>
    </message>
    <message>
        <source>Note on the run…</source>
        <translation>训练备注…</translation>
    </message>
    <message>
        <source>Write down why this run was made</source>
        <translation>写下为什么做这次训练</translation>
    </message>
    <message>
        <source>Colour of the run…</source>
        <translation>训练的颜色…</translation>
    </message>
    <message>
        <source>Colour and mark of the chosen runs in every view</source>
        <translation>所选训练在所有视图中的颜色和标记</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Put the chosen runs aside; they can be restored</source>
        <translation>把所选的训练记录放到一边；可以恢复</translation>
    </message>
    <message>
        <source>Restore from the trash</source>
        <translation>从回收站恢复</translation>
    </message>
    <message>
        <source>Bring the chosen runs back from the trash</source>
        <translation>从回收站恢复所选的训练记录</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>Remove the runs in the trash for good</source>
        <translation>永久删除回收站中的训练记录</translation>
    </message>
    <message>
        <source>Export the model…</source>
        <translation>导出模型…</translation>
    </message>
    <message>
        <source>Write the chosen run&apos;s last weights as a model file (safetensors)</source>
        <translation>把所选训练最后的权重写成模型文件（safetensors）</translation>
    </message>
    <message>
        <source>Export the best model…</source>
        <translation>导出最佳模型…</translation>
    </message>
    <message>
        <source>Write the weights of the chosen run&apos;s best validation as a model file</source>
        <translation>把所选训练验证最佳时的权重写成模型文件</translation>
    </message>
    <message>
        <source>Export the run&apos;s numbers…</source>
        <translation>导出训练的数值…</translation>
    </message>
    <message>
        <source>Write every number over time of the chosen run, as CSV or JSON</source>
        <translation>把所选训练随时间的所有数值写成 CSV 或 JSON</translation>
    </message>
    <message>
        <source>Import runs…</source>
        <translation>导入训练记录…</translation>
    </message>
    <message>
        <source>Copy the runs of another lab file into this one</source>
        <translation>把另一个实验室文件的训练记录复制到这里</translation>
    </message>
    <message>
        <source>Open the lab file&apos;s folder</source>
        <translation>打开实验室文件所在的文件夹</translation>
    </message>
    <message>
        <source>Show the folder of the lab file in the file manager</source>
        <translation>在文件管理器中显示实验室文件所在的文件夹</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags of the run, with commas between them:</source>
        <translation>训练的标签，以逗号分隔：</translation>
    </message>
    <message>
        <source>Tags of %1 runs, with commas between them:</source>
        <translation>%1 次训练的标签，以逗号分隔：</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note on run %1:</source>
        <translation>%1 号训练的备注：</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Vermillion</source>
        <translation>朱红</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Plum</source>
        <translation>紫红</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>琥珀</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>橄榄</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>清空回收站</translation>
    </message>
    <message>
        <source>Remove the runs in the trash for good? This cannot be undone.</source>
        <translation>要永久删除回收站中的训练记录吗？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Export the model of run %1</source>
        <translation>导出 %1 号训练的模型</translation>
    </message>
    <message>
        <source>Model files (*.safetensors)</source>
        <translation>模型文件 (*.safetensors)</translation>
    </message>
    <message>
        <source>Export the numbers of run %1</source>
        <translation>导出 %1 号训练的数值</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON (*.json)</source>
        <translation>CSV (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Import runs</source>
        <translation>导入训练记录</translation>
    </message>
    <message>
        <source>Lab files (*.db)</source>
        <translation>实验室文件 (*.db)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Draw the chosen runs in this colour, with this mark</source>
        <translation>用此颜色和标记绘制所选训练</translation>
    </message>
</context>
<context>
    <name>lab::RunDesk</name>
    <message>
        <source>rename run %1</source>
        <translation>重命名 %1 号训练</translation>
    </message>
    <message>
        <source>note on run %1</source>
        <translation>%1 号训练的备注</translation>
    </message>
    <message>
        <source>tag runs</source>
        <translation>训练标签</translation>
    </message>
    <message>
        <source>colour of runs</source>
        <translation>训练的颜色</translation>
    </message>
    <message>
        <source>move runs to the trash</source>
        <translation>把训练移到回收站</translation>
    </message>
    <message>
        <source>restore runs</source>
        <translation>恢复训练</translation>
    </message>
</context>
<context>
    <name>lab::RunModel</name>
    <message>
        <source>preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopped at step %1 of %2</source>
        <translation>停在第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 %2 · seed %3</source>
        <translation>%1 号 %2 · 种子 %3</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 次</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次</translation>
    </message>
    <message>
        <source>training now</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>%1 %2 · s%3</source>
        <comment>run, model, seed</comment>
        <translation>%1 %2 · 种%3</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Runs that can still be restored</source>
        <translation>仍可恢复的训练记录</translation>
    </message>
    <message>
        <source>%1 seeds</source>
        <translation>%1 个种子</translation>
    </message>
    <message>
        <source>%1, group of %2 runs</source>
        <translation>%1，%2 次训练一组</translation>
    </message>
    <message>
        <source>Runs with the same settings; the number is the mean of their best accuracies</source>
        <translation>设置相同的训练；数值是最佳准确率的均值</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message>
        <source>%1 from step %2</source>
        <translation>%1 自第 %2 步</translation>
    </message>
    <message>
        <source>Runs with the same settings; the number is the mean of the best accuracies of %1 of the %2 runs: the others have not been measured yet</source>
        <translation>设置相同的训练；数值是 %2 次训练中 %1 次的最佳准确率的均值：其余的尚未验证</translation>
    </message>
</context>
<context>
    <name>lab::RunNotice</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>End the import; the runs that are here already stay</source>
        <translation>结束导入；已导入的训练记录保留</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>取消导入</translation>
    </message>
    <message>
        <source>Importing runs…</source>
        <translation>正在导入训练记录…</translation>
    </message>
    <message>
        <source>Importing runs, %1 of %2</source>
        <translation>正在导入训练记录，%1 / %2</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 次</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次</translation>
    </message>
    <message>
        <source>Ended after %1 of %2</source>
        <translation>在 %1 / %2 之后结束</translation>
    </message>
    <message>
        <source>%1 imported from %2</source>
        <translation>从 %2 导入了 %1</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>已写入 %1</translation>
    </message>
</context>
<context>
    <name>lab::RunQueue</name>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>trains</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>%1 · s%2</source>
        <translation>%1 · 种%2</translation>
    </message>
</context>
<context>
    <name>lab::ScaleControl</name>
    <message>
        <source>raw</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>From 0 to the largest weight on show</source>
        <translation>从 0 到当前最大的权重</translation>
    </message>
    <message>
        <source>0–1</source>
        <translation>0–1</translation>
    </message>
    <message>
        <source>From 0 to 1 for every text</source>
        <translation>每段文本从 0 到 1</translation>
    </message>
    <message>
        <source>× uniform</source>
        <translation>× 均匀值</translation>
    </message>
    <message>
        <source>Weight × number of tokens, on a log scale: 1 is what every token would get</source>
        <translation>权重 × 词元数，对数刻度：1 表示与每个词元平分时相同</translation>
    </message>
    <message>
        <source>Lock the colour scale</source>
        <translation>锁定色标</translation>
    </message>
    <message>
        <source>The colours keep their numbers. Click to let the scale follow the weights. (L)</source>
        <translation>色标的数值保持不变。点击后随权重变化。（L）</translation>
    </message>
    <message>
        <source>The scale follows the weights. Click to keep its numbers. (L)</source>
        <translation>色标随权重变化。点击后数值保持不变。（L）</translation>
    </message>
</context>
<context>
    <name>lab::ScaleLegend</name>
    <message>
        <source>Legend of the colours</source>
        <translation>色标图例</translation>
    </message>
</context>
<context>
    <name>lab::SeedDots</name>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
</context>
<context>
    <name>lab::ShareButton</name>
    <message>
        <source>Export or copy this view</source>
        <translation>导出或复制此视图</translation>
    </message>
</context>
<context>
    <name>lab::SharingChooser</name>
    <message>
        <source>Each map has its own parameters, in every layer</source>
        <translation>每一层的每个映射有自己的参数</translation>
    </message>
    <message>
        <source>The query&apos;s parameters also make the value</source>
        <translation>值也使用查询的参数</translation>
    </message>
    <message>
        <source>Also, every head uses the parameters of one head</source>
        <translation>并且所有头使用一个头的参数</translation>
    </message>
    <message>
        <source>Also, every layer uses the parameters of the first</source>
        <translation>并且每一层使用第一层的参数</translation>
    </message>
    <message>
        <source>Every layer uses the parameters of the first</source>
        <translation>每一层使用第一层的参数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不共享</translation>
    </message>
    <message>
        <source>query = value</source>
        <translation>查询 = 值</translation>
    </message>
    <message>
        <source>+ all heads</source>
        <translation>＋ 各头共用</translation>
    </message>
    <message>
        <source>+ all layers</source>
        <translation>＋ 各层共用</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>各层共用</translation>
    </message>
    <message>
        <source>%1 has no query that could serve as value and no maps that heads could share</source>
        <translation>%1 没有可兼作值的查询，也没有各头可共用的映射</translation>
    </message>
</context>
<context>
    <name>lab::SharingOption</name>
    <message>
        <source>not possible with these settings</source>
        <translation>这些设置下不可行</translation>
    </message>
    <message>
        <source>%1 attention parameters</source>
        <translation>%1 个注意力参数</translation>
    </message>
</context>
<context>
    <name>lab::ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>搜索操作和快捷键</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>使用此键</translation>
    </message>
    <message>
        <source>Give the key to the chosen action</source>
        <translation>把此键给所选的操作</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Give the chosen action its own key again</source>
        <translation>所选操作恢复原来的快捷键</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Give every action its own key again</source>
        <translation>所有操作恢复原来的快捷键</translation>
    </message>
    <message>
        <source>Choose an action, click the field below and press the new key.</source>
        <translation>选择一个操作，点击下方的字段并按下新的快捷键。</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would lose it.</source>
        <translation>%1 属于“%2”，使用后它将失去此键。</translation>
    </message>
</context>
<context>
    <name>lab::SizeBar</name>
    <message>
        <source>Parameters by part</source>
        <translation>各部分的参数</translation>
    </message>
</context>
<context>
    <name>lab::SizePanel</name>
    <message>
        <source>Parameters</source>
        <translation>参数总数</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>计算量</translation>
    </message>
    <message>
        <source>Forward, a token</source>
        <translation>前向，每词元</translation>
    </message>
    <message>
        <source>Multiplications and additions of a forward pass over a text, by its tokens</source>
        <translation>一段文本前向计算的乘加次数，按词元平均</translation>
    </message>
    <message>
        <source>Training, a token</source>
        <translation>训练，每词元</translation>
    </message>
    <message>
        <source>Forward and backward: three times as much</source>
        <translation>前向和反向：三倍</translation>
    </message>
    <message>
        <source>Training step</source>
        <translation>一个训练步</translation>
    </message>
    <message>
        <source>The whole batch, forward and backward</source>
        <translation>整个批次，前向和反向</translation>
    </message>
    <message>
        <source>Memory of a training step</source>
        <translation>一个训练步的内存</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Every parameter, 4 bytes each</source>
        <translation>每个参数 4 字节</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Of the parameters that are trained</source>
        <translation>需训练的参数的</translation>
    </message>
    <message>
        <source>Adam&apos;s moments</source>
        <translation>Adam 的矩</translation>
    </message>
    <message>
        <source>Two numbers for each trained parameter</source>
        <translation>每个需训练的参数两个数</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>Every value of the pass that the gradient needs, and their gradients, counted by a dry run of the step</source>
        <translation>梯度所需的每个计算值及其梯度，由一步的空跑统计</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Held on the device while the run trains</source>
        <translation>训练时占用的设备内存</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>词向量</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Pooling, head, norms</source>
        <translation>池化、分类、归一化</translation>
    </message>
    <message>
        <source>texts of %1 tokens</source>
        <translation>每段 %1 个词元</translation>
    </message>
    <message>
        <source>%1 × %2 tokens</source>
        <translation>%1 × %2 个词元</translation>
    </message>
    <message>
        <source>Counted as soon as the data is read: the size depends on its words.</source>
        <translation>读完数据后即可统计：规模取决于其中的词。</translation>
    </message>
    <message>
        <source>Nothing to count: %1</source>
        <translation>无法统计：%1</translation>
    </message>
</context>
<context>
    <name>lab::StackDiagram</name>
    <message>
        <source>Structure of the stack</source>
        <translation>层叠结构图</translation>
    </message>
    <message>
        <source>Diagram of the parameter sharing</source>
        <translation>参数共享示意图</translation>
    </message>
    <message>
        <source>All layers use the first layer&apos;s %1.</source>
        <translation>所有层使用第一层的%1。</translation>
    </message>
    <message>
        <source>Every layer keeps its own %1.</source>
        <translation>每一层保留自己的%1。</translation>
    </message>
    <message>
        <source>All heads use one head&apos;s slice.</source>
        <translation>所有头使用一个头的切片。</translation>
    </message>
    <message>
        <source>The value is the query.</source>
        <translation>值即查询。</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>words + positions</source>
        <translation>词 ＋ 位置</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>attention pooling</source>
        <translation>注意力池化</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>lab::StatusLine</name>
    <message>
        <source>Progress of the run</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>Memory of this program</source>
        <translation>本程序的内存</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Training run %1</source>
        <translation>正在训练 %1 号</translation>
    </message>
    <message>
        <source>Run %1 paused at step %2</source>
        <translation>%1 号训练暂停于第 %2 步</translation>
    </message>
    <message>
        <source>Stopping after this step…</source>
        <translation>这一步之后停止…</translation>
    </message>
    <message>
        <source>Run %1 ended at step %2</source>
        <translation>%1 号训练结束于第 %2 步</translation>
    </message>
    <message>
        <source>Run %1 failed</source>
        <translation>%1 号训练失败</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>%1 steps/s · %2 tokens/s</source>
        <translation>%1 步/秒 · %2 词元/秒</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Timing: warming up…</source>
        <translation>计时：预热…</translation>
    </message>
    <message>
        <source>Timing: %1, %2 tokens</source>
        <translation>计时：%1，%2 个词元</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Study: getting ready…</source>
        <translation>研究：正在准备…</translation>
    </message>
    <message>
        <source>Study: %1, seed %2</source>
        <translation>研究：%1，种子 %2</translation>
    </message>
    <message>
        <source>Exporting “%1”…</source>
        <translation>正在导出“%1”…</translation>
    </message>
    <message>
        <source>Exporting “%1”…, %2 more</source>
        <translation>正在导出“%1”…，还有 %2 个</translation>
    </message>
    <message>
        <source>%1, %2 off</source>
        <translation>%1，误差 %2</translation>
    </message>
    <message>
        <source>Training run %1; %2 of %3 words have a vector in the file</source>
        <translation>正在训练 %1 号；%3 个词中有 %2 个在文件中有词向量</translation>
    </message>
</context>
<context>
    <name>lab::Studio</name>
    <message>
        <source>New run</source>
        <translation>新建训练</translation>
    </message>
</context>
<context>
    <name>lab::StudyChooser</name>
    <message>
        <source>Studies</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Studies of the lab</source>
        <translation>实验室中的研究</translation>
    </message>
    <message>
        <source>No study yet.</source>
        <translation>还没有研究。</translation>
    </message>
    <message>
        <source>Encoders</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>An encoder that does not offer this mode takes part without it</source>
        <translation>不提供此方式的编码器不用它参加</translation>
    </message>
    <message>
        <source>Data and training</source>
        <translation>数据与训练</translation>
    </message>
    <message>
        <source>Data set of the study</source>
        <translation>研究所用的数据集</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Where sizes and training settings come from</source>
        <translation>模型大小与训练设置的来源</translation>
    </message>
    <message>
        <source>As the next run</source>
        <translation>同下一次训练</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Epochs of each run</source>
        <translation>每次训练的轮数</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Seeds of each model, from the next run&apos;s seed on</source>
        <translation>每个模型的种子数，从下一次训练的种子数起</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Name of the study, kept as a tag of its runs</source>
        <translation>研究的名称，作为其训练的标签保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>width %1, %2 heads, %3 layers, texts up to %4 tokens, batch %5, learning rate %6</source>
        <translation>宽度 %1，%2 个头，%3 层，文本最长 %4 个词元，批量 %5，学习率 %6</translation>
    </message>
    <message numerus="yes">
        <source>%n runs</source>
        <translation>
            <numerusform>%n 次运行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1
not every run has finished</source>
        <translation>%1
并非所有训练都已完成</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 次运行</translation>
    </message>
</context>
<context>
    <name>lab::StudyModel</name>
    <message>
        <source>query = value</source>
        <translation>查询 = 值</translation>
    </message>
    <message>
        <source>query = value + all heads</source>
        <translation>查询 = 值 ＋ 各头共用</translation>
    </message>
    <message>
        <source>query = value + all layers</source>
        <translation>查询 = 值 ＋ 各层共用</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不共享</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>What stands in the attention slot</source>
        <translation>注意力位置上放的是什么</translation>
    </message>
    <message>
        <source>sharing</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>Which parameters are tied</source>
        <translation>哪些参数共用</translation>
    </message>
    <message>
        <source>accuracy, %</source>
        <translation>准确率，%</translation>
    </message>
    <message>
        <source>Mean and sample deviation over the seeds, of the split named above</source>
        <translation>上方所示划分上各种子的均值与样本标准差</translation>
    </message>
    <message>
        <source>macro-F1, %</source>
        <translation>宏 F1，%</translation>
    </message>
    <message>
        <source>paper: accuracy</source>
        <translation>论文：准确率</translation>
    </message>
    <message>
        <source>Wu and others, Fastformer (arXiv 2108.09084), table 4 and figure 4</source>
        <translation>Wu 等，Fastformer（arXiv 2108.09084），表 4 与图 4</translation>
    </message>
    <message>
        <source>paper: macro-F1</source>
        <translation>论文：宏 F1</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Parameters of the attention slots</source>
        <translation>注意力位置的参数量</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>All parameters, with those of the words</source>
        <translation>全部参数，含词向量</translation>
    </message>
    <message>
        <source>s / epoch</source>
        <translation>秒/轮</translation>
    </message>
    <message>
        <source>Time of one epoch</source>
        <translation>一轮的时间</translation>
    </message>
    <message>
        <source>seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Runs that have finished</source>
        <translation>已完成的训练</translation>
    </message>
</context>
<context>
    <name>lab::StudyTable</name>
    <message>
        <source>Quality study</source>
        <translation>质量研究</translation>
    </message>
</context>
<context>
    <name>lab::StudyView</name>
    <message>
        <source>No study yet. A study trains every ticked encoder with every seed on one data set, one run after the other, and gives the paper&apos;s table. It can be cancelled at any time and goes on where it was.</source>
        <translation>还没有研究。研究在一个数据集上用每个种子逐一训练每个勾选的编码器，得出论文中的表。可以随时取消，之后从中断处继续。</translation>
    </message>
    <message>
        <source>Run the study</source>
        <translation>运行研究</translation>
    </message>
    <message>
        <source>Go on with this study</source>
        <translation>继续此研究</translation>
    </message>
    <message>
        <source>Cancel the study</source>
        <translation>取消研究</translation>
    </message>
    <message>
        <source>Stop after the current step; what has been trained is kept</source>
        <translation>在当前步之后停止；已训练的部分会保留</translation>
    </message>
    <message>
        <source>Compare the runs of the chosen rows</source>
        <translation>比较所选行的训练</translation>
    </message>
    <message>
        <source>Put the runs of the chosen rows side by side on the Compare page</source>
        <translation>在“比较”页上并排显示所选行的训练</translation>
    </message>
    <message>
        <source>Progress of the study</source>
        <translation>研究的进度</translation>
    </message>
    <message>
        <source>Quality study</source>
        <translation>质量研究</translation>
    </message>
    <message>
        <source>each seed, mean and 95 % interval</source>
        <translation>每个种子，均值与 95 % 区间</translation>
    </message>
    <message>
        <source>test split</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>validation split</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>no run has finished yet</source>
        <translation>还没有完成的训练</translation>
    </message>
    <message>
        <source>mean ± deviation over the seeds</source>
        <translation>各种子的均值 ± 标准差</translation>
    </message>
    <message>
        <source>Paper: Wu and others, Fastformer (arXiv 2108.09084), table 4 and figure 4.</source>
        <translation>论文：Wu 等，Fastformer（arXiv 2108.09084），表 4 和图 4。</translation>
    </message>
    <message>
        <source>No figures of the paper here: it trained on Amazon Electronics (5 stars), IMDB (10 classes) and MIND topics (18 classes), not on this data.</source>
        <translation>这里没有论文的数字：论文训练所用的是 Amazon Electronics（5 星）、IMDB（10 类）和 MIND 主题（18 类），不是此数据。</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Tick at least one encoder and one sharing mode.</source>
        <translation>请至少勾选一个编码器和一种共享方式。</translation>
    </message>
    <message>
        <source>A study is training already</source>
        <translation>已有研究正在训练</translation>
    </message>
    <message>
        <source>Train every ticked model with every seed, one after the other; what the lab file holds of it is kept</source>
        <translation>用每个种子逐一训练每个勾选的模型；实验室文件中已有的会保留</translation>
    </message>
    <message>
        <source>Train what is missing of the study on show</source>
        <translation>训练所显示的研究中缺少的部分</translation>
    </message>
    <message>
        <source>Stopping after this step…</source>
        <translation>这一步之后停止…</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Run %1 of %2: %3, seed %4</source>
        <translation>第 %1 次训练，共 %2 次：%3，种子 %4</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>epochs: %1</source>
        <translation>轮数：%1</translation>
    </message>
</context>
<context>
    <name>lab::Timeline</name>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>LR %1</source>
        <translation>学习率 %1</translation>
    </message>
    <message>
        <source>dropout %1</source>
        <translation>随机失活 %1</translation>
    </message>
    <message>
        <source>Learning rate %1 after step %2</source>
        <translation>学习率 %1，第 %2 步之后</translation>
    </message>
    <message>
        <source>Dropout %1 after step %2</source>
        <translation>随机失活 %1，第 %2 步之后</translation>
    </message>
    <message>
        <source>Run %1 was branched after step %2</source>
        <translation>%1 号训练由此分支，第 %2 步之后</translation>
    </message>
    <message>
        <source>Best validation accuracy, %1, after step %2</source>
        <translation>最佳验证准确率 %1，第 %2 步之后</translation>
    </message>
    <message>
        <source>Checkpoint kept after step %1, %2: to branch, inspect or export from</source>
        <translation>第 %1 步后保留了检查点，%2：可从中分支、查看或导出</translation>
    </message>
</context>
<context>
    <name>lab::TimelineBar</name>
    <message>
        <source>First snapshot</source>
        <translation>第一张快照</translation>
    </message>
    <message>
        <source>Look at the attention before the first step</source>
        <translation>看第一步之前的注意力</translation>
    </message>
    <message>
        <source>Previous snapshot</source>
        <translation>上一张快照</translation>
    </message>
    <message>
        <source>Look at the stored attention before this one</source>
        <translation>看上一张已保存的注意力</translation>
    </message>
    <message>
        <source>Next snapshot</source>
        <translation>下一张快照</translation>
    </message>
    <message>
        <source>Look at the stored attention after this one</source>
        <translation>看下一张已保存的注意力</translation>
    </message>
    <message>
        <source>Newest snapshot</source>
        <translation>最新快照</translation>
    </message>
    <message>
        <source>Look at the newest attention and follow the training</source>
        <translation>看最新的注意力并跟随训练</translation>
    </message>
    <message>
        <source>Step on show</source>
        <translation>显示的步</translation>
    </message>
    <message>
        <source>The step whose attention is on show; a number goes to the nearest stored snapshot</source>
        <translation>当前显示其注意力的步；输入数字转到最近的快照</translation>
    </message>
    <message>
        <source>Follow training</source>
        <translation>跟随训练</translation>
    </message>
    <message>
        <source>Show each new snapshot as it comes</source>
        <translation>每张新快照出现时立即显示</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>Keep this step</source>
        <translation>保留这一步</translation>
    </message>
    <message>
        <source>Store the weights of this moment, to branch, inspect or export from later</source>
        <translation>存储这一时刻的权重，以便之后从中分支、查看或导出</translation>
    </message>
    <message>
        <source>Checkpoints…</source>
        <translation>检查点…</translation>
    </message>
    <message>
        <source>The stored weights of the run on show, with their size: branch, inspect, export or remove them</source>
        <translation>当前显示的训练已存的权重及其大小：可分支、查看、导出或移除</translation>
    </message>
</context>
<context>
    <name>lab::TimelineTrack</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>No run is on show</source>
        <translation>没有显示训练</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Train or choose a run to see its course</source>
        <translation>训练或选择一次训练，即可看到它的过程</translation>
    </message>
</context>
<context>
    <name>lab::TintedText</name>
    <message>
        <source>Text by weight</source>
        <translation>按权重着色的文本</translation>
    </message>
    <message>
        <source>tint: %1, 0 to %2</source>
        <translation>着色：%1，0 到 %2</translation>
    </message>
    <message>
        <source>%1 · token %2 of %3 · weight %4</source>
        <translation>%1 · 第 %2 个词元，共 %3 个 · 权重 %4</translation>
    </message>
</context>
<context>
    <name>lab::TokenModel</name>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Rank by size, 1 = the largest: %1</source>
        <translation>按大小排名，1 = 最大：%1</translation>
    </message>
    <message>
        <source>× uniform</source>
        <translation>× 均匀值</translation>
    </message>
    <message>
        <source>Multiple of 1/n: %1</source>
        <translation>1/n 的倍数：%1</translation>
    </message>
    <message>
        <source>%1, layer %2, head %3</source>
        <translation>%1，第 %2 层，头 %3</translation>
    </message>
    <message>
        <source>pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Weight in the final pooling</source>
        <translation>最终池化中的权重</translation>
    </message>
    <message>
        <source>Place in the text</source>
        <translation>在文本中的位置</translation>
    </message>
    <message>
        <source>place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Number of the word in the model&apos;s vocabulary; all words that it lacks share one row of the word table</source>
        <translation>该词在模型词表中的编号；词表中没有的词共用词向量表的一行</translation>
    </message>
    <message>
        <source>id</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>lab::TokenTable</name>
    <message>
        <source>Tokens in numbers</source>
        <translation>词元的数值</translation>
    </message>
</context>
<context>
    <name>lab::TrainBar</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Data of the next run</source>
        <translation>下一次训练的数据</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Hold the run after this step</source>
        <translation>这一步之后暂停</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on with the run</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>再次训练</translation>
    </message>
    <message>
        <source>Train a new run with these settings</source>
        <translation>用这些设置训练一次新的</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Train with these settings</source>
        <translation>用这些设置训练</translation>
    </message>
    <message>
        <source>A setting on the right is not possible</source>
        <translation>右侧的某项设置不可行</translation>
    </message>
    <message>
        <source>Size of a step of the optimiser</source>
        <translation>优化器的步长</translation>
    </message>
    <message>
        <source>Size of a step of the optimiser; a change applies from the next step on and is recorded with the run</source>
        <translation>优化器的步长；修改从下一步起生效，并随训练记录</translation>
    </message>
    <message>
        <source>This run has ended with this learning rate. Press New run to choose another.</source>
        <translation>这次训练以此学习率结束。请按“新建训练”选择其他值。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Go on with the run, %1 texts at once instead of %2: the GPU has no room for more</source>
        <translation>继续这次训练，一次用 %1 篇文本而不是 %2 篇：GPU 放不下更多</translation>
    </message>
    <message>
        <source>Go on with the run; the GPU had no room for it: choose the processor in the list on the right first</source>
        <translation>继续这次训练；GPU 放不下它：请先在右侧列表中选择处理器</translation>
    </message>
</context>
<context>
    <name>lab::TrainPage</name>
    <message>
        <source>Attention on probes</source>
        <translation>观察句的注意力</translation>
    </message>
    <message>
        <source>No attention yet. Train a small model on this data: it takes well under a minute, and you see here which words it looks at while it learns.</source>
        <translation>还没有注意力。用这些数据训练一个小模型：不到一分钟，您会在这里看到它在学习时关注哪些词。</translation>
    </message>
    <message>
        <source>Nothing to watch: there are no probes. Add a text.</source>
        <translation>没有可观察的内容：还没有观察句。请添加一段文本。</translation>
    </message>
    <message>
        <source>Another run is at work. Stop it to train with these settings, or choose it on the left to watch it.</source>
        <translation>另一次训练正在进行。停止它即可用这些设置训练，或在左侧选择它来观看。</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>您的文本</translation>
    </message>
    <message>
        <source>Type a text: its attention and its class appear while you type</source>
        <translation>输入文本：注意力和类别随输入出现</translation>
    </message>
    <message>
        <source>Attention on your text</source>
        <translation>您的文本的注意力</translation>
    </message>
    <message>
        <source>Here stands what the model makes of your words: their attention, and the class it predicts.</source>
        <translation>这里显示模型如何看待您的文字：注意力和预测的类别。</translation>
    </message>
    <message>
        <source>There is no model yet to read your text. Press Train, or choose a run on the left.</source>
        <translation>还没有模型来读您的文本。请按“训练”，或在左侧选择一次训练。</translation>
    </message>
    <message>
        <source>1 text</source>
        <translation>1 段文本</translation>
    </message>
    <message>
        <source>%1 texts</source>
        <translation>%1 段文本</translation>
    </message>
    <message>
        <source>step 0, untrained: nearly the same for every word</source>
        <translation>第 0 步，未训练：对每个词几乎相同</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>This run failed: %1</source>
        <translation>这次训练失败：%1</translation>
    </message>
    <message>
        <source>This run has kept no attention: no text was watched while it trained. Add a text before the next training; what this run sees in any text, Inspect shows.</source>
        <translation>此运行没有保存注意力：训练时没有观察任何文本。请在下次训练前添加文本；此运行在任意文本中看到什么，可在“查看”页中看到。</translation>
    </message>
</context>
<context>
    <name>lab::UndoDialog</name>
    <message>
        <source>Undo history</source>
        <translation>撤销历史</translation>
    </message>
    <message>
        <source>Choose a line to go back to it, or forth. Training steps are no edits: the timeline goes there.</source>
        <translation>选择一行即可回到那里，或再前进。训练步不是修改：请用时间轴前往。</translation>
    </message>
    <message>
        <source>Edits, oldest first</source>
        <translation>修改，最早的在前</translation>
    </message>
    <message>
        <source>Before the first edit</source>
        <translation>第一次编辑之前</translation>
    </message>
</context>
<context>
    <name>lab::VocabularyView</name>
    <message>
        <source>Type a text to see what a model would read.</source>
        <translation>输入文本，看模型会读到什么。</translation>
    </message>
    <message>
        <source>%1 tokens, %2 of them unknown</source>
        <translation>%1 个词元，其中未知 %2 个</translation>
    </message>
    <message>
        <source>the first %1 of %2 words</source>
        <translation>前 %1 个词，共 %2 个</translation>
    </message>
    <message>
        <source>%1 words</source>
        <translation>%1 个词</translation>
    </message>
    <message>
        <source>token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>in training</source>
        <translation>训练部分次数</translation>
    </message>
    <message>
        <source>What a text is cut into</source>
        <translation>文本如何切分</translation>
    </message>
    <message>
        <source>Text to cut into tokens</source>
        <translation>要切分的文本</translation>
    </message>
    <message>
        <source>Type a text</source>
        <translation>输入文本</translation>
    </message>
    <message>
        <source>Tokens of the text</source>
        <translation>文本的词元</translation>
    </message>
    <message>
        <source>Vocabulary of the training part</source>
        <translation>训练部分的词表</translation>
    </message>
    <message>
        <source>Words to find in the vocabulary</source>
        <translation>在词表中查找的词</translation>
    </message>
    <message>
        <source>Find a word</source>
        <translation>查找词</translation>
    </message>
    <message>
        <source>Words of the training part, the most frequent first</source>
        <translation>训练部分的词，最常见的在前</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>lab::Welcome</name>
    <message>
        <source>Watch attention learn</source>
        <translation>观看注意力学习</translation>
    </message>
    <message>
        <source>A small Fastformer learns to give product reviews their stars. It takes half a minute, and you see which words it looks at while it learns.</source>
        <translation>一个小型 Fastformer 学习给商品评论打星。约需半分钟，您可以看到它在学习时关注哪些词。</translation>
    </message>
    <message>
        <source>Train the demo</source>
        <translation>训练演示</translation>
    </message>
    <message>
        <source>Use your own texts</source>
        <translation>使用自己的文本</translation>
    </message>
    <message>
        <source>CSV, TSV, JSON lines, IMDB folders, Amazon reviews, AG News, gzipped or not. You see what is in the file before anything is stored.</source>
        <translation>CSV、TSV、JSON 行、IMDB 文件夹、亚马逊评论、AG News，是否 gzip 压缩均可。存储之前您会先看到文件内容。</translation>
    </message>
    <message>
        <source>Go on with another lab</source>
        <translation>继续另一个实验室</translation>
    </message>
    <message>
        <source>A lab file holds data, runs, their curves, weights and attention. It opens in a window of its own; this one stays.</source>
        <translation>实验室文件保存数据、训练及其曲线、权重和注意力。它在单独的窗口中打开；当前窗口保持不变。</translation>
    </message>
</context>
<context>
    <name>lab::WindowHost</name>
    <message>
        <source>Make all type and everything around it larger</source>
        <translation>放大所有文字及其周围的一切</translation>
    </message>
    <message>
        <source>The type has its largest size, %1 %</source>
        <translation>文字已是最大，%1 %</translation>
    </message>
    <message>
        <source>Make all type and everything around it smaller</source>
        <translation>缩小所有文字及其周围的一切</translation>
    </message>
    <message>
        <source>The type has its smallest size, %1 %</source>
        <translation>文字已是最小，%1 %</translation>
    </message>
    <message>
        <source>Type as large as the system wants it; now %1 %</source>
        <translation>文字大小与系统一致；现为 %1 %</translation>
    </message>
    <message>
        <source>The type has its normal size</source>
        <translation>文字已是标准大小</translation>
    </message>
</context>
<context>
    <name>lab::WorkspaceTabs</name>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
</context>
</TS>
