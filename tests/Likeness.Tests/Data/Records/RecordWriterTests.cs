using Likeness.Data;

namespace Likeness.Tests.Data.Records;

/// <summary>Tables become records again, and arrays become tables.</summary>
public sealed class RecordWriterTests
{
    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public void RecordsReturnAsTheyWere()
    {
        Visit[] visits =
        [
            new(
                1,
                2.5m,
                "red",
                true,
                new(2024, 2, 29, 1, 2, 3, 500),
                new(2024, 2, 29),
                Size.Large,
                TimeSpan.FromMinutes(90),
                3
            ),
            new(2, -7m, null, false, DateTime.UnixEpoch, new(1969, 12, 31), Size.Small, TimeSpan.Zero, null),
            new(
                3,
                0.1m,
                "red",
                false,
                DateTime.UnixEpoch,
                new(1969, 12, 31),
                Size.Small,
                TimeSpan.FromSeconds(0.25),
                7
            ),
        ];
        Assert.Equal(visits, Table.FromRecords(visits).ToRecords<Visit>());
    }

    [Fact]
    public void PropertiesAndTuplesAreFilledByName()
    {
        var table = Table.FromArrays(("height", new[] { 1.5, double.NaN }), ("NAME", new[] { "a", "b" }));
        Person[] people = [.. table.ToRecords<Person>()];
        Assert.Equal(["a", "b"], people.Select(person => person.Name));
        Assert.Equal([1.5, null], people.Select(person => person.Height));
        Assert.Equal(9, people[0].Untouched);
        (double, string)[] tuples = [(1.5, "a"), (2.5, "b")];
        Assert.Equal(tuples, Table.FromRecords(tuples).ToRecords<(double, string)>());
    }

    [Fact]
    public void ArraysOfEveryTypeAreColumns()
    {
        var table = Table.FromArrays(
            ("x", new[] { 1.5f, 2.5f }),
            ("n", new int?[] { 3, null }),
            ("b", new[] { true, false }),
            ("s", new string?[] { "u", null }),
            ("t", new[] { DateTime.UnixEpoch.AddSeconds(7), DateTime.UnixEpoch }),
            ("e", new[] { Size.Large, Size.Small })
        );
        Assert.Equal(
            ["number", "number", "boolean", "category", "time", "category"],
            table.Columns.Select(column => column.Kind.Name)
        );
        Assert.Equal([1.5, 3, 1, 0, 7, 1], table.Row(0));
        Assert.Equal([2.5, double.NaN, 0, double.NaN, 0, 0], table.Row(1));
        Assert.Throws<LikenessException>(() => Table.FromArrays());
        Assert.Throws<LikenessException>(() => Table.FromArrays(("a", new[] { 1 }), ("a", new[] { 2 })));
        Assert.Throws<LikenessException>(() => Table.FromArrays(("a", new[] { 1 }), ("b", new[] { 1, 2 })));
        Assert.Throws<LikenessException>(() => Table.FromArrays(("a", new double[2, 2])));
        Assert.Throws<LikenessException>(() => Table.FromArrays(("a", new[] { double.PositiveInfinity })));
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        var table = Table.FromArrays(("height", new[] { 2.0, double.NaN }), ("name", new[] { "a", "b" }));
        Assert.Contains("'Age'", Error(() => table.ToRecords<Aged>()));
        Assert.Contains("missing value", Error(() => table.ToRecords<Whole>().ToList()));
        Assert.Contains("'a' is not a number", Error(() => table.ToRecords<Named>().ToList()));
        Assert.Contains("kind number", Error(() => table.ToRecords<Timed>()));
    }

    private static string Error(Func<object> action) => Assert.Throws<LikenessException>(action).Message;

    private sealed record Visit(
        int Id,
        decimal Price,
        string? Color,
        bool Paid,
        DateTime At,
        DateOnly Day,
        Size Size,
        TimeSpan Took,
        int? Count
    );

    private sealed class Person
    {
        public string Name { get; init; } = "";

        public double? Height { get; set; }

        public int Untouched { get; set; } = 9;
    }

    private sealed record Aged(int Age);

    private sealed record Whole(int Height);

    private sealed record Named(int Name);

    private sealed record Timed(DateTime Height);
}
