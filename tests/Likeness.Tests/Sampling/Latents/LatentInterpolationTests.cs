using Likeness.Sampling.Latents;

namespace Likeness.Tests.Sampling.Latents;

public sealed class LatentInterpolationTests
{
    [Fact]
    public void AStraightLineGoesInEvenSteps() =>
        Assert.Equal([0, 2, 1, 1, 2, 0], LatentInterpolation.Interpolate([0, 2], [2, 0], 3));

    [Fact]
    public void AnArcKeepsItsLength()
    {
        float[] path = LatentInterpolation.Interpolate([0, 2], [2, 0], 4, spherical: true);
        for (int step = 0; step < 4; step++)
        {
            double angle = step / 3.0 * (Math.PI / 2);
            Assert.Equal(2 * Math.Sin(angle), path[2 * step], 1e-6);
            Assert.Equal(2 * Math.Cos(angle), path[(2 * step) + 1], 1e-6);
        }
    }

    [Theory]
    [InlineData(1, 1)] // the same direction
    [InlineData(-1, -1)] // the opposite one
    [InlineData(0, 0)] // no direction
    public void WithoutAnAngleAnArcIsALine(float x, float y) =>
        Assert.Equal(
            LatentInterpolation.Interpolate([1, 1], [x, y], 5),
            LatentInterpolation.Interpolate([1, 1], [x, y], 5, spherical: true)
        );

    [Fact]
    public void CodesOfTwoLengthsAreRefused() =>
        Assert.Throws<ArgumentException>(() => LatentInterpolation.Interpolate([1], [1, 2], 3));
}
