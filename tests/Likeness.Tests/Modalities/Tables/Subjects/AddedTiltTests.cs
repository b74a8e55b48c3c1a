using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>What rows add stays as frequent as it is proposed.</summary>
public sealed class AddedTiltTests
{
    /// <summary>Places prefer large numbers: without weights, a tenth of the small ones would be taken.</summary>
    [Fact]
    public void WhatIsTakenTooSeldomGetsMoreWeight()
    {
        const int Places = 4000;
        const int Each = 8;
        var random = new Random(1);
        double[] added =
        [
            .. Enumerable.Range(0, Places * Each).Select(_ => random.Next(10) < 7 ? 30 + random.NextDouble() : -200.0),
        ];
        var tilt = new AddedTilt(added);
        Assert.InRange(Fraction(Taken()), 0, 0.08);
        for (int pass = 0; pass < 8; pass++)
        {
            tilt.Adjust(Taken());
        }

        Assert.InRange(Fraction(Taken()), 0.28, 0.32);

        double Fraction(List<int> taken) => taken.Count(row => added[row] < 0) / (double)taken.Count;

        List<int> Taken() =>
            [
                .. Enumerable
                    .Range(0, Places)
                    .Select(place =>
                        Enumerable
                            .Range(place * Each, Each)
                            .MaxBy(row =>
                                tilt[row] + (added[row] > 0 ? 2.5 : 0) - Math.Log(-Math.Log(random.NextDouble()))
                            )
                    ),
            ];
    }

    [Fact]
    public void WhatIsNotKnownHasAWeightOfItsOwn()
    {
        var tilt = new AddedTilt([double.NaN, 1, 2, double.NaN]);
        tilt.Adjust([1, 2, 1]);
        Assert.True(tilt[0] > 0 && tilt[0] == tilt[3]);
        Assert.True(tilt[1] < 0);
    }
}
