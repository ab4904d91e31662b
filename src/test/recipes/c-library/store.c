#include <sqlite3.h>
#include <stdio.h>

int main(void) {
  sqlite3 *db;
  sqlite3_stmt *statement;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) return 1;
  sqlite3_exec(db, "create table t(n int); insert into t values (20), (22);", 0, 0, 0);
  sqlite3_prepare_v2(db, "select sum(n) from t", -1, &statement, 0);
  sqlite3_step(statement);
  printf("sum %d\n", sqlite3_column_int(statement, 0));
  return 0;
}
