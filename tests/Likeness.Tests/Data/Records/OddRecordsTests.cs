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

    /// <summary>The texts of such keys are numbers of 64 bits, of which a double has 53.</summary>
    [Fact]
    public void LongKeysComeBack()
    {
        const long First = 1_355_823_934_360_625_954;
        Key[] records =
        [
            .. Enumerable.Range(0, 60).Select(i => new Key(First + (i * 131), i % 2 == 0 ? null : ulong.MaxValue - 1)),
        ];
        Assert.Equal(records, Table.FromRecords(records).ToRecords<Key>());
        Amount[] amounts = [new(1714424325550.123m, 0.1m), new(-12345678901.2345m, 79228162514264337593543950335m)];
        var again = Table.FromRecords(amounts).ToRecords<Amount>().ToList();
        Assert.Equal(amounts.Select(one => one.Value), again.Select(one => one.Value));
        Assert.Equal(0.1m, again[0].Other);
    }

    /// <summary>Times have the zone of the first, and times without one are of no zone.</summary>
    [Fact]
    public void ZonesComeBack()
    {
        var zone = TimeSpan.FromHours(2);
        Moment[] records =
        [
            new(new(2024, 5, 1, 9, 30, 0, zone), new(2024, 5, 1, 9, 30, 0, DateTimeKind.Local)),
            new(new(2024, 6, 1, 7, 0, 0, TimeSpan.Zero), new(2024, 6, 1, 7, 0, 0)),
        ];
        foreach (
            var table in (Table[])
                [
                    Table.FromRecords(records),
                    Table.FromArrays(
                        ("Sent", records.Select(one => one.Sent).ToArray()),
                        ("Clock", records.Select(one => one.Clock).ToArray())
                    ),
                    Table.FromReader(Reader(records)),
                ]
        )
        {
            var again = table.ToRecords<Moment>().ToList();
            Assert.Equal(records.Select(one => one.Sent), again.Select(one => one.Sent));
            Assert.All(again, one => Assert.Equal(zone, one.Sent.Offset));
            Assert.All(again, one => Assert.Equal(DateTimeKind.Unspecified, one.Clock.Kind));
            Assert.Equal("2024-05-01 09:30:00+02:00", table.Columns[0].Write(table[0, 0]));
        }
    }

    [Fact]
    public void AddressesAndVersionsComeBack()
    {
        Release[] records =
        [
            new(new Uri("https://a.example/x"), new(1, 2)),
            new(new Uri("y", UriKind.Relative), new(3, 4, 5)),
        ];
        Assert.Equal(records, Table.FromRecords(records).ToRecords<Release>());
    }

    [Fact]
    public void AFractionIsNoWholeNumber()
    {
        var table = Table.FromArrays(("Count", new[] { 3.0, 26.44 }));
        Assert.Equal(
            "column 'Count' has 26.44, which a property of type Int32 cannot hold (make it a double)",
            Assert.Throws<LikenessException>(() => table.ToRecords<Counted>().ToList()).Message
        );
    }

    private static DataTableReader Reader(Moment[] records)
    {
        var data = new DataTable();
        data.Columns.Add("Sent", typeof(DateTimeOffset));
        data.Columns.Add("Clock", typeof(DateTime));
        Array.ForEach(records, record => data.Rows.Add(record.Sent, record.Clock));
        return data.CreateDataReader();
    }

    private sealed record Amount(decimal Value, decimal Other);

    private sealed record Moment(DateTimeOffset Sent, DateTime Clock);

    private sealed record Release(Uri Page, Version Number);

    private sealed record Counted(int Count);

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
