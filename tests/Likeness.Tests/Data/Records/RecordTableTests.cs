using System.Data;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Records;

public sealed class RecordTableTests
{
    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public void Properties_are_columns_of_their_types_kinds()
    {
        var table = Table.FromRecords(
            new[]
            {
                new Order(
                    7,
                    1.5,
                    "red",
                    true,
                    new DateTime(2020, 2, 29, 1, 2, 3),
                    Size.Large,
                    TimeSpan.FromMinutes(3),
                    2
                ),
                new Order(8, 2.5, null, false, new DateTime(2020, 3, 1), Size.Small, TimeSpan.Zero, null),
                new Order(9, double.NaN, "red", false, new DateTime(2020, 3, 1), Size.Small, TimeSpan.Zero, null),
            }
        );
        Assert.Equal(
            ["Id", "Price", "Color", "Paid", "At", "Size", "Took", "Count"],
            table.Columns.Select(column => column.Name)
        );
        Assert.Equal(
            ["number", "number", "category", "boolean", "time", "category", "duration", "number"],
            table.Columns.Select(column => column.Kind.Name)
        );
        Assert.Equal([7, 1.5, 0, 1, 1582938123, 1, 180, 2], table.Row(0));
        Assert.Equal([double.NaN, double.NaN], [table[1, 2], table[1, 7]]);
        Assert.Equal("2020-02-29 01:02:03", table.Columns[4].Write(table[0, 4]));
        Assert.Equal("Large", table.Columns[5].Write(table[0, 5]));
    }

    [Fact]
    public void Tuples_and_arrays_are_records()
    {
        var table = Table.FromRecords(new (double, string)[] { (1, "a"), (2, "b"), (3, "a") });
        Assert.Equal(["Item1", "Item2"], table.Columns.Select(column => column.Name));
        Assert.Equal([0, 1, 0], table.ColumnValues(1));
    }

    [Fact]
    public void A_data_table_is_read_by_its_reader()
    {
        using var data = new DataTable();
        data.Columns.Add("n", typeof(int));
        data.Columns.Add("x", typeof(decimal));
        data.Columns.Add("s", typeof(string));
        data.Columns.Add("t", typeof(DateTimeOffset));
        data.Rows.Add(1, 2.5m, "a", DateTimeOffset.UnixEpoch.AddSeconds(5));
        data.Rows.Add(DBNull.Value, 3.5m, DBNull.Value, DBNull.Value);
        using var reader = data.CreateDataReader();
        var table = Table.FromReader(reader);
        Assert.Equal([1, 2.5, 0, 5], table.Row(0));
        Assert.Equal([double.NaN, 3.5, double.NaN, double.NaN], table.Row(1));
        Assert.IsType<TimeKind>(table.Columns[3].Kind);
        using var empty = new DataTable();
        using var none = empty.CreateDataReader();
        Assert.Throws<LikenessException>(() => Table.FromReader(none));
    }

    [Fact]
    public void What_is_no_table_is_refused()
    {
        Assert.Throws<LikenessException>(() => Table.FromRecords(Array.Empty<Order>()));
        Assert.Throws<LikenessException>(() => Table.FromRecords(new[] { new object() }));
        Assert.Throws<LikenessException>(() => Table.FromRecords(new[] { (double.PositiveInfinity, 1) }));
    }

    private sealed record Order(
        int Id,
        double Price,
        string? Color,
        bool Paid,
        DateTime At,
        Size Size,
        TimeSpan Took,
        int? Count
    );
}
