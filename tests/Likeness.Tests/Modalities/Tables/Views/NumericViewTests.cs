using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Views;

namespace Likeness.Tests.Modalities.Tables.Views;

public sealed class NumericViewTests
{
    private const int Rows = 300;
    private readonly Table rows = MixedRows.Create(Rows);

    [Fact]
    public void NumbersAreFiniteAndDecodeToTheSameCells()
    {
        var view = NumericView.Fit(rows, takesMissing: false);
        var numbers = view.Encode(rows).Numbers;
        Assert.Equal(
            ["city", "member", "age", "age is missing", "joined"],
            numbers.Columns.Select(column => column.Name)
        );
        Assert.All(numbers.ToRowMajor(), value => Assert.True(double.IsFinite(value)));
        AreSame(rows, view.Decode(numbers));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ModelsLearnWhetherAKeyIsMissing(bool takesMissing)
    {
        double[] keys = [.. Enumerable.Range(0, Rows).Select(row => row % 4 == 0 ? double.NaN : row)];
        string[] texts = [.. Enumerable.Range(0, Rows).Select(row => $"K{row}")];
        var table = Table.FromColumns(
            [new Column("x"), new Column("key") { Kind = new IdentifierKind(texts, "K{0}"), Missing = "" }],
            [
                [.. Enumerable.Range(0, Rows).Select(row => row / 2.0)],
                keys,
            ]
        );
        var view = NumericView.Fit(table, takesMissing);
        var numbers = view.Encode(table.AlignTo(view.Columns)).Numbers;
        Assert.Equal(["x", "key is missing"], numbers.Columns.Select(column => column.Name));
        Assert.Equal(keys.Select(double.IsNaN), view.Decode(numbers).ColumnValues(1).Select(double.IsNaN));
    }

    [Fact]
    public void ModelsThatTakeMissingValuesSeeThem()
    {
        var view = NumericView.Fit(rows, takesMissing: true);
        var numbers = view.Encode(rows).Numbers;
        Assert.Equal(["city", "member", "age", "joined"], numbers.Columns.Select(column => column.Name));
        Assert.Contains(double.NaN, numbers.ColumnValues(2));
        AreSame(rows, view.Decode(numbers));
    }

    [Fact]
    public void JsonKeepsKindsAndNoCellOfAText()
    {
        var json = NumericView.Fit(rows, takesMissing: false).ToJson();
        Assert.DoesNotContain("note 7", json.GetRawText(), StringComparison.Ordinal);
        var view = NumericView.FromJson(JsonDocument.Parse(json.GetRawText()).RootElement);
        AreSame(rows, view.Decode(view.Encode(rows).Numbers));
        Assert.Equal("Bonn", view.Columns[0].Write(1));
        Assert.Equal("2019-04-15", view.Columns[3].Write(86_400.0 * 18_001));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"columns":[],"takesMissing":false}""")]
    [InlineData("""{"columns":[{"name":"x","kind":{"type":"colour"}}],"takesMissing":false}""")]
    [InlineData("""{"columns":[{"name":"x","kind":{"type":"category","levels":["a","a"]}}],"takesMissing":false}""")]
    public void DamagedJsonIsRefused(string json) =>
        Assert.Throws<LikenessException>(() => NumericView.FromJson(JsonDocument.Parse(json).RootElement));

    [Fact]
    public void AMissingNumberCostsTheLogarithmOfItsRange()
    {
        var (numbers, cost) = NumericView.Fit(rows, takesMissing: false).Encode(rows);
        var grid = rows.Columns[2].Grid!;
        double[] filled =
        [
            .. Enumerable.Range(0, Rows).Where(row => double.IsNaN(rows[row, 2])).Select(row => numbers[row, 2]),
        ];
        Assert.All(
            Enumerable.Range(0, Rows),
            row => Assert.Equal(double.IsNaN(rows[row, 2]) ? Math.Log(grid.Count * grid.Step) : 0, cost[row])
        );
        Assert.InRange(filled.Average(), 45, 65);
        Assert.True(filled.Distinct().Count() > filled.Length / 4);
    }

    [Fact]
    public void AlignmentFollowsTheTextsOfLevels()
    {
        var other = Table.FromColumns(
            [
                new("city") { Kind = new CategoryKind(["Kiel", "Rom", "Ulm"]) },
                rows.Columns[1],
                rows.Columns[2],
                rows.Columns[3],
                rows.Columns[4],
            ],
            [
                [0, 1, 2],
                [0, 1, 0],
                [30, 31, 32],
                [0, 0, 0],
                [0, 1, 2],
            ]
        );
        var aligned = other.AlignTo(rows.Columns);
        Assert.Equal([2, 3, 0], aligned.ColumnValues(0));
        Assert.Equal("Rom", aligned.Columns[0].Write(3));
    }

    [Fact]
    public void ACellOfAnotherKindIsNamed()
    {
        Column[] columns = [new("age")];
        var other = Table.FromColumns(
            [new("age") { Kind = new CategoryKind(["12", "old"]) }],
            [
                [0, 1],
            ]
        );
        var error = Assert.Throws<LikenessException>(() => other.AlignTo(columns));
        Assert.Contains("row 2, column 'age': 'old' is not a number", error.Message, StringComparison.Ordinal);
    }

    // Texts are not learned: their cells are missing afterwards.
    private static void AreSame(Table expected, Table actual)
    {
        for (int column = 0; column < expected.Width - 1; column++)
        {
            Assert.Equal(expected.ColumnValues(column), actual.ColumnValues(column));
        }
    }
}
