using Likeness.Data;
using Likeness.Modalities.Tables;

namespace Likeness.Tests.Modalities.Tables;

public sealed class SameColumnsTests
{
    private static readonly Table Real = Rows(["a", "b"]);

    [Fact]
    public void ColumnsAreComparedByName()
    {
        var ordered = SameColumns.Order(Rows(["b", "a"]), "g", Real, "r");
        Assert.Equal(["a", "b"], ordered.Columns.Select(column => column.Name));
        Assert.Equal([2, 1, 4, 3], ordered.Values.ToArray());
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("x0", "x1")]
    public void EqualNamesAndNoNamesKeepTheirOrder(string first, string second)
    {
        var rows = Rows([first, second]);
        Assert.Same(rows, SameColumns.Order(rows, "g", Real, "r"));
    }

    [Fact]
    public void OtherColumnsAreNamed()
    {
        var error = Assert.Throws<LikenessException>(() => SameColumns.Order(Rows(["a", "c"]), "g", Real, "r"));
        Assert.Equal(
            "g has no column 'b', which r has; its columns are a, c (give files with the same columns)",
            error.Message
        );
        error = Assert.Throws<LikenessException>(() => SameColumns.Order(Rows(["a"]), "g", Real, "r"));
        Assert.Equal("g has 1 columns and r has 2 (give files with the same columns)", error.Message);
    }

    private static Table Rows(string[] names) =>
        new(
            [.. names.Select(name => new Column(name))],
            [.. Enumerable.Range(1, 2 * names.Length).Select(i => (double)i)]
        );
}
