using System.Data;
using Likeness.Data;

namespace InMemory;

/// <summary>Tables from data in memory, as docs/library.md shows them.</summary>
internal static class SourceExamples
{
    public static void Run(List<Order> orders)
    {
        var table = Records(orders);
        Console.WriteLine($"{table.RowCount} rows, {table.Width} columns");
        Arrays();
        using var data = new DataTable();
        data.Columns.Add("price", typeof(decimal));
        orders.ForEach(order => data.Rows.Add(order.Price));
        DataTables(data);
    }

    private static Table Records(List<Order> orders)
    {
        #region records
        Table table = Table.FromRecords(orders); // a column for each public property
        foreach (Column column in table.Columns)
        {
            Console.WriteLine($"{column.Name}: {column.Kind.Name}"); // Price: number, Size: category, …
        }
        #endregion

        return table;
    }

    private static void Arrays()
    {
        #region arrays
        double[] heights = [1.62, 1.75, 1.80, double.NaN]; // NaN and null are missing values
        string?[] colours = ["red", "blue", null, "red"];
        Table table = Table.FromArrays(("height", heights), ("colour", colours));
        Console.WriteLine(table.Columns[1].Write(table[row: 0, column: 1])); // red
        #endregion
    }

    private static void DataTables(DataTable rows)
    {
        #region readers
        Table fromDataTable = Table.FromDataTable(rows);
        using IDataReader reader = rows.CreateDataReader(); // or that of a database command
        Table fromReader = Table.FromReader(reader);
        #endregion

        Console.WriteLine($"{fromDataTable.RowCount} and {fromReader.RowCount} rows");
    }
}
