using Likeness.Data.Schemas;
using Likeness.Data.Typed;
using Npgsql;

namespace Likeness.Data.Databases;

/// <summary>
/// Reads tables from PostgreSQL in one pass over the rows of a table or a query, in a transaction that only reads. The rows of a table are in the order of
/// its primary key, or as they are stored.
/// </summary>
internal static class DatabaseReader
{
    private const int ToldEvery = 4096;
    private const double MostTold = 0.99;

    /// <summary>Reads a table, once; how its columns are read may follow from a schema.</summary>
    /// <param name="text">The address.</param>
    /// <param name="query">The query; null for the rows of the address's table.</param>
    /// <param name="missing">Texts that the user declares as missing.</param>
    /// <param name="progress">Receives the fraction that is done, as far as the server knows the number of rows.</param>
    /// <returns>The table by the kinds of some or all columns; null detects all.</returns>
    /// <exception cref="LikenessException">The database cannot be reached or fails, there is no such table, or it has no rows.</exception>
    public static Func<TableSchema?, LoadedTable> Read(
        string text,
        string? query,
        IReadOnlyCollection<string> missing,
        Action<double>? progress
    )
    {
        var address = DatabaseAddress.Parse(text);
        if (query is not null && address.Table is not null)
        {
            throw new LikenessException($"{address.Shown}: a table and --query name two sources (give one of them)");
        }

        var table = query is null ? address.RequireTable() : null;
        var columns = DatabaseConnection.Use(
            address,
            connection =>
            {
                using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
                // Without the second, two scans of a large table may begin at different rows.
                DatabaseConnection.Execute(
                    connection,
                    "set transaction read only; set local synchronize_seqscans = off"
                );
                return Read(connection, address, table, query, progress);
            }
        );
        string source = table is null ? $"{address.Shown}, the query" : $"{address.Shown}, table {table}";
        TypedColumn[] typed = [.. columns.Select(column => column.Finish())];
        return schema => TypedTable.Create(source, typed, missing, schema);
    }

    private static DatabaseColumn[] Read(
        NpgsqlConnection connection,
        DatabaseAddress address,
        TableName? table,
        string? query,
        Action<double>? progress
    )
    {
        double expected = 0;
        string order = "";
        if (table is not null)
        {
            DatabaseTables.Require(connection, address, table);
            expected = DatabaseTables.EstimateRows(connection, table);
            order = DatabaseTables.OrderOf(connection, table);
        }

        // A comment at the end of the query must not swallow the parenthesis.
        string from = table?.Sql ?? $"({query!.Trim().TrimEnd(';')}\n)";
        var columns = Describe(connection, address, $"select * from {from} as rows limit 0");
        while (true)
        {
            string list = string.Join(", ", columns.Select(column => column.Expression));
            Fill(connection, $"select {list} from {from} as rows{order}", columns, expected, progress);
            if (!Array.Exists(columns, column => column.IsTooLong))
            {
                return columns;
            }

            columns = Array.ConvertAll(columns, column => column.IsTooLong ? column.AsText() : column.Emptied());
        }
    }

    private static DatabaseColumn[] Describe(NpgsqlConnection connection, DatabaseAddress address, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        return names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new LikenessException(
                $"{address.Shown}: two columns of the query are named '{ControlCharacters.Replace(twice.Key)}' (name one of them otherwise, by 'as')"
            )
            : [.. names.Select((name, i) => new DatabaseColumn(name, reader.GetDataTypeName(i), asText: false))];
    }

    private static void Fill(
        NpgsqlConnection connection,
        string sql,
        DatabaseColumn[] columns,
        double expected,
        Action<double>? progress
    )
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        for (long rows = 1; reader.Read(); rows++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Add(reader, i);
            }

            if (Array.Exists(columns, column => column.IsTooLong))
            {
                return;
            }

            if (rows % ToldEvery == 0)
            {
                progress?.Invoke(expected > 0 ? Math.Min(MostTold, rows / expected) : 0);
            }
        }
    }
}
