using System.Data;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Records;

/// <summary>Records as programs have them: flags, long keys, single precision, the ends of time, and members that are no cells.</summary>
public sealed class OddRecordsTests
{
    [Flags]
    private enum Rights
    {
        None = 0,
        Read = 1,
        Write = 2,
    }

    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public void CombinationsOfFlagsAreLevels()
    {
        Access[] records = [new(Rights.Read), new(Rights.Read | Rights.Write), new(Rights.None), new(Rights.Read)];
        var table = Table.FromRecords(records);
        Assert.Equal("Read, Write", table.Columns[0].Write(table[1, 0]));
        Assert.Equal(records, table.ToRecords<Access>());
    }

    [Fact]
    public void AValueWithoutANameIsRefused()
    {
        Assert.Equal(
            "55 is no named value of DayOfWeek (name it, or give its number instead)",
            Assert.Throws<LikenessException>(() => Table.FromArrays(("day", new[] { (DayOfWeek)55 }))).Message
        );
        Assert.Throws<LikenessException>(() => Table.FromRecords([new { Size = (Size)7 }]));
    }

    [Fact]
    public void LongKeysKeepTheirDigits()
    {
        const long First = 1_800_000_000_000_000_000;
        Key[] records =
        [
            .. Enumerable.Range(0, 60).Select(i => new Key(First + (i * 131), i % 2 == 0 ? null : ulong.MaxValue - 1)),
        ];
        var table = Table.FromRecords(records);
        Assert.Equal("identifier", table.Columns[0].Kind.Name);
        Assert.Equal(60, table.ColumnValues(0).Distinct().Count());
        Assert.Equal("1800000000000000131", table.Columns[0].Write(table[1, 0]));
        Assert.Equal("18446744073709551614", table.Columns[1].Write(table[1, 1]));
        Assert.True(double.IsNaN(table[0, 1]));

        var arrays = Table.FromArrays(("Id", records.Select(record => record.Id).ToArray()));
        Assert.Equal("1800000000000000131", arrays.Columns[0].Write(arrays[1, 0]));
        using var data = new DataTable();
        data.Columns.Add("Id", typeof(long));
        foreach (var record in records)
        {
            data.Rows.Add(record.Id);
        }

        data.Rows.Add(DBNull.Value);
        var read = Table.FromDataTable(data);
        Assert.Equal("1800000000000000131", read.Columns[0].Write(read[1, 0]));
        Assert.True(double.IsNaN(read[60, 0]));
    }

    [Fact]
    public void SmallLongNumbersStayNumbers()
    {
        var table = Table.FromRecords([new { N = 3L, M = (long?)null }, new { N = 3L, M = (long?)-5 }]);
        Assert.All(table.Columns, column => Assert.IsType<NumberKind>(column.Kind));
        Assert.Equal([3, -5], table.Row(1));
    }

    [Fact]
    public void SinglePrecisionKeepsItsShortestText()
    {
        var table = Table.FromRecords([new { X = 1.1f, H = (Half)0.1 }, new { X = 27.1f, H = (Half)2 }]);
        Assert.Equal([1.1, 27.1], table.ColumnValues(0));
        Assert.Equal(0.1, table[0, 1]);
        Assert.Equal(
            [1.1f, 27.1f],
            Table.FromArrays(("x", new[] { 1.1f, 27.1f })).ColumnValues(0).Select(x => (float)x)
        );
    }

    [Fact]
    public void TheEndsOfTimeComeBack()
    {
        Span[] records =
        [
            new(DateTime.MinValue, DateOnly.MaxValue, DateTimeOffset.MaxValue),
            new(DateTime.MaxValue, DateOnly.MinValue, DateTimeOffset.MinValue),
        ];
        var table = Table.FromRecords(records);
        var read = table.ToRecords<Span>().ToList();
        Assert.Equal(DateTime.MinValue, read[0].From);
        Assert.Equal(DateTime.MaxValue, read[1].From);
        Assert.Equal([DateOnly.MaxValue, DateOnly.MinValue], read.Select(record => record.Day));
        Assert.Equal(9999, read[0].To.Year);
        Assert.Equal("0001-01-01 00:00:00", table.Columns[0].Write(table[0, 0]));
        Assert.Equal("9999-12-31", table.Columns[1].Write(table[0, 1]));
    }

    [Fact]
    public void MembersThatAreNoCellsAreRefused()
    {
        Assert.StartsWith(
            "'Data' is a Byte[], which is no cell",
            Message(new { Data = new byte[3] }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "'Key' is a Key, which is no cell",
            Message(new { Key = new Key(1, 2) }),
            StringComparison.Ordinal
        );
        Assert.StartsWith("'Big' is a Int128", Message(new { Big = (Int128)3 }), StringComparison.Ordinal);
        Assert.StartsWith(
            "'a' is a ",
            Assert.Throws<LikenessException>(() => Table.FromArrays(("a", new[] { new List<int>() }))).Message,
            StringComparison.Ordinal
        );

        static string Message<T>(T record) =>
            Assert.Throws<LikenessException>(() => Table.FromRecords([record])).Message;
    }

    [Fact]
    public void AHiddenPropertyIsOneColumn() =>
        Assert.Equal(["Id"], Table.FromRecords([new Derived { Id = "a" }]).Columns.Select(column => column.Name));

    [Fact]
    public void NoRecordsAndRecordsThatAreNullAreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => Table.FromRecords<Key>(null!));
        Assert.Throws<ArgumentNullException>(() => Table.FromDataTable(null!));
        Assert.Contains(
            "Record 1",
            Assert.Throws<ArgumentException>(() => Table.FromRecords([new Key(1, 1), null!])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'a'",
            Assert.Throws<ArgumentException>(() => Table.FromArrays(("b", new[] { 1 }), ("a", null!))).Message,
            StringComparison.Ordinal
        );
    }

    private sealed record Access(Rights Rights);

    private sealed record Key(long Id, ulong? Other);

    private sealed record Span(DateTime From, DateOnly Day, DateTimeOffset To);

    private class Base
    {
        public int Id { get; set; }
    }

    private sealed class Derived : Base
    {
        public new string? Id { get; set; }
    }
}
