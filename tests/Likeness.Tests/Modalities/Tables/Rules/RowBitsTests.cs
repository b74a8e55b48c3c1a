using Likeness.Compute.Cpu;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Modalities.Tables.Rules;

/// <summary>Rows that all sets have, one after another, against the sets themselves.</summary>
public sealed class RowBitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(200)]
    public void RowsOfAllSetsFollowEachOther(int rows)
    {
        var random = new PhiloxRandom(5, 0);
        double[][] values =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(_ =>
                    Enumerable
                        .Range(0, rows)
                        .Select(row =>
                            random.NextInt(3) > 0 || row == rows - 1 ? row
                            : random.NextInt(2) == 0 ? double.NaN
                            : double.PositiveInfinity
                        )
                        .ToArray()
                ),
        ];
        ulong[][] sets = Array.ConvertAll(values, RowBits.OfFinite);
        var found = new List<int>();
        for (int row = RowBits.Next(sets, 0); row >= 0; row = RowBits.Next(sets, row + 1))
        {
            found.Add(row);
        }

        Assert.Equal(
            Enumerable.Range(0, rows).Where(row => Array.TrueForAll(values, one => double.IsFinite(one[row]))),
            found
        );
    }
}
