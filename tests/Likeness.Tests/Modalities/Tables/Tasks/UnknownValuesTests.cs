using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Tasks;

namespace Likeness.Tests.Modalities.Tables.Tasks;

/// <summary>Values of a file that a run does not know are named before others are imputed without them.</summary>
public sealed class UnknownValuesTests
{
    private static readonly Column[] Learned =
    [
        new("region") { Kind = new CategoryKind(["West", "East"]), Missing = "" },
        new("amount") { Missing = "" },
    ];

    [Fact]
    public void LevelsAndTextsAreNamed()
    {
        Column[] read =
        [
            new("amount") { Kind = new CategoryKind(["5", "about 6"]), Missing = "" },
            new("region") { Kind = new CategoryKind(["East", "Wst"]), Missing = "" },
        ];
        var rows = Table.FromColumns(
            read,
            [
                [0, 1, double.NaN],
                [0, 1, 1],
            ]
        );
        var aligned = Table.FromColumns(
            [Learned[0] with { Kind = new CategoryKind(["West", "East", "Wst"]) }, Learned[1]],
            [
                [1, 2, 2],
                [5, double.NaN, double.NaN],
            ]
        );
        Assert.EndsWith(
            "3 values are none that the run knows; they are kept, and say nothing of other cells: 2 of 'region' (Wst, …), 1 of 'amount' (about 6)",
            UnknownValues.Remark(rows, aligned, Learned),
            StringComparison.Ordinal
        );
        int[] first = [0];
        Assert.Null(UnknownValues.Remark(rows.TakeRows(first), aligned.TakeRows(first), Learned));
    }
}
