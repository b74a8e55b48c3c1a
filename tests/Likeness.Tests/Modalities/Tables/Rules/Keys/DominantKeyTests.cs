using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Tests.Modalities.Tables.Rules.Keys;

/// <summary>A key that has a large part of all rows beside many small ones is none of a subject: the shop among its customers.</summary>
public sealed class DominantKeyTests
{
    private const int Keys = 100;

    [Theory]
    [InlineData(6, 6, false)]
    [InlineData(6, 30, false)] // the largest customer: 5 %
    [InlineData(6, 55, false)]
    [InlineData(6, 120, true)]
    [InlineData(1, 400, true)]
    public void LargestKey(int rows, int most, bool isDominant) =>
        Assert.Equal(isDominant, KeyRows.OfCounts([most, .. Enumerable.Repeat(rows, Keys)]).HasDominant);

    [Fact]
    public void FewLargeKeysAreNotDominant()
    {
        Assert.False(KeyRows.OfCounts([500]).HasDominant);
        Assert.False(KeyRows.OfCounts([900, 100]).HasDominant);
        Assert.False(KeyRows.OfCounts([50, 20, 20, 20, 20, 20]).HasDominant);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(200, false)]
    public void RowsOfADominantKeyDoNotStayTogether(int most, bool areSubjects)
    {
        var rows = Found(most);
        Assert.Equal(areSubjects, SubjectSearch.All(rows).Any(rule => rule.Column == "patient_id"));
        var parts = TableModality.Split(rows, new SplitSettings(0.2, 0.1, 1));
        bool[] inTest = new bool[rows.RowCount];
        Array.ForEach(parts.Test, row => inTest[row] = true);
        int[] tested = [.. inTest.Take(most).Select(one => one ? 1 : 0)];
        Assert.Equal(areSubjects, tested.Distinct().Count() == 1);
    }

    // The first key has the first rows; every other one six.
    private static Table Found(int most)
    {
        int[] keys =
        [
            .. Enumerable.Repeat(0, most),
            .. Enumerable.Range(0, (Keys - 1) * 6).Select(row => 1 + (row % (Keys - 1))),
        ];
        var rows = Table.FromArrays(
            ("patient_id", Array.ConvertAll(keys, key => $"P-{1000 + (key * 37)}")),
            ("sex", Array.ConvertAll(keys, key => key * 13 % 7 < 3 ? "F" : "M")),
            ("dose", keys.Select((key, row) => (row * 31 % 97) / 2.0).ToArray())
        );
        return SubjectKinds.Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null).Table;
    }
}
