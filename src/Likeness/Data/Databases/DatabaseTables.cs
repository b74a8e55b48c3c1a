using System.Globalization;
using Npgsql;

namespace Likeness.Data.Databases;

/// <summary>What the catalogue of a database says about its tables.</summary>
internal static class DatabaseTables
{
    private const string Tables = """
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname = coalesce(nullif($1, ''), current_schema()) order by 1
        """;

    private const string KeyColumns = """
        select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = to_regclass($1) and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)
        """;

    /// <summary>Whether there is a table, a view or another relation of this name.</summary>
    public static bool Exists(NpgsqlConnection connection, TableName table) =>
        DatabaseConnection.Texts(connection, "select to_regclass($1)::text", table.Sql).Count > 0;

    /// <summary>Refuses a table that does not exist.</summary>
    /// <exception cref="LikenessException">It does not exist; the nearest name is suggested.</exception>
    public static void Require(NpgsqlConnection connection, DatabaseAddress address, TableName table)
    {
        if (!Exists(connection, table))
        {
            var others = DatabaseConnection.Texts(connection, Tables, table.Schema ?? "");
            string fix = NearestName.To(table.Name, others) is { } nearest
                ? $"did you mean '{nearest}'?"
                : "correct the name";
            throw new LikenessException(
                $"{address.Shown}: there is no table '{ControlCharacters.Replace($"{table}")}' ({fix})"
            );
        }
    }

    /// <summary>The number of rows as the planner estimates it; 0 or less if it is unknown.</summary>
    public static double EstimateRows(NpgsqlConnection connection, TableName table) =>
        DatabaseConnection
            .Texts(connection, "select reltuples::text from pg_class where oid = to_regclass($1)", table.Sql)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture))
            .FirstOrDefault();

    /// <summary>The clause that puts the rows into the order of the primary key; empty for a table without one.</summary>
    public static string OrderOf(NpgsqlConnection connection, TableName table)
    {
        var key = DatabaseConnection.Texts(connection, KeyColumns, table.Sql);
        return key.Count == 0
            ? ""
            : $" order by {string.Join(", ", key.Select(column => $"rows.{TableName.Quote(column)}"))}";
    }
}
