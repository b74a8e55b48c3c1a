using Likeness.Compute.Cpu;
using Likeness.Modalities.Tables.Panels;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Lines from knot to knot.</summary>
public sealed class LinearSplineTests
{
    private static readonly double[] Knots = [0, 2, 5, 9];
    private static readonly double[] Values = [1, 4, -2, 3];

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 2.5)]
    [InlineData(5, -2)]
    [InlineData(7, 0.5)]
    [InlineData(9, 3)]
    [InlineData(12, 3)]
    public void ValuesGoLinearlyBetweenKnots(double time, double expected) =>
        Assert.Equal(expected, LinearSpline.At(Knots, Values, 0, time), 1e-12);

    [Fact]
    public void PointsOfASplineGiveItsValues()
    {
        var points = Enumerable
            .Range(0, 901)
            .Select(i => i / 100.0)
            .Select(time => (time, LinearSpline.At(Knots, Values, 0, time)));
        double[] fitted = LinearSpline.Fit(Knots, points);
        Assert.All(fitted.Zip(Values), two => Assert.Equal(two.Second, two.First, 0.02));
    }

    /// <summary>Whichever value at a knot is changed, the sum of squares grows, but for what stiffness costs.</summary>
    [Fact]
    public void SquaresAreTheLeast()
    {
        var random = new PhiloxRandom(3, 0);
        (double Time, double Value)[] points =
        [
            .. Enumerable.Range(0, 300).Select(_ => (9 * random.NextDouble(), random.NextNormal())),
        ];
        double[] fitted = LinearSpline.Fit(Knots, points);
        double least = Squares(fitted);
        for (int knot = 0; knot < Knots.Length; knot++)
        {
            foreach (double change in (double[])[-0.1, 0.1])
            {
                double[] other = [.. fitted];
                other[knot] += change;
                Assert.True(Squares(other) > least);
            }
        }

        double Squares(double[] values) =>
            points.Sum(point => Math.Pow(point.Value - LinearSpline.At(Knots, values, 0, point.Time), 2));
    }

    [Fact]
    public void AKnotWithoutPointsLiesBetweenItsNeighbours()
    {
        double[] fitted = LinearSpline.Fit([0, 1, 2, 3], [(0, 5), (0, 5), (0, 5), (3, 8), (3, 8), (3, 8)]);
        Assert.All(fitted.Zip((double[])[5, 6, 7, 8]), two => Assert.Equal(two.Second, two.First, 0.01));
    }
}
