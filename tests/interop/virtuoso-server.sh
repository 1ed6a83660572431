# Sourced: a Virtuoso 7 of its own in $out, SQL on $sql_port and SPARQL on $sparql_port of the loopback interface. Sets
# `virtuoso`, its process, which who sources this ends; `run SQL` asks it.
cat >"$out/virtuoso.ini" <<INI
[Database]
DatabaseFile = $out/virtuoso.db
ErrorLogFile = $out/virtuoso.log
LockFile = $out/virtuoso.lck
TransactionFile = $out/virtuoso.trx
xa_persistent_file = $out/virtuoso.pxa
[TempDatabase]
DatabaseFile = $out/temp.db
TransactionFile = $out/temp.trx
[Parameters]
ServerPort = 127.0.0.1:$sql_port
DirsAllowed = $out
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:$sparql_port
[SPARQL]
INI
virtuoso-t -f -c "$out/virtuoso.ini" >"$out/server.log" 2>&1 &
virtuoso=$!
run() { isql-vt "127.0.0.1:$sql_port" dba dba VERBOSE=OFF BANNER=OFF PROMPT=OFF ERRORS=STDOUT "EXEC=$1"; }
