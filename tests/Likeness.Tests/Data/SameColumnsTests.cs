using Likeness.Data;

namespace Likeness.Tests.Data;

public sealed class SameColumnsTests
{
    private static readonly Table Real = Rows("a", "b");

    [Fact]
    public void ColumnsAreComparedByName()
    {
        var ordered = SameColumns.Order(Rows("b", "a"), "g", Real, "r");
        Assert.Equal(["a", "b"], ordered.Columns.Select(column => column.Name));
        Assert.Equal([2, 1, 4, 3], ordered.ToRowMajor());
        // Default names are names too, if both tables have them.
        Assert.Equal([2, 1, 4, 3], SameColumns.Order(Rows("x1", "x0"), "g", Rows("x0", "x1"), "r").ToRowMajor());
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("x0", "x1")]
    public void EqualNamesAndNoNamesKeepTheirOrder(string first, string second)
    {
        var rows = Rows(first, second);
        Assert.Same(rows, SameColumns.Order(rows, "g", Real, "r"));
    }

    [Fact]
    public void ColumnsOfEqualNamesKeepTheirOrder() =>
        Assert.Equal(
            [2, 3, 1, 5, 6, 4],
            SameColumns.Order(Rows("b", "a", "a"), "g", Rows("a", "a", "b"), "r").ToRowMajor()
        );

    [Theory]
    [InlineData("a,count", "g has no column 'b', which r has (give the same columns)")]
    [InlineData("a,B", "g has no column 'b', which r has (did you mean its 'B'? give the same columns)")]
    [InlineData("a", "g has no column 'b', which r has (give the same columns)")]
    [InlineData("x0,x1,x2", "g has no column 'a', which r has (give the same columns)")]
    [InlineData("c,b,a", "g has a column 'c', which r does not have (give the same columns)")]
    [InlineData("a,b,b", "g has a column 'b', which r does not have (give the same columns)")]
    public void OtherColumnsAreNamed(string names, string sentence)
    {
        var rows = Rows(names.Split(','));
        Assert.Equal(sentence, Assert.Throws<LikenessException>(() => SameColumns.Order(rows, "g", Real, "r")).Message);
    }

    [Fact]
    public void FurtherColumnsAreIgnoredWhereTheyHaveNames()
    {
        var taken = SameColumns.Take(Rows("more", "b", "a"), "g", ["a", "b"], out var ignored);
        Assert.Equal(["a", "b"], taken.Columns.Select(column => column.Name));
        Assert.Equal([3, 2, 6, 5], taken.ToRowMajor());
        Assert.Equal(["more"], ignored);
        Assert.Equal([1, 2, 3, 4], SameColumns.Take(Rows("x0", "x1"), "g", ["a", "b"], out ignored).ToRowMajor());
        Assert.Empty(ignored);
    }

    [Theory]
    [InlineData("a,count,more", "g has no column 'b', which the run's data has (give the same columns)")]
    [InlineData(
        "x0,x1,x2",
        "g has 3 columns without names, but the run was trained on 2 (give the same columns, or their names in the first line)"
    )]
    public void AMissingColumnIsNamed(string names, string sentence)
    {
        var error = Assert.Throws<LikenessException>(() =>
            SameColumns.Take(Rows(names.Split(',')), "g", ["a", "b"], out _)
        );
        Assert.Equal(sentence, error.Message);
    }

    [Fact]
    public void ManyColumnsTakeLittleTime()
    {
        string[] names = [.. Enumerable.Range(0, 100_000).Select(i => $"c{i}")];
        var ordered = SameColumns.Order(Rows([.. names.Reverse()]), "g", Rows(names), "r");
        Assert.Equal(names, ordered.Columns.Select(column => column.Name));
    }

    private static Table Rows(params string[] names) =>
        new(
            [.. names.Select(name => new Column(name))],
            [.. Enumerable.Range(1, 2 * names.Length).Select(i => (double)i)]
        );
}
