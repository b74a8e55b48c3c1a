using Likeness.Data;

namespace Likeness.Tests.Data;

public sealed class SchemaTests
{
    private static readonly Column[] Columns = [new("count"), new("declared", new Grid(0, 0.5, 20)), new("free")];

    private static readonly Table Train = new(
        Columns,
        [.. Enumerable.Range(0, 60).SelectMany(i => new[] { 10.0 + (i * i % 37), i % 5 / 2.0, Math.Sqrt(2 + i) })]
    );

    [Fact]
    public void GridsAreThoseOfTheRowsThatAreDetectedOn()
    {
        var columns = Schema.Detect(Train).Columns;
        double[] values = Train.ColumnValues(0);
        Assert.Equal(new Grid(values.Min(), 1, (int)(values.Max() - values.Min()) + 1), columns[0].Grid);
        Assert.Equal(RangeMargin.Of(values), columns[0].Margin);
        Assert.Same(Columns[1].Grid, columns[1].Grid);
        Assert.Equal(default, columns[1].Margin);
        Assert.Null(columns[2].Grid);
    }

    [Fact]
    public void OtherRowsAreSnappedToTheGridAndElseStayAsTheyAre()
    {
        var others = new Table(Columns, [12 + 1e-9, 1.5, 3, 12.25, 400, -7, -90, 1.25, 0]);
        var applied = Schema.Detect(Train).Apply(others);
        Assert.Equal([12, 1.5, 3, 12.25, 400, -7, -90, 1.25, 0], applied.ToRowMajor());
        Assert.Equal(Schema.Detect(Train).Columns, applied.Columns);
        Assert.Throws<ArgumentOutOfRangeException>(() => Schema.Detect(Train).Apply(new Table([new("x")], [1])));
    }
}
