using Npgsql;

namespace Likeness.Data.Databases;

/// <summary>Writes tables into PostgreSQL by COPY, in one transaction: the table has all rows, or nothing has changed.</summary>
internal static class DatabaseWriter
{
    /// <summary>Refuses a table that cannot be written, before the work.</summary>
    /// <param name="text">The address.</param>
    /// <param name="existing">What happens with a table that exists.</param>
    /// <exception cref="LikenessException">The database cannot be reached, no table is named, or it exists and nothing is said about it.</exception>
    public static void Check(string text, ExistingTable existing)
    {
        var address = DatabaseAddress.Parse(text);
        var table = address.RequireTable();
        DatabaseConnection.Use(address, connection => Check(connection, address, table, existing));
    }

    /// <summary>Writes the rows of all parts, which have the same columns.</summary>
    /// <param name="text">The address.</param>
    /// <param name="existing">What happens with a table that exists.</param>
    /// <param name="parts">The rows; at least one part.</param>
    /// <exception cref="LikenessException">As in <see cref="Check(string, ExistingTable)"/>, or the server refuses the rows.</exception>
    public static void Write(string text, ExistingTable existing, IEnumerable<Table> parts)
    {
        var address = DatabaseAddress.Parse(text);
        var table = address.RequireTable();
        DatabaseConnection.Use(
            address,
            connection =>
            {
                using var transaction = connection.BeginTransaction();
                bool exists = Check(connection, address, table, existing);
                Copy(connection, table, exists, existing, parts);
                transaction.Commit();
                return exists;
            }
        );
    }

    private static bool Check(
        NpgsqlConnection connection,
        DatabaseAddress address,
        TableName table,
        ExistingTable existing
    )
    {
        bool exists = DatabaseTables.Exists(connection, table);
        return exists && existing == ExistingTable.Refuse
            ? throw new LikenessException(
                $"{address.Shown}: there is a table '{ControlCharacters.Replace($"{table}")}' already (name another one, or give --replace or --append)"
            )
            : exists;
    }

    private static void Copy(
        NpgsqlConnection connection,
        TableName table,
        bool exists,
        ExistingTable existing,
        IEnumerable<Table> parts
    )
    {
        NpgsqlCopyTextWriter? copy = null;
        DatabaseCells[] cells = [];
        string[] types = [];
        IReadOnlyList<Column>? columns = null;
        try
        {
            foreach (var part in parts)
            {
                if (!ReferenceEquals(columns, part.Columns))
                {
                    columns = part.Columns;
                    types = copy is null ? DatabaseCells.Types(connection, columns) : types;
                    cells = [.. columns.Select((column, i) => new DatabaseCells(column, types[i]))];
                }

                copy ??= Begin(connection, table, exists, existing, columns, types);
                for (int row = 0; row < part.RowCount; row++)
                {
                    for (int i = 0; i < cells.Length; i++)
                    {
                        copy.Write(i == 0 ? "" : "\t");
                        copy.Write(cells[i].Text(part[row, i]));
                    }

                    copy.Write('\n');
                }
            }
        }
        catch when (copy is { } begun)
        {
            Cancel(begun);
            throw;
        }

        copy?.Dispose();
    }

    // Without it, disposing the writer would end the COPY as if all rows were there.
    private static void Cancel(NpgsqlCopyTextWriter copy)
    {
        try
        {
            copy.Cancel();
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or IOException)
        {
            // The server has ended it already; the first error is the one to report.
        }
    }

    private static NpgsqlCopyTextWriter Begin(
        NpgsqlConnection connection,
        TableName table,
        bool exists,
        ExistingTable existing,
        IReadOnlyList<Column> columns,
        string[] types
    )
    {
        if (exists && existing == ExistingTable.Replace)
        {
            DatabaseConnection.Execute(connection, $"drop table {table.Sql}");
        }

        if (!exists || existing == ExistingTable.Replace)
        {
            var list = columns.Select((column, i) => $"{TableName.Quote(column.Name)} {types[i]}");
            DatabaseConnection.Execute(connection, $"create table {table.Sql} ({string.Join(", ", list)})");
        }

        string names = string.Join(", ", columns.Select(column => TableName.Quote(column.Name)));
        return connection.BeginTextImport($"copy {table.Sql} ({names}) from stdin");
    }
}
