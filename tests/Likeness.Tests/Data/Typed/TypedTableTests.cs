using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Data.Typed;

namespace Likeness.Tests.Data.Typed;

/// <summary>Columns of sources that have types.</summary>
public sealed class TypedTableTests
{
    private static readonly NumberKind Whole = new(new NumberFormat(0));

    [Fact]
    public void TypesDecideAndTextsAreLookedAt()
    {
        var table = Create(
            new TypedColumn("n", "int32", Whole, [1, 2, double.NaN]),
            new TypedColumn("zip", "int32", Whole, [53111, 53111, 10115]),
            new TypedColumn("all", "double", NumberKind.Default, [double.NaN, double.NaN, double.NaN]),
            new TypedColumn("day", "string", [0, 1, -1], ["2024-01-31", "2023-12-01"]),
            new TypedColumn("code", "string", [0, 1, 0], ["7", "8"]),
            new TypedColumn("blank", "string", [0, 1, -1], ["", "x"])
        );
        Assert.Equal(
            ["number", "category", "empty", "date", "category", "category"],
            table.Columns.Select(column => column.Kind.Name)
        );
        Assert.Equal(
            ["int32", "int32", "double", "string", "string", "string"],
            table.Columns.Select(one => one.Storage)
        );
        Assert.Equal(["", null, "", "", null, ""], table.Columns.Select(column => column.Missing));
        Assert.Equal("2024-01-31", table.Columns[3].Write(table[0, 3]));
        // An empty text is a level, as null is the missing value.
        Assert.Equal(["", "x"], Assert.IsType<CategoryKind>(table.Columns[5].Kind).Levels);
        Assert.True(double.IsNaN(table[2, 5]));
    }

    [Fact]
    public void ASchemaDecidesOtherwise()
    {
        var schema = new TableSchema([
            new ColumnSchema("n", "category"),
            new ColumnSchema("t", "number"),
            new ColumnSchema("b", "category") { Levels = ["2", "1"], Ordered = true },
        ]);
        var table = Create(
            schema,
            [],
            new TypedColumn("n", "int32", Whole, [3, 1, 3]),
            new TypedColumn("t", "string", [0, 1, 1], ["1.5", "2"]),
            new TypedColumn("b", "int8", Whole, [1, 2, 2])
        );
        Assert.Equal(["1", "3"], Assert.IsType<CategoryKind>(table.Columns[0].Kind).Levels);
        Assert.Equal([1.5, 2, 2], table.ColumnValues(1));
        Assert.Equal([1, 0, 0], table.ColumnValues(2));
        var wrong = new TableSchema([new ColumnSchema("t", "number")]);
        var texts = new TypedColumn("t", "string", [0, 1], ["1", "word"]);
        Assert.Contains("row 2, column 't': 'word'", Refused(() => Create(wrong, [], texts)));
    }

    [Fact]
    public void DeclaredMarkersAreMissing()
    {
        var table = Create(
            null,
            ["-1", "unknown"],
            new TypedColumn("n", "int32", Whole, [-1, 2, 2]),
            new TypedColumn("t", "string", [0, 1, 1], ["unknown", "b"])
        );
        Assert.True(double.IsNaN(table[0, 0]) && double.IsNaN(table[0, 1]));
    }

    [Fact]
    public void WhatIsNoTableIsRefused()
    {
        var column = new TypedColumn("a", "double", NumberKind.Default, [1, double.PositiveInfinity]);
        Assert.Equal(
            "src, row 2, column 'a': Infinity is not a finite number (remove the row)",
            Refused(() => Create(column))
        );
        Assert.Contains("no rows", Refused(() => Create(new TypedColumn("a", "double", NumberKind.Default, []))));
        Assert.Contains("two columns are named 'a'", Refused(() => Create(column, column)));
    }

    private static string Refused(Action create) => Assert.Throws<LikenessException>(create).Message;

    private static Table Create(params TypedColumn[] columns) => Create(null, [], columns);

    private static Table Create(TableSchema? schema, string[] missing, params TypedColumn[] columns) =>
        TypedTable.Create("src", columns, missing, schema).Table;
}
